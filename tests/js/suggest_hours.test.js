import assert from "node:assert/strict";
import { test } from "node:test";
import { DAYS, dayName, readHours, writeHours } from "../../static/js/suggest_hours.js";

const CLOCKS = { from: "08:30", to: "16:30" };

test("days in a row are written as one, two as two", () => {
  assert.equal(writeHours({ days: ["Mo", "Tu", "We", "Th", "Fr"], ...CLOCKS }), "Mo-Fr 08:30-16:30");
  assert.equal(writeHours({ days: ["Sa", "Su"], ...CLOCKS }), "Sa,Su 08:30-16:30");
  assert.equal(writeHours({ days: ["Fr", "Mo", "We", "Th"], ...CLOCKS }), "Mo,We-Fr 08:30-16:30");
  assert.equal(writeHours({ days: DAYS, ...CLOCKS }), "Mo-Su 08:30-16:30");
});

test("without a day or a clock nothing is said", () => {
  assert.equal(writeHours({ days: [], ...CLOCKS }), "");
  assert.equal(writeHours({ days: ["Mo"], from: "", to: "16:30" }), "");
  assert.equal(writeHours({ days: ["Mo"], from: "08:30", to: "" }), "");
});

test("every choice of days reads back as it was written", () => {
  for (let choice = 1; choice < 128; choice += 1) {
    const days = DAYS.filter((_, at) => choice & (1 << at));
    assert.deepEqual(readHours(writeHours({ days, ...CLOCKS })), { days, ...CLOCKS });
  }
});

test("hours that say more, or nothing, are not read", () => {
  for (const text of [null, "", "24/7", "Mo-Fr 08:00-16:00; PH off", "Mo-Xx 08:00-16:00", "Fr-Mo 08:00-16:00", "Mo 8:00-16:00", "PH 08:00-16:00"]) {
    assert.equal(readHours(text), null);
  }
});

test("days are called as people call them", () => {
  assert.equal(dayName("Mo", "en"), "Mon");
  assert.match(dayName("Su", "th"), /อา/);
});
