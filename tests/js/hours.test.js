import assert from "node:assert/strict";
import { test } from "node:test";
import { hoursInWords, openInWords } from "../../static/js/hours.js";

test("weekdays and weekend are said as people say them", () => {
  const lines = hoursInWords("Mo-Fr 08:30-16:30; Sa 09:00-12:00,13:00-16:00; Su off", "en");

  assert.deepEqual(lines, [
    { days: "Monday to Friday", times: "08:30–16:30" },
    { days: "Saturday", times: "09:00–12:00, 13:00–16:00" },
    { days: "Sunday", times: "closed" },
  ]);
});

test("Thai hours use Thai weekdays and the dot and น.", () => {
  const lines = hoursInWords("Mo-Sa 08:00-17:00", "th");

  assert.deepEqual(lines, [{ days: "วันจันทร์ to วันเสาร์", times: "08.00–17.00 น." }]);
});

test("always open is said in words", () => {
  assert.deepEqual(hoursInWords("24/7", "en"), [{ days: "Every day", times: "24 hours" }]);
  assert.deepEqual(hoursInWords("08:00-20:00", "en"), [{ days: "Every day", times: "08:00–20:00" }]);
  assert.deepEqual(hoursInWords("Mo-Su 00:00-24:00", "en"), [
    { days: "Every day", times: "24 hours" },
  ]);
});

test("days after a comma are a further rule", () => {
  assert.deepEqual(
    hoursInWords("Mo-Th 09:00-20:00, Fr 09:00-18:00", "en"),
    hoursInWords("Mo-Th 09:00-20:00; Fr 09:00-18:00", "en"),
  );
});

test("public holidays have a name", () => {
  const lines = hoursInWords("Mo-Fr,PH 09:00-17:00", "en");

  assert.equal(lines?.[0].days, "Monday to Friday, public holidays");
});

test("what these lines cannot say is left as it is written", () => {
  for (const text of ["sunrise-sunset", "Jan-Mar Mo 08:00-12:00", '"by appointment"', "Mo[1] 10:00-12:00", ""]) {
    assert.equal(hoursInWords(text, "en"), null, text);
  }
});

const bangkok = { timezone: "Asia/Bangkok", now: new Date("2024-06-05T07:00:00Z") };

test("open says until when, on the clock of the city", () => {
  const space = { open_now: "open", next_change: "2024-06-05T16:30:00+07:00" };

  assert.equal(openInWords(space, { language: "en", ...bangkok }), "Open now, closes at 16:30");
  assert.equal(openInWords(space, { language: "th", ...bangkok }), "Open now, closes at 16.30 น.");
});

test("closed until another day names the day", () => {
  const space = { open_now: "closed", next_change: "2024-06-06T08:00:00+07:00" };

  assert.equal(
    openInWords(space, { language: "en", ...bangkok }),
    "Closed now, opens on Thursday at 08:00",
  );
});

test("unknown hours are never called open", () => {
  assert.equal(
    openInWords({ open_now: "unknown", next_change: null }, { language: "en", ...bangkok }),
    "Opening hours are not known",
  );
  assert.equal(openInWords({}, { language: "en", ...bangkok }), "Opening hours are not known");
});
