import assert from "node:assert/strict";
import { test } from "node:test";
import { NOTHING, isNothing, withAddition, withAdditionAs, withChange, withRemoved, withUntouched, withoutAddition } from "../../static/js/coverage_scenario.js";
import { fateOf, movedTo, standing } from "../../static/js/coverage_targets.js";

const HERE = { lon: 1, lat: 2 };

test("a space is added, moved, described and taken out again", () => {
  const added = withAddition(NOTHING, { ...HERE, kind: "library" });
  const moved = movedTo(added, { addition: 0 }, { lon: 3, lat: 4 });
  const described = withAdditionAs(moved, 0, { capacity: 20, kind: "museum" });

  assert.deepEqual(described.add, [{ lon: 3, lat: 4, kind: "museum", capacity: 20 }]);
  assert.deepEqual(withAdditionAs(described, 0, { capacity: undefined }).add, [{ lon: 3, lat: 4, kind: "museum" }]);
  assert.equal(isNothing(withoutAddition(described, 0)), true);
});

test("what is said of a space adds up; taking it away makes the rest void", () => {
  const changed = withChange(withChange(NOTHING, 7, { capacity: 5 }), 7, HERE);

  assert.deepEqual(changed.change, [{ space: 7, capacity: 5, ...HERE }]);
  assert.deepEqual(withRemoved(changed, 7), { ...NOTHING, remove: [7] });
  assert.deepEqual(withUntouched(withRemoved(changed, 7), 7), { ...NOTHING });
});

test("a change that says nothing any more is none", () => {
  const changed = withChange(NOTHING, 7, { capacity: 5 });

  assert.equal(isNothing(withChange(changed, 7, { capacity: undefined })), true);
});

test("on the map stand the additions, and the spaces named once they are known", () => {
  const known = {
    get: (/** @type {number} */ id) => /** @type {any} */ (id === 7 ? { properties: { kind: "park", subkind: null } } : null),
    placeOf: (/** @type {number} */ id) => (id === 7 ? HERE : null),
  };
  const scenario = withRemoved(withChange(withAddition(NOTHING, { ...HERE, kind: "library" }), 7, { lon: 9, lat: 8 }), 8);

  const all = standing(scenario, known, null);

  assert.deepEqual(all.map(({ key, fate, lon, kind }) => [key, fate, lon, kind]), [["a0", "new", 1, "library"], ["s7", "changed", 9, "park"]]);
  assert.equal(fateOf(scenario, { space: 8 }), "removed");
  assert.equal(fateOf(scenario, { space: 99 }), "untouched");
});
