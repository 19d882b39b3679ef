import assert from "node:assert/strict";
import { test } from "node:test";
import { arranged, columnsOf, readSort } from "../../static/js/coverage_columns.js";
import { tableCsv } from "../../static/js/coverage_csv.js";
import { sightOf } from "../../static/js/coverage_sight.js";
import { answer, row } from "./coverage_town.js";

const ROWS = [
  row("A", { name_th: "ศรีภูมิ", name_en: "Si Phum", share: 0.9, people_covered: 900 }),
  row("B", { name_th: "หายยา", name_en: "Hai Ya", share: null, people: null, people_covered: null }),
  row("C", { name_th: "ช้างม่อย", name_en: "Chang Moi", share: 0.2, people_covered: 200 }),
];
const SIGHT = sightOf(answer(ROWS), null);
const codes = (/** @type {import("../../static/js/coverage_types").Row[]} */ rows) => rows.map(({ code }) => code).join("");
const sorted = (/** @type {string} */ sort, q = "") => codes(arranged(ROWS, columnsOf(SIGHT, "th"), { sort, q, language: "th" }));

test("the worst off come first, what is not known last either way", () => {
  assert.equal(sorted("share"), "CAB");
  assert.equal(sorted("-share"), "ACB");
});

test("Thai names stand in the order of a Thai dictionary", () => {
  assert.equal(sorted("name"), "CAB"); // ช ศ ห
});

test("a sort by something that is no column here is one by share", () => {
  assert.equal(readSort("-gained", columnsOf(SIGHT, "en")).column.id, "share");
  assert.equal(readSort("hello", columnsOf(sightOf(answer(ROWS, { people_source: null }), null), "en")).column.id, "street_share");
});

test("a district is found by a part of either name, or its code", () => {
  assert.equal(sorted("share", "chang"), "C");
  assert.equal(sorted("share", "หาย"), "B");
  assert.equal(sorted("share", "a"), "CAB");
  assert.equal(sorted("share", "nowhere"), "");
});

test("where nobody is counted no column is about people", () => {
  const ids = columnsOf(sightOf(answer(ROWS, { people_source: null }), null), "en").map(({ id }) => id);

  assert.deepEqual(ids, ["name", "nearest_minutes_median", "spaces", "street_share", "street_metres"]);
});

test("a scenario brings what it gains, from its own answer", () => {
  const trial = /** @type {any} */ ({
    after: ROWS,
    before: ROWS,
    total_before: row("city", { level: "city", share: 0.5 }),
    total_after: row("city", { level: "city", share: 0.6 }),
    difference: [{ code: "C", people_gained: 120, share_change: 0.12, street_metres_gained: 300 }],
    people_gained: 120,
  });
  const sight = sightOf(answer(ROWS), trial);
  const [, gained, change] = columnsOf(sight, "en");

  assert.deepEqual([gained.text(ROWS[2]), change.text(ROWS[2])], ["+120", "+12"]);
  assert.deepEqual([gained.text(ROWS[0]), gained.value(sight.total)], ["–", 120]);
  assert.equal(change.text(sight.total), "+10");
});

test("people out of reach are those of the placed people that reach nothing", () => {
  const [, , uncovered] = columnsOf(SIGHT, "en");
  // 900 covered are 90 %: 1000 people are placed, whatever the district's total says
  assert.equal(Math.round(Number(uncovered.value(row("A", { people: 1500, people_covered: 900, share: 0.9 })))), 100);
});

test("the CSV opens in a spreadsheet, and no name in it is a formula", () => {
  const rows = [row("A", { name_en: "=SUM(A1)", share: 1 / 3 }), row("B", { name_en: 'He said "no", twice', share: null })];
  const [name, share] = columnsOf(sightOf(answer(rows), null), "en");

  const csv = tableCsv(rows, [name, share]);

  assert.equal(csv, '\uFEFFcode,level,District,Share of people\r\nA,tambon,\'=SUM(A1),0.333333333333\r\nB,tambon,"He said ""no"", twice",\r\n');
});
