import assert from "node:assert/strict";
import { test } from "node:test";
import { agendasOf, feeInWords, timeInWords, titleIn } from "../../static/js/living.js";

const BANGKOK = { language: /** @type {const} */ ("en"), timezone: "Asia/Bangkok" };

test("a time is told on the clock of its city, whatever the clock of the reader", () => {
  const when = { starts_at: "2026-11-28T09:00:00+07:00", ends_at: "2026-11-28T11:30:00+07:00" };

  assert.equal(timeInWords(when, BANGKOK), "Sat, Nov 28 09:00–11:30");
});

test("what lasts over night tells both days; what takes no time only its beginning", () => {
  const night = { starts_at: "2026-11-28T20:00:00+07:00", ends_at: "2026-11-29T06:00:00+07:00" };
  const moment = { starts_at: "2026-11-28T20:00:00+07:00", ends_at: "2026-11-28T20:00:00+07:00" };

  assert.equal(timeInWords(night, BANGKOK), "Sat, Nov 28 20:00 – Sun, Nov 29 06:00");
  assert.equal(timeInWords(moment, BANGKOK), "Sat, Nov 28 20:00");
});

test("nothing to pay is not the same as nobody said", () => {
  assert.equal(feeInWords({ fee: null, currency: "THB" }), "");
  assert.equal(feeInWords({ fee: 0, currency: "THB" }), "Free of charge");
  assert.equal(feeInWords({ fee: 1200, currency: "THB" }), "1,200 baht");
  assert.equal(feeInWords({ fee: 5, currency: "EUR" }), "5 EUR");
});

test("a title is told in the other language where there is only that", () => {
  assert.equal(titleIn({ title_th: "โคม", title_en: null }, "en"), "โคม");
});

test("a city works on the five agendas of every city and on its own, which may rename them", () => {
  const of = (/** @type {string} */ id, /** @type {string} */ name) => ({ id, title_th: `${name}-th`, title_en: name });
  /** @type {any} */
  const page = { language: "en", agendas: [of("health", "Health"), of("equity", "Equity")], ownAgendas: { town: [of("air", "Clean air"), of("health", "Care")] } };

  assert.deepEqual(agendasOf(page, "town").map(({ title }) => title), ["Care", "Equity", "Clean air"]);
  assert.deepEqual(agendasOf({ ...page, language: "th" }, "other").map(({ title }) => title), ["Health-th", "Equity-th"]);
});
