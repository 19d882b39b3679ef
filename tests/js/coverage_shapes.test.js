import assert from "node:assert/strict";
import { test } from "node:test";
import { PieceTimes } from "../../static/js/coverage_classes.js";
import { changedPieces, painting, partOf, piecesIn } from "../../static/js/coverage_paint.js";
import { PlaneShapes, worldPoint } from "../../static/js/coverage_shapes.js";
import { minutes } from "./coverage_town.js";

const E7 = 1e7;
/** Three pieces on the equator: 0.01° east in three steps, then 0.1° north, and one far away. */
const TOWN = {
  version: "1",
  offsets: Uint32Array.of(0, 4, 6, 8),
  points: Int32Array.from([0, 0, 0.00001, 0, 0.005, 0, 0.01, 0, 0.01, 0, 0.01, 0.1, 10, 10, 10, 10.001].map((each) => each * E7)),
  ids: Uint32Array.of(1, 2, 3),
};
const PIXELS_A_DEGREE = 256 / 360; // at zoom 0

test("the middle of the world map is where it should be", () => {
  assert.deepEqual(worldPoint(0, 0), { x: 128, y: 128 });
  assert.equal(worldPoint(180, 0).x, 256);
  assert.ok(Math.abs(worldPoint(0, 85.0511287798066).y) < 1e-9);
});

test("points nearer than a pixel are dropped, ends never", () => {
  const shapes = new PlaneShapes(TOWN);

  const points = (/** @type {number} */ zoom) => [...shapes.linesAt(zoom).offsets];
  assert.deepEqual(points(2), [0, 2, 4, 6]);
  assert.deepEqual(points(12), [0, 3, 5, 7]);
  assert.deepEqual(points(19), [0, 4, 6, 8]);
});

test("lengths and boxes are in pixels of the zoom, from the first point on", () => {
  const { lengths, boxes, origin } = new PlaneShapes(TOWN).linesAt(10);

  const scale = 2 ** 10;
  assert.ok(Math.abs(lengths[0] - 0.01 * PIXELS_A_DEGREE * scale) < 1e-3);
  assert.ok(boxes[7] <= 0 && boxes[5] < -70, "north is up");
  assert.deepEqual(origin, { x: 128 * scale, y: 128 * scale });
});

test("only what is in the frame is painted", () => {
  const lines = new PlaneShapes(TOWN).linesAt(10);

  assert.deepEqual([...piecesIn(lines, { left: -10, top: -10, right: 10, bottom: 10 })], [0, 1]);
  assert.deepEqual([...piecesIn(lines, { left: -10, top: 1, right: 10, bottom: 10 })], []);
});

test("a part of a piece begins and ends within its lines", () => {
  const lines = { offsets: Uint32Array.of(0, 3), xy: Float32Array.of(0, 0, 10, 0, 10, 10), lengths: Float32Array.of(20) };

  assert.deepEqual(partOf(/** @type {any} */ (lines), 0, 0.25, 0.75), [5, 0, 10, 0, 10, 5]);
  assert.deepEqual(partOf(/** @type {any} */ (lines), 0, 0, 0.5), [0, 0, 10, 0]);
  assert.deepEqual(partOf(/** @type {any} */ (lines), 0, 0.5, 1), [10, 0, 10, 10]);
});

test("only pieces that look other are painted over", () => {
  const lines = new PlaneShapes(TOWN).linesAt(14);
  const before = new PieceTimes(minutes([{ begin: 1, end: 2 }, { begin: 6, end: 7 }, { begin: 12, end: 12 }]));
  const now = new PieceTimes(minutes([{ begin: 1, end: 2 }, { begin: 6.1, end: 7 }, { begin: 12.1, end: 12.1 }]));

  // the second is long enough to show where its class changes; the third, 12 pixels at most, is not
  assert.ok(lines.lengths[1] > 12 && lines.lengths[2] < 12);
  assert.deepEqual([...changedPieces(now, before, lines, Uint32Array.of(0, 1, 2))], [1]);
});

test("the farthest is painted first, each class in its colour, long pieces in parts", () => {
  /** @type {string[]} */
  const done = [];
  const context = /** @type {any} */ ({
    beginPath: () => done.push("begin"),
    moveTo: () => done.push("move"),
    lineTo: () => {},
    stroke: () => done.push(`stroke ${context.strokeStyle}`),
  });
  const lines = new PlaneShapes(TOWN).linesAt(14);
  const times = new PieceTimes(minutes([{ begin: 0, end: 0 }, { begin: 4, end: 9 }, { begin: Infinity, end: Infinity }]));
  const look = { colours: ["near", "b", "c", "d", "e", "far", "none"], width: 2, unreachableWidth: 1, cap: /** @type {"butt"} */ ("butt") };

  for (const _ of painting(context, { lines, times, look }, Uint32Array.of(0, 1, 2))) continue;

  assert.deepEqual(done.filter((each) => each.startsWith("stroke")), ["stroke none", "stroke b", "stroke near", "stroke near"]);
  assert.equal(done.filter((each) => each === "move").length, 4);
});
