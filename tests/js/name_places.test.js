import assert from "node:assert/strict";
import { test } from "node:test";
import { namesWithRoom } from "../../static/js/name_places.js";

/** @param {number} id @param {number} x @param {number} y @param {number} [count] @returns {any} */
const spot = (id, x, y, count = 1) => ({ id, x, y, count });
const project = (/** @type {any} */ { x, y }) => ({ x, y });

test("names apart from each other are all shown", () => {
  const named = namesWithRoom([spot(1, 0, 0), spot(2, 300, 0)], project, () => "ห้องสมุด");

  assert.deepEqual([...named], [1, 2]);
});

test("of two names in one place the first is shown", () => {
  const named = namesWithRoom([spot(1, 0, 0), spot(2, 50, 0)], project, () => "Nimman library");

  assert.deepEqual([...named], [1]);
});

test("a name over another marker is not shown", () => {
  const named = namesWithRoom([spot(1, 0, 0), spot(2, 0, 30, 4)], project, () => "วัด");

  assert.equal(named.has(1), false);
});

test("clusters and the nameless have no name", () => {
  const named = namesWithRoom([spot(1, 0, 0, 3), spot(2, 300, 0)], project, () => "");

  assert.equal(named.size, 0);
});
