import assert from "node:assert/strict";
import { test } from "node:test";
import { dominantKinds, mergeOverlapping } from "../../static/js/clusters.js";

/** @typedef {import("../../static/js/types").Spot} Spot */

/** @param {number} id @param {number} x @param {number} y @param {Partial<Spot>} [more] @returns {Spot} */
function spot(id, x, y, more = {}) {
  return {
    id,
    lon: x,
    lat: y,
    count: 1,
    kind: "library",
    subkind: null,
    name_th: null,
    name_en: null,
    wheelchair: null,
    kinds: { [more.kind ?? "library"]: more.count ?? 1 },
    bounds: [x, y, x, y],
    ...more,
  };
}

const flat = (/** @type {Spot} */ { lon, lat }) => ({ x: lon, y: lat });

test("spots apart from each other stay as they are", () => {
  const spots = [spot(1, 0, 0), spot(2, 100, 0)];

  assert.deepEqual(mergeOverlapping(spots, flat, 40), spots);
});

test("the larger takes in the smaller and covers both", () => {
  const large = spot(1, 0, 0, { count: 5, kinds: { temple: 5 } });
  const small = spot(2, 10, -10);

  const [merged, ...others] = mergeOverlapping([small, large], flat, 40);

  assert.deepEqual(others, []);
  assert.equal(merged.id, 1);
  assert.equal(merged.count, 6);
  assert.deepEqual(merged.kinds, { temple: 5, library: 1 });
  assert.deepEqual(merged.bounds, [0, -10, 10, 0]);
});

test("a spot goes to the nearest of two", () => {
  const left = spot(1, 0, 0, { count: 9 });
  const right = spot(2, 50, 0, { count: 8 });
  const between = spot(3, 30, 0);

  const merged = mergeOverlapping([left, right, between], flat, 40);

  assert.deepEqual(merged.map(({ id, count }) => [id, count]), [[1, 9], [2, 9]]);
});

test("no space is lost or counted twice, wherever spots lie", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const spots = Array.from({ length: 500 }, (_, id) =>
    spot(id, random() * 800 - 400, random() * 800 - 400, { count: 1 + Math.floor(random() * 9) }),
  );
  const total = spots.reduce((sum, { count }) => sum + count, 0);

  const merged = mergeOverlapping(spots, flat, 44);

  assert.equal(merged.reduce((sum, { count }) => sum + count, 0), total);
  for (const [index, a] of merged.entries()) {
    for (const b of merged.slice(index + 1)) {
      assert.ok(Math.hypot(a.lon - b.lon, a.lat - b.lat) >= 44);
    }
  }
});

test("the order in which tiles come changes nothing", () => {
  const spots = [spot(1, 0, 0), spot(2, 20, 0), spot(3, 55, 0), spot(4, 80, 0)];

  const one = mergeOverlapping(spots, flat, 40);
  const other = mergeOverlapping([...spots].reverse(), flat, 40);

  assert.deepEqual(one, other);
});

test("the most frequent kind comes first, then by name", () => {
  const mixed = spot(1, 0, 0, { count: 6, kinds: { temple: 1, library: 4, bank: 1 } });

  assert.deepEqual(dominantKinds(mixed), [["library", 4], ["bank", 1], ["temple", 1]]);
});
