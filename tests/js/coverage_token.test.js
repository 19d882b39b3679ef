import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_CHANGES, NOTHING } from "../../static/js/coverage_scenario.js";
import { MOST_LETTERS, decodeScenario, encodeScenario } from "../../static/js/coverage_token.js";

const FULL = {
  name: "ห้องสมุด/ริมน้ำ + ?",
  add: [
    { lon: 98.98123, lat: 18.79, kind: "community_centre", opening_hours: "Mo-Fr 08:00-18:00; PH off", capacity: 40 },
    { lon: -0.5, lat: -33.25 },
  ],
  remove: [7, 12],
  change: [{ space: 3, lon: 98.9, lat: 18.7, capacity: 10 }, { space: 4, opening_hours: "24/7" }],
};

test("a scenario survives being a link", () => {
  const token = encodeScenario(FULL) ?? "";

  assert.deepEqual(decodeScenario(token), FULL);
  assert.equal(new URLSearchParams(`scenario=${token}`).get("scenario"), token);
  assert.match(token, /^[\w.~-]+$/);
});

test("a scenario without changes is no token, whatever it is called", () => {
  assert.equal(encodeScenario(NOTHING), null);
  assert.equal(encodeScenario({ ...NOTHING, name: "ชื่อ" }), null);
  assert.deepEqual(decodeScenario(null), NOTHING);
});

for (const [what, token] of Object.entries({
  nonsense: "hello",
  "an unknown letter": "z12",
  "a place without a number": "ax",
  "a place outside the world": "a99999999x100",
  "a change of nothing": "c12",
  "the kind of a space that has one already": "c12.klibrary",
  "a text that is none": "a1x1.h%%",
  "bytes that are no UTF-8": "a1x1.h_w",
  "an empty part": "r1~",
  "a space taken away twice": "r1~r1",
  "a space taken away and changed": "r1~c1.s5",
})) {
  test(`a link with ${what} says that it cannot be read`, () => {
    assert.throws(() => decodeScenario(token), { name: "RangeError", message: /cannot be read/ });
  });
}

test("a link with too much in it says so", () => {
  const many = Array.from({ length: MOST_CHANGES + 1 }, (_, id) => `r${id}`).join("~");

  assert.throws(() => decodeScenario(many), /too long/);
  assert.throws(() => decodeScenario(`n${"a".repeat(MOST_LETTERS)}`), /too long/);
  assert.equal(decodeScenario(many.replace("~r0", "").slice(3)).remove.length, MOST_CHANGES);
});
