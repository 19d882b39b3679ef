import assert from "node:assert/strict";
import { test } from "node:test";
import { minutesByBody, readBook, stampOf, withStamp, writeBook } from "../../static/js/passport_book.js";

const stamp = (/** @type {number} */ id, /** @type {string} */ day, minutes = 30, bodies = ["city"]) => ({
  stamp: `signed-${id}-${day}`,
  space: { id, name_th: null, name_en: null, kind: "library" },
  city: "town",
  at: `${day}T10:00:00+07:00`,
  minutes,
  bodies,
});

test("a place stamps once a day; the later one stays", () => {
  const first = stamp(1, "2026-11-24");
  const again = { ...first, stamp: "newer" };

  const stamps = withStamp(withStamp([first], again), stamp(1, "2026-11-25"));

  assert.deepEqual(stamps.map((each) => each.stamp), ["newer", "signed-1-2026-11-25"]);
  assert.equal(stampOf(stamps, 1, "2026-11-24")?.stamp, "newer");
  assert.equal(stampOf(stamps, 2, "2026-11-24"), null);
});

test("minutes are shared among the bodies as the server shares them", () => {
  const stamps = [stamp(1, "2026-11-24", 20, ["background", "city", "wisdom"]), stamp(2, "2026-11-24", 45)];

  assert.deepEqual(minutesByBody(stamps), { background: 7, city: 7 + 45, wisdom: 6 });
});

test("a passport is read from its file as it was written", () => {
  const book = { device: "0123456789abcdef", stamps: [stamp(1, "2026-11-24")] };

  assert.deepEqual(readBook(writeBook(book)), book);
});

test("a file that is no passport is told apart", () => {
  const broken = JSON.parse(writeBook({ device: "d", stamps: [stamp(1, "2026-11-24")] }));
  for (const text of ["", "[]", "{}", "null", JSON.stringify({ ...broken, stamps: [{}] }), JSON.stringify({ ...broken, format: "x" }), JSON.stringify({ ...broken, stamps: [{ ...broken.stamps[0], bodies: [] }] })]) {
    assert.equal(readBook(text), null, text);
  }
});
