import assert from "node:assert/strict";
import { test } from "node:test";
import { openAsKnown } from "../../static/js/offline_caches.js";

const CARD = /** @type {any} */ ({ name_en: "Library", open_now: "open", next_change: "2026-11-28T17:00:00+07:00" });

test("what was said of an open door holds until its next change", () => {
  assert.equal(openAsKnown(CARD, new Date("2026-11-28T16:59:00+07:00")).open_now, "open");
});

test("after that nobody knows without asking", () => {
  const known = openAsKnown(CARD, new Date("2026-11-28T17:00:00+07:00"));

  assert.equal(known.open_now, "unknown");
  assert.equal(known.next_change, null);
  assert.equal(known.name_en, "Library");
});

test("a door without hours that change stays as it was", () => {
  const always = { ...CARD, next_change: null };

  assert.equal(openAsKnown(always, new Date("2030-01-01")).open_now, "open");
});
