import assert from "node:assert/strict";
import { test } from "node:test";
import { isCoverageStep, readCoverage, writeCoverage } from "../../static/js/coverage_state.js";

const FULL =
  "?lang=en&theme=dark&city=chiang-mai&lat=18.79000&lon=98.98000&zoom=14&kinds=library,museum&minutes=10&profile=senior" +
  "&level=amphoe&at=2026-11-28T10:30&view=streets&tab=whatif&classes=natural&district=TH5001&sort=-people&q=%E0%B8%A8%E0%B8%A3%E0%B8%B5" +
  "&count=5&from=buildings&avoid=9898000x1879000~9899000x1879000~9899000x1880000&scenario=a9898000x1879000.klibrary";

test("a link holds everything, and writes itself again", () => {
  const state = readCoverage(FULL, "en");

  assert.equal(writeCoverage(state), FULL);
  assert.deepEqual(state.kinds, ["library", "museum"]);
  assert.deepEqual(state.avoid, [[98.98, 18.79], [98.99, 18.79], [98.99, 18.8]]);
  assert.equal(state.q, "ศรี");
});

test("what is as always is not in the link", () => {
  assert.equal(writeCoverage(readCoverage("?city=town", "th")), "?lang=th&city=town");
});

test("what is not understood is left out", () => {
  const wrong = readCoverage("?minutes=200&profile=robot&at=2026-13-01T10:00&view=moon&tab=x&classes=7&count=99&from=sky&avoid=1x1~2x2&sort=--x&kinds=", "en");

  assert.equal(writeCoverage(wrong), "?lang=en");
  assert.equal(wrong.minutes, 15);
});

test("ordering the table and moving the map are no steps to go back to, all else is", () => {
  const state = readCoverage(FULL, "en");

  assert.equal(isCoverageStep(state, { ...state, lat: 1, zoom: 3, sort: "name", q: "x" }), false);
  assert.equal(isCoverageStep(state, { ...state, minutes: 20 }), true);
  assert.equal(isCoverageStep(state, { ...state, scenario: null }), true);
});
