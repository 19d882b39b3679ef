import assert from "node:assert/strict";
import { test } from "node:test";
import { around, projection, tilesOver } from "../../static/js/data_tiles.js";

const PICTURE = { width: 600, height: 300 };
/** @type {[number, number, number, number]} */
const TOWN = [98.9, 18.7, 99.1, 18.9];

test("the tiles cover the whole picture, none of them in vain", () => {
  for (const pixels of [128, 512]) {
    const tiles = tilesOver(TOWN, PICTURE, pixels);

    assert.ok(Math.min(...tiles.map(({ left }) => left)) <= 0);
    assert.ok(Math.max(...tiles.map(({ left, size }) => left + size)) >= PICTURE.width);
    assert.ok(Math.min(...tiles.map(({ top }) => top)) <= 0);
    assert.ok(Math.max(...tiles.map(({ top, size }) => top + size)) >= PICTURE.height);
    assert.ok(tiles.every(({ left, top, size }) => left + size > 0 && top + size > 0));
    assert.ok(tiles.every(({ left, top }) => left < PICTURE.width && top < PICTURE.height));
    assert.ok(tiles.every(({ size }) => size >= pixels && size < 2 * pixels));
  }
});

test("the middle of the box is the middle of the picture", () => {
  const [{ x, y, z, left, top, size }] = tilesOver(TOWN, PICTURE, 512);

  const column = (99 / 360 + 0.5) * 2 ** z;
  assert.ok(Math.abs(left + (column - x) * size - 300) < 0.01);
  assert.ok(y >= 0 && Number.isFinite(top));
});

test("a place lies where the tiles have it", () => {
  const place = projection(TOWN, PICTURE);
  const [tile] = tilesOver(TOWN, PICTURE, 512);

  const west = (tile.x / 2 ** tile.z - 0.5) * 360;
  const north = (Math.atan(Math.sinh(Math.PI * (1 - (2 * tile.y) / 2 ** tile.z))) * 180) / Math.PI;
  const [x, y] = place(west, north);
  assert.ok(Math.abs(x - tile.left) < 0.01 && Math.abs(y - tile.top) < 0.01);
});

test("the whole world is its one tile, and a single place is drawn no nearer than it can be", () => {
  assert.equal(tilesOver([-180, -85, 180, 85], PICTURE, 512).length, 1);
  const [{ z }] = tilesOver([99, 18.8, 99, 18.8], PICTURE, 512);
  assert.equal(z, 16);
});

test("the box around boxes holds them all", () => {
  assert.deepEqual(around([TOWN, [7.4, 43.7, 7.5, 43.8]]), [7.4, 18.7, 99.1, 43.8]);
});
