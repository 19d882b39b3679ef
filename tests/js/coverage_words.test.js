import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { headlineSentence, trialSentence } from "../../static/js/coverage_headline.js";
import { classOfDifference, classOfShare, countsOf, shareColours, streetColours, streetParts, usefulBreaks } from "../../static/js/coverage_scale.js";
import { sightOf } from "../../static/js/coverage_sight.js";
import { boundInWords } from "../../static/js/coverage_sites_panel.js";
import { readCoverage } from "../../static/js/coverage_state.js";
import { inPercent, inPoints, inRange } from "../../static/js/coverage_words.js";
import { valueAt } from "../../static/js/coverage_charts.js";
import { answer, row } from "./coverage_town.js";

const WORDING = { language: /** @type {"en"} */ ("en"), kindTitle: (/** @type {string} */ kind) => kind };
const TOTAL = row("city", { level: "city", people: 124_000, people_covered: 76_880, share: 0.62, share_low: 0.58, share_high: 0.66 });
const said = (/** @type {string} */ search, more = {}) => headlineSentence(sightOf(answer([], { total: TOTAL, ...more }), null), readCoverage(search, "en"), WORDING);

test("the sentence says who reaches what, how and how fast", () => {
  assert.equal(said("?kinds=library"), "76,880 of 124,000 people (62%, 58–66%) reach a library on foot within 15 minutes.");
  assert.equal(said("?profile=wheelchair&minutes=10").split("reach ")[1], "a learning space in a wheelchair within 10 minutes.");
  assert.match(said("?kinds=library,museum"), /reach a library or a museum on foot/);
  assert.match(said("?kinds=library,museum,park,bank"), /one of 4 kinds/);
});

test("the sentence names the hour at which the spaces are open", () => {
  assert.match(said("?kinds=library&at=2026-11-28T10:00"), /reach a library that is open on Saturday,? 28 November 2026 at 10:00 on foot/);
});

test("where nobody is counted streets stand in", () => {
  const total = row("city", { street_metres: 12_000, street_metres_covered: 3_000, street_share: 0.25 });

  assert.equal(said("?kinds=park", { total, people_source: null }), "25% of the streets (3.0 of 12.0 km) lie within 15 minutes on foot of a park or playground.");
});

test("an interval that is none is not told", () => {
  assert.match(said("", { total: { ...TOTAL, share_low: 0.62, share_high: 0.62 } }), /people \(62%\) reach/);
});

test("people who cannot be placed are not said to reach nothing", () => {
  assert.match(said("", { total: { ...TOTAL, people: 200_000 } }), /^76,880 of 124,000 people/);
  const nobody = { ...TOTAL, people: 200_000, people_covered: 0, share: 0 };
  const districts = [row("A", { people: 9_000, people_covered: 0, share: 0 }), row("B", { people: 191_000, people_covered: null, share: null })];
  assert.match(headlineSentence(sightOf(answer(districts, { total: nobody }), null), readCoverage("", "en"), WORDING), /^0 of 9,000 people/);
});

test("a scenario tells whom it brings and whom it takes away", () => {
  const told = (/** @type {number} */ gained, /** @type {number} */ lost) =>
    trialSentence(sightOf(answer([]), /** @type {any} */ ({ after: [], total_after: TOTAL, difference: [], people_newly_covered: gained, people_lost: lost })));

  assert.equal(told(3200.4, 12), "With this scenario: 3,200 people newly within reach, 12 no longer.");
  assert.equal(told(3200.4, 0.2), "With this scenario: 3,200 people newly within reach.");
  assert.equal(told(0, 12), "With this scenario: 12 people no longer within reach.");
});

test("shares are told in whole percents, small ones to a tenth; nothing known is a dash", () => {
  assert.deepEqual([0, 0.004, 0.0994, 0.62, 1, null].map(inPercent), ["0%", "0.4%", "9.9%", "62%", "100%", "–"]);
  assert.deepEqual([inRange(0.5801, 0.66), inRange(0.5, 0.5), inRange(null, 1)], ["58–66%", "50%", "–"]);
  assert.deepEqual([0.021, -0.021, 0.25, 0, 0.0001].map(inPoints), ["+2.1", "−2.1", "+25", "0.0", "0.0"]);
});

test("the bound is never told smaller than it is", () => {
  const found = /** @type {any} */ ({ proven: false, gap: 0.0204, candidates: 4000, timed_out: false });

  assert.equal(boundInWords(found), "At most 2.1% from the best possible among 4,000 places.");
  assert.match(boundInWords({ ...found, timed_out: true }), /ran out/);
  assert.equal(boundInWords({ ...found, proven: true }), "Proven best of 4,000 possible places.");
});

test("a share falls into the class whose upper end it does not exceed", () => {
  const breaks = usefulBreaks([0.2, 0.2, 0.6, 1]);

  assert.deepEqual(breaks, [0.2, 0.6, 1]);
  assert.deepEqual([0, 0.2, 0.21, 1, 1.0000001, null].map((share) => classOfShare(share, breaks)), [0, 0, 1, 2, 2, -1]);
  assert.deepEqual(countsOf([0, 0, 2, -1], 3), [2, 0, 1]);
  assert.equal(classOfShare(0.5, []), -1);
});

test("gains and losses of the same size lie equally far from the middle", () => {
  for (const change of [0.001, 0.02, 0.3]) assert.equal(classOfDifference(change) + classOfDifference(-change), 6);
  assert.deepEqual([classOfDifference(0), classOfDifference(null)], [3, -1]);
});

test("parts of the street length add up to one", () => {
  assert.deepEqual(streetParts(Uint8Array.of(0, 0, 6), Float32Array.of(1, 2, 1)), [0.75, 0, 0, 0, 0, 0, 0.25]);
});

test("the Lorenz curve is read between its points", () => {
  assert.equal(valueAt([0, 0.5, 1], [0, 0.125, 1], 0.75), 0.5625);
  assert.equal(valueAt([0, 1], [0, 1], 0), 0);
});

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance @param {string} colour */
function luminance(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

for (const theme of /** @type {const} */ (["light", "dark"])) {
  test(`the ${theme} scales go one way in lightness, so that their order is seen without colour`, () => {
    const near = streetColours(theme).slice(0, -1).map(luminance);
    const share = shareColours(theme, 5).map(luminance);

    assert.deepEqual(near, [...near].sort((a, b) => b - a));
    assert.deepEqual(share, [...share].sort((a, b) => a - b));
  });
}

test("neither page says the words of the other", () => {
  const graph = (/** @type {string} */ name, /** @type {Set<string>} */ seen = new Set()) => {
    if (seen.has(name)) return seen;
    seen.add(name);
    const code = readFileSync(new URL(`../../static/js/${name}`, import.meta.url), "utf8");
    for (const [, path] of code.matchAll(/^import .*?from "\.\/([\w]+\.js)";$/gms)) graph(path, seen);
    return seen;
  };

  assert.deepEqual([...graph("coverage.js")].filter((name) => /^(walk|follow|offline)/.test(name)), []);
  assert.deepEqual([...graph("map.js")].filter((name) => name.startsWith("coverage")), []);
});
