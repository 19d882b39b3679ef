import assert from "node:assert/strict";
import { test } from "node:test";
import { widestPlace } from "../../static/js/label_place.js";

const ring = (/** @type {number[][]} */ ...pairs) => pairs.map(([x, y]) => ({ x, y }));

test("the name of a square stands in its middle", () => {
  const square = ring([0, 0], [10, 0], [10, 10], [0, 10], [0, 0]);

  assert.deepEqual(widestPlace([square]), { x: 5, y: 5, width: 10 });
});

test("the name of a bent area stands inside it, not in the middle of its box", () => {
  // an L: a column at the left, a foot along the bottom
  const bent = ring([0, 0], [10, 0], [10, 80], [100, 80], [100, 100], [0, 100], [0, 0]);

  const { x, y, width } = widestPlace([bent]);

  assert.ok(y > 80 || x < 10);
  assert.ok(width >= 10);
});

test("a name never stands in a hole", () => {
  const outer = ring([0, 0], [100, 0], [100, 100], [0, 100], [0, 0]);
  const hole = ring([20, 10], [20, 90], [90, 90], [90, 10], [20, 10]);

  const { x } = widestPlace([outer, hole]);

  assert.ok(x < 20 || x > 90);
});

test("an area without extent has no width", () => {
  assert.equal(widestPlace([ring([5, 5], [5, 5])]).width, 0);
});
