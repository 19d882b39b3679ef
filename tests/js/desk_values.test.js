import assert from "node:assert/strict";
import { test } from "node:test";
import { changedValues, clockOf, instantOf, mergeThree, storedValue, writtenValue } from "../../static/js/desk_values.js";

const field = (/** @type {any} */ type) => ({ name: "x", title: "X", type, format: "", terms: [], isLong: false, longest: null, least: null, most: null });

test("what both of us left alone or made the same is no conflict", () => {
  const base = { name_th: "วัด", phone: "053", ages: ["child"], note: null };
  const mine = { name_th: "วัดใหม่", phone: "054", ages: ["child"], note: "" };
  const theirs = { name_th: "วัดใหม่", phone: "053", ages: ["child", "adult"], note: null };

  const merge = mergeThree(base, mine, theirs);

  assert.deepEqual(merge.conflicts, []);
  assert.deepEqual(merge.taken, ["ages"]);
  assert.deepEqual(merge.values, { name_th: "วัดใหม่", phone: "054", ages: ["child", "adult"], note: "" });
});

test("a field that both made something else of is a conflict, and mine stands until it is decided", () => {
  const merge = mergeThree({ a: 1, geometry: [98, 18] }, { a: 2, geometry: [98.1, 18] }, { a: 3, geometry: [98.2, 18] });

  assert.deepEqual(merge.conflicts, ["a", "geometry"]);
  assert.deepEqual(merge.values, { a: 2, geometry: [98.1, 18] });
});

test("only what differs is sent", () => {
  assert.deepEqual(changedValues({ a: null, b: [], c: 1, d: "x" }, { a: "", b: ["y"], c: 1, d: "" }), { b: ["y"], d: "" });
});

test("a clock of a city and the moment lead to each other, on the days too when clocks change", () => {
  assert.equal(instantOf("2026-11-28T10:00", "Asia/Bangkok"), "2026-11-28T03:00:00Z");
  assert.equal(clockOf("2026-11-28T03:00:00Z", "Asia/Bangkok"), "2026-11-28T10:00");
  for (const clock of ["2026-03-29T01:30", "2026-03-29T04:30", "2026-10-25T05:00", "2026-07-01T00:00"]) {
    assert.equal(clockOf(instantOf(clock, "Europe/Helsinki"), "Europe/Helsinki"), clock);
  }
});

test("what stands in a field is stored as its kind of value, and nothing as none", () => {
  assert.deepEqual(storedValue(field("array"), " a \n\nb\na", "UTC"), ["a", "b"]);
  assert.equal(storedValue(field("integer"), "1,200", "UTC"), 1200);
  assert.equal(storedValue(field("integer"), "many", "UTC"), "many");
  assert.equal(storedValue(field("string"), "  ", "UTC"), null);
  assert.equal(writtenValue(field("array"), ["a", "b"], "UTC"), "a\nb");
  assert.equal(writtenValue(field("number"), 0, "UTC"), "0");
});
