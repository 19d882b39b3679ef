import assert from "node:assert/strict";
import { test } from "node:test";
import { minutesOf, shapesOf, unpackStreets } from "../../static/js/coverage_binary.js";

/** Pack as the server does; arrays of odd lengths are followed by zeros. @param {[string, string, any][]} arrays @param {object} [more] */
function pack(arrays, more = {}) {
  const listed = arrays.map(([name, type, { length }]) => ({ name, type, length }));
  const text = JSON.stringify({ version: "v1", none: 65535, unit: 0.1, ...more, arrays: listed });
  const head = Buffer.from(text.padEnd(Math.ceil(Buffer.byteLength(text) / 4) * 4 - (Buffer.byteLength(text) - text.length)));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  const bodies = arrays.map(([, , values]) => Buffer.concat([Buffer.from(values.buffer), Buffer.alloc((4 - (values.byteLength % 4)) % 4)]));
  return Buffer.concat([Buffer.from("GSC1"), size, head, ...bodies]);
}

const MINUTES = /** @type {[string, string, any][]} */ ([
  ["begin", "u16", Uint16Array.of(1, 2, 3)],
  ["end", "u16", Uint16Array.of(4, 65535, 6)],
  ["walk", "u16", Uint16Array.of(7, 8, 9)],
  ["door_piece", "u32", Uint32Array.of(2)],
  ["door_along", "f32", Float32Array.of(0.25)],
  ["door_seconds", "u16", Uint16Array.of(30)],
]);
const SHAPE = /** @type {[string, string, any][]} */ ([
  ["offsets", "u32", Uint32Array.of(0, 2)],
  ["points", "i32", Int32Array.of(989_800_000, 187_900_000, -5, -6)],
  ["ids", "u32", Uint32Array.of(77)],
]);

test("shapes and minutes come out as they went in", () => {
  const packed = unpackStreets(new Uint8Array(pack([...SHAPE, ...MINUTES])));

  const { points, ids, version } = shapesOf(packed);
  const { begin, end, doorPiece, doorAlong, doorSeconds, none } = minutesOf(packed);
  assert.deepEqual([...points, ...ids], [989_800_000, 187_900_000, -5, -6, 77]);
  assert.deepEqual([[...begin], [...end]], [[1, 2, 3], [4, 65535, 6]]);
  assert.deepEqual([...doorPiece, ...doorAlong, ...doorSeconds], [2, 0.25, 30]);
  assert.deepEqual([version, none], ["v1", 65535]);
});

test("the figures of a scenario come in the header, Thai letters and all", () => {
  const { head } = unpackStreets(new Uint8Array(pack(MINUTES, { scenario: { text: "เดินถึง" } })));

  assert.equal(head.scenario.text, "เดินถึง");
});

test("bytes that begin anywhere in their buffer are read too", () => {
  const bytes = pack(MINUTES);
  const shifted = new Uint8Array(new ArrayBuffer(bytes.length + 3), 3);
  shifted.set(bytes);

  assert.deepEqual([...minutesOf(unpackStreets(shifted)).begin], [1, 2, 3]);
});

test("something else, and an answer cut off, are refused", () => {
  assert.throws(() => unpackStreets(new TextEncoder().encode("<html>nothing</html>")), RangeError);
  assert.throws(() => unpackStreets(new Uint8Array(0)), RangeError);
  assert.throws(() => unpackStreets(new Uint8Array(pack(MINUTES)).slice(0, -12)), RangeError);
});
