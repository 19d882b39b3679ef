import assert from "node:assert/strict";
import { test } from "node:test";
import { tilesAlong } from "../../static/js/offline_tiles.js";

/** @typedef {import("../../static/js/offline_tiles.js").Tile} Tile */

/** @param {Tile[]} tiles @param {number} z */
function names(tiles, z) {
  return tiles.filter((tile) => tile.z === z).map(({ x, y }) => `${x}/${y}`);
}

// (98.98, 18.79): x = (98.98 / 360 + 0.5) x 2^14 = 12,696.69; y = (1 - asinh(tan lat) / pi) x 2^13 = 7,321.09
const HERE = /** @type {[number, number]} */ ([98.98, 18.79]);

test("a place needs its tile and the eight around it, of each zoom", () => {
  const { spaces, ground } = tilesAlong([[HERE]]);

  assert.deepEqual(names(spaces, 14).sort(), [
    "12695/7320", "12695/7321", "12695/7322",
    "12696/7320", "12696/7321", "12696/7322",
    "12697/7320", "12697/7321", "12697/7322",
  ]);
  assert.deepEqual([13, 14, 15, 16].map((z) => names(ground, z).length), [9, 9, 9, 9]);
  assert.deepEqual([14, 15, 16, 17].map((z) => names(spaces, z).length), [9, 9, 9, 9]);
});

test("no tile is missed along a long straight line", () => {
  // 0.02 degrees are 0.02 / 360 x 2^17 = 7.3 tiles of zoom 17
  const east = /** @type {[number, number]} */ ([HERE[0] + 0.02, HERE[1]]);

  const columns = new Set(tilesAlong([[HERE, east]]).spaces.filter(({ z }) => z === 17).map(({ x }) => x));

  const sorted = [...columns].sort((a, b) => a - b);
  assert.ok(sorted.length >= 10);
  assert.equal(sorted.at(-1), sorted[0] + sorted.length - 1);
});

test("each tile is asked for once, whatever passes through it", () => {
  const { spaces, ground } = tilesAlong([[HERE, HERE], [HERE]]);

  for (const tiles of [spaces, ground]) {
    assert.equal(new Set(tiles.map(({ z, x, y }) => `${z}/${x}/${y}`)).size, tiles.length);
  }
});

test("a walk across the land is kept in bounds, the ground close by first", () => {
  const far = /** @type {[number, number]} */ ([HERE[0] + 1, HERE[1] + 1]);

  const { spaces, ground } = tilesAlong([[HERE, far]], 250);

  assert.equal(spaces.length + ground.length, 250);
  assert.equal(ground[0].z, 16);
});

test("at the edge of the world no tile is asked for beyond it", () => {
  const { spaces } = tilesAlong([[[-180, 85.05]]]);

  assert.ok(spaces.every(({ x, y }) => x >= 0 && y >= 0));
});
