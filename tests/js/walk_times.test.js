import assert from "node:assert/strict";
import { test } from "node:test";
import * as times from "../../static/js/walk_times.js";
import { wishInWords } from "../../static/js/walk_wish.js";
import { answer, stop } from "./walk_town.js";

const english = /** @type {{language: "en", timezone: string}} */ ({ language: "en", timezone: "Asia/Bangkok" });
const thai = /** @type {{language: "th", timezone: string}} */ ({ language: "th", timezone: "Asia/Bangkok" });

test("durations are hours and minutes, something being never nothing", () => {
  const said = [0, 1, 29 * 60, 3600, 5400, 86_399].map(times.durationInWords);

  assert.deepEqual(said, ["0 min", "1 min", "29 min", "1 h", "1 h 30 min", "24 h"]);
});

test("a clock is read in the city, and written with a dot in Thai", () => {
  assert.equal(times.clockInWords("2026-11-28T07:05:31Z", english), "14:05");
  assert.equal(times.clockInWords("2026-11-28T07:05:31Z", thai), "14.05 น.");
  assert.equal(times.spanInWords("2026-11-28T14:05:00+07:00", "2026-11-28T14:35:00+07:00", thai), "14.05–14.35 น.");
});

test("the day is said only where it is another one", () => {
  const now = new Date("2026-11-28T01:00:00+07:00");

  assert.equal(times.dayInWords("2026-11-28T23:00:00+07:00", { ...english, now }), "");
  assert.equal(times.dayInWords("2026-11-29T00:10:00+07:00", { ...english, now }), "Sun, Nov 29");
});

test("what nobody knows is not said to be open", () => {
  const known = { hours_known: true, closes: "2026-11-28T17:00:00+07:00", opens: "2026-11-28T16:00:00+07:00" };
  const say = (/** @type {Record<string, unknown>} */ more) => {
    const { properties } = stop(1, [0, 0], ["14:00:00", "14:10:00"], more);
    return [times.openness(properties), times.opennessInWords(properties, english)];
  };

  assert.deepEqual(say({}), ["unknown", "Opening hours are not known"]);
  assert.deepEqual(say({ ...known, open: true }), ["open", "Open until 17:00"]);
  assert.deepEqual(say({ hours_known: true, open: true }), ["open", "Open"]);
  assert.deepEqual(say({ ...known, open: false }), ["closed", "Closed then, opens 16:00"]);
  assert.deepEqual(say({ hours_known: true, open: false }), ["closed", "Closed then"]);
});

test("the strip is walking and staying by turns, without a gap", () => {
  const parts = times.partsOf(answer());

  assert.deepEqual(parts.map(({ doing, seconds }) => [doing, seconds]), [
    ["walking", 120],
    ["staying", 1200],
    ["walking", 120],
    ["staying", 1200],
    ["walking", 240],
  ]);
  assert.equal(parts.reduce((sum, { seconds }) => sum + seconds, 0), 2880);
});

test("the strip is said in one sentence", () => {
  assert.equal(times.stripInWords(answer(), "en"), "The walk in time: walk 2 min, Place 1 20 min, walk 2 min, Place 2 20 min, walk 4 min");
});

test("a wish is one line", () => {
  const options = { language: /** @type {"en"} */ ("en"), zoneOf: () => "Asia/Bangkok", nameOf: () => "the gate" };
  const plan = { city: "town", stops: [], order: /** @type {"best"} */ ("best"), budget_minutes: 90, start: { space: 1 }, profile: "stroller" };

  assert.equal(wishInWords(plan, options), "Chosen for me · 1 h 30 min · from the gate · now · Stroller");
});
