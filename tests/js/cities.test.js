import assert from "node:assert/strict";
import { test } from "node:test";
import { boxOf, cityAt, kindCounts, openingCity, timezoneOf } from "../../static/js/cities.js";
import { readState } from "../../static/js/state.js";

/** @type {any[]} */
const CITIES = [
  { id: "a", bbox: [98, 18, 99, 19], spaces: { library: 2, temple: 1 }, timezone: "Asia/Bangkok" },
  { id: "b", bbox: [100, 13, 101, 14], spaces: { library: 9 }, timezone: "Europe/Helsinki" },
];
const asked = (/** @type {string} */ query) => readState(query, "th");

test("without a wish the largest city opens", () => {
  assert.equal(openingCity(CITIES, asked("")), "b");
  assert.equal(openingCity(CITIES, asked("?city=atlantis")), "b");
});

test("a place lies in the city whose box holds it", () => {
  assert.equal(cityAt(CITIES, { lon: 98.5, lat: 18.5 }), "a");
  assert.equal(cityAt(CITIES, { lon: 0, lat: 0 }), null);
});

test("the city of the link opens, and a place without a city shows all", () => {
  assert.equal(openingCity(CITIES, asked("?city=a")), "a");
  assert.equal(openingCity(CITIES, asked("?lat=13.5&lon=100.5&zoom=14")), null);
});

test("where there is one city only, it is the one", () => {
  assert.equal(openingCity(CITIES.slice(0, 1), asked("?lat=13.5&lon=100.5&zoom=14")), "a");
});

test("counts and box are those of the city, or of all together", () => {
  assert.deepEqual(kindCounts(CITIES, "a"), { library: 2, temple: 1 });
  assert.deepEqual(kindCounts(CITIES, null), { library: 11, temple: 1 });
  assert.deepEqual(boxOf(CITIES, "b"), [100, 13, 101, 14]);
  assert.deepEqual(boxOf(CITIES, null), [98, 13, 101, 19]);
});

test("hours are told on the city's own clock", () => {
  assert.equal(timezoneOf(CITIES, "b"), "Europe/Helsinki");
  assert.equal(timezoneOf(CITIES, null), "Asia/Bangkok");
});
