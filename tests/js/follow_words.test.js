import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, arrive, goOn, notBegun } from "../../static/js/follow_progress.js";
import { routeOf } from "../../static/js/follow_route.js";
import { instruction, spoken, timeLeft, toNextStop } from "../../static/js/follow_words.js";
import { THERE_AND_BACK, fix } from "./follow_town.js";

const ROUTE = routeOf(THERE_AND_BACK);
const CLOCK = /** @type {const} */ ({ language: "en", timezone: "Asia/Bangkok" });
const NOON = Date.parse("2026-11-28T12:00:00+07:00");

/** @param {...[number, number]} places */
function walked(...places) {
  return places.reduce((progress, at) => advance(ROUTE, progress, fix(...at)), notBegun(ROUTE));
}

test("the instruction ahead is said with its distance, at the corner with none", () => {
  assert.deepEqual(instruction(ROUTE, walked([100, 0]), CLOCK).distance, "200 m");
  assert.deepEqual(instruction(ROUTE, walked([290, 0]), CLOCK).distance, "Now");
  assert.equal(instruction(ROUTE, walked([290, 0]), CLOCK).text, "turn");
});

test("an instruction is heard from afar and again where it is to be followed, not in between", () => {
  const [far, nearer, close, closest] = [100, 200, 270, 290].map((x) => spoken(ROUTE, walked([x, 0]), CLOCK));

  assert.equal(far.sentence, "In 200 m: turn");
  assert.equal(nearer.occasion, far.occasion);
  assert.notEqual(close.occasion, nearer.occasion);
  assert.equal(close.sentence, "turn");
  assert.equal(closest.occasion, close.occasion);
});

test("the stop ahead is so far, so long, and reached at that time", () => {
  // 200 of 400 m are left, 160 of 320 s
  const next = toNextStop(ROUTE, walked([200, 0]), { ...CLOCK, now: NOON });

  assert.deepEqual(next, { distance: "200 m", minutes: "3 min", arrival: "12:02" });
});

test("what is left of the time is told with the end of the walk", () => {
  // 160 + 480 s on foot and 40 minutes of staying: 50:40; an hour less ten minutes is left
  const given = { startedAt: NOON - 600_000, arrivedAt: null, now: NOON, ...CLOCK };
  const progress = walked([200, 0]);

  assert.deepEqual(timeLeft(ROUTE, progress, { ...given, budget: 90 }), { text: "1 h 20 min left; done about 12:50", isLate: false });
  assert.deepEqual(timeLeft(ROUTE, progress, { ...given, budget: 60 }), { text: "50 min left, but the rest takes 51 min", isLate: true });
  assert.deepEqual(timeLeft(ROUTE, progress, { ...given, budget: 10 }), { text: "Your time is up; the rest takes 51 min", isLate: true });
  assert.deepEqual(timeLeft(ROUTE, progress, { ...given, budget: null }), { text: "The walk ends about 12:50", isLate: false });
});

test("a stop is named on arrival, the end of the walk too", () => {
  const arrived = arrive(ROUTE, walked([200, 0]));
  const last = goOn(ROUTE, arrive(ROUTE, goOn(ROUTE, arrived)));

  assert.match(spoken(ROUTE, arrived, CLOCK).sentence, /^You are there: /);
  assert.equal(spoken(ROUTE, last, CLOCK).sentence, "You have walked the whole walk.");
});
