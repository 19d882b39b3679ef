import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceInWords, metresBetween } from "../../static/js/distance.js";

test("distances are said as people say them", () => {
  assert.equal(distanceInWords(347, "en"), "350 m");
  assert.equal(distanceInWords(3, "en"), "10 m");
  assert.equal(distanceInWords(1234, "en"), "1.2 km");
  assert.equal(distanceInWords(45_600, "en"), "46 km");
  assert.match(distanceInWords(347, "th"), /^350/);
});

test("a degree of latitude is about 111.2 km", () => {
  const metres = metresBetween({ lat: 18, lon: 98 }, { lat: 19, lon: 98 });

  assert.ok(Math.abs(metres - 111_195) < 1, String(metres));
});
