import assert from "node:assert/strict";
import { test } from "node:test";
import { wallClock, withOffset } from "../../static/js/city_clock.js";

test("a wall clock gets the offset of its place and season", () => {
  assert.equal(withOffset("2026-11-28T14:00", "Asia/Bangkok"), "2026-11-28T14:00:00+07:00");
  assert.equal(withOffset("2026-01-15T09:30", "Europe/Helsinki"), "2026-01-15T09:30:00+02:00");
  assert.equal(withOffset("2026-07-15T09:30", "Europe/Helsinki"), "2026-07-15T09:30:00+03:00");
  assert.equal(withOffset("2026-07-15T09:30", "UTC"), "2026-07-15T09:30:00+00:00");
});

test("the wall clock of a city shows its own hour of a moment", () => {
  assert.equal(wallClock(new Date("2026-11-28T20:30:00Z"), "Asia/Bangkok"), "2026-11-29T03:30");
  assert.equal(wallClock(new Date("2026-11-28T20:30:00Z"), "UTC"), "2026-11-28T20:30");
});
