import assert from "node:assert/strict";
import { test } from "node:test";
import { matchedParts } from "../../static/js/matching.js";

const marked = (/** @type {string} */ name, /** @type {string} */ typed) =>
  matchedParts(name, typed)
    .map(({ text, isMatch }) => (isMatch ? `[${text}]` : text))
    .join("");

test("what was typed is marked, whatever its case", () => {
  assert.equal(marked("Chiang Mai University", "mai u"), "Chiang [Mai U]niversity");
});

test("Thai is found inside a name without spaces", () => {
  assert.equal(marked("สำนักหอสมุดมหาวิทยาลัยเชียงใหม่", "มหาวิทยาลัย"), "สำนักหอสมุด[มหาวิทยาลัย]เชียงใหม่");
});

test("a Thai letter keeps the marks that stand on it", () => {
  assert.equal(marked("วัดบ้านปิง", "วัดบ"), "[วัดบ้]านปิง");
});

test("spaces and accents in either do not matter", () => {
  assert.equal(marked("วัด สวนดอก", "วัดสวน"), "[วัด สวน]ดอก");
  assert.equal(marked("Töölö", "toolo"), "[Töölö]");
});

test("a name that only resembles what was typed is shown unmarked", () => {
  assert.equal(marked("ห้องสมุด", "สวนสาธารณะ"), "ห้องสมุด");
  assert.equal(marked("ห้องสมุด", "  "), "ห้องสมุด");
});
