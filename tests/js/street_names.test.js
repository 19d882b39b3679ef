import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, simplified } from "../../static/js/street_names.js";

const points = (/** @type {number[][]} */ ...pairs) => pairs.map(([x, y]) => ({ x, y }));
const ends = (/** @type {{x: number, y: number}[]} */ line) => [line[0], line[line.length - 1]];

test("pieces from junction to junction become one line", () => {
  const pieces = [points([0, 0], [10, 0]), points([20, 0], [10, 0]), points([20, 0], [30, 1])];

  const lines = joined(pieces);

  assert.equal(lines.length, 1);
  assert.deepEqual(ends(lines[0]).map(({ x }) => x).sort((a, b) => a - b), [0, 30]);
  assert.equal(lines[0].length, 4);
});

test("where a street forks the line goes on straight and the other arm stays", () => {
  const trunk = points([0, 0], [10, 0]);
  const straight = points([10, 0], [20, 0]);
  const turned = points([10, 0], [10, 10]);

  const lines = joined([trunk, turned, straight]);

  assert.deepEqual(lines.map((line) => line.length).sort(), [2, 3]);
});

test("a line never turns back on itself", () => {
  const there = points([0, 0], [10, 0]);
  const back = points([10, 0], [1, 1]);

  assert.equal(joined([there, back]).length, 2);
});

test("a ring ends", () => {
  const ring = [
    points([0, 0], [10, 0], [14, 4]),
    points([14, 4], [14, 14], [4, 14]),
    points([4, 14], [-2, 8], [0, 0]),
  ];

  const total = joined(ring).reduce((sum, line) => sum + line.length - 1, 0);

  assert.equal(total, 6);
});

test("simplifying keeps the ends and what sticks out", () => {
  const line = points([0, 0], [5, 1], [10, 0], [10, 20]);

  assert.deepEqual(simplified(line, 4), points([0, 0], [10, 0], [10, 20]));
  assert.deepEqual(simplified(line, 0.5), line);
});
