import assert from "node:assert/strict";
import { test } from "node:test";
import {
  advance,
  arrive,
  goOn,
  notBegun,
  secondsToEnd,
  stopAhead,
  stopsRemaining,
  wayAhead,
} from "../../static/js/follow_progress.js";
import { routeOf } from "../../static/js/follow_route.js";
import { THERE_AND_BACK, fix, leg, stop, walk } from "./follow_town.js";

/** @typedef {import("../../static/js/follow_types").Progress} Progress */
/** @typedef {import("../../static/js/follow_types").Fix} Fix */

const ROUTE = routeOf(THERE_AND_BACK);

/** @param {Fix[]} fixes @param {{route?: typeof ROUTE, from?: Progress}} [options] */
function after(fixes, { route = ROUTE, from = notBegun(route) } = {}) {
  return fixes.reduce((progress, each) => advance(route, progress, each), from);
}

/** @param {number} actual @param {number} expected */
function near(actual, expected) {
  assert.ok(Math.abs(actual - expected) < 0.1, `${actual} is not ${expected}`);
}

test("far from the beginning one is told how far it is", () => {
  const progress = after([fix(0, -240)]);

  assert.equal(progress.phase, "approach");
  near(progress.away, 240);
  near(wayAhead(ROUTE, progress).metres, 240);
});

test("walking, the next step and the way to the stop count down", () => {
  const progress = after([fix(0, 4), fix(90, 4), fix(180, 4)]);
  const { step, stepMetres, metres, seconds } = wayAhead(ROUTE, progress);

  assert.equal(progress.phase, "walking");
  assert.equal(step?.kind, "turn");
  near(stepMetres, 120); // the corner at 300
  near(metres, 220); // and 100 on
  near(seconds, 176); // 320 s x 220 / 400
  assert.equal(stopAhead(ROUTE, progress), 0);
});

test("at a corner its step is shown until one is 8 m past it", () => {
  const kind = (/** @type {Fix} */ at) => wayAhead(ROUTE, after([fix(200, 0), at])).step?.kind;

  assert.equal(kind(fix(299, 0)), "turn");
  assert.equal(kind(fix(300, 7)), "turn");
  assert.equal(kind(fix(300, 9)), "arrive");
});

test("the later leg by the same street is not jumped to", () => {
  const progress = after([fix(0, 2), fix(60, 2), fix(120, -2), fix(180, 2)]);

  assert.equal(progress.leg, 0);
  near(progress.along, 180); // and not 100 + 120 = 220 m along leg 2
});

test("turning back does not turn the walk back", () => {
  const progress = after([fix(200, 0), fix(190, 0), fix(160, 0)]);

  near(progress.furthest, 200);
  near(progress.along, 170); // at most 30 m back
});

test("whoever put the phone away is found further along the leg", () => {
  const progress = after([fix(0, 0), fix(300, 65)]);

  assert.equal(progress.phase, "walking");
  near(progress.along, 365);
});

test("one has arrived within 25 m of the door", () => {
  assert.equal(after([fix(300, 0), fix(300, 74)]).phase, "walking");
  assert.equal(after([fix(300, 0), fix(300, 76)]).phase, "arrived");
});

test("with a poor position 50 m count as there, and not more", () => {
  assert.equal(after([fix(300, 0), fix(300, 60, 45)]).phase, "arrived"); // 40 m away
  assert.equal(after([fix(300, 0), fix(300, 45, 120)]).phase, "walking"); // 55 m away
});

test("close to the door across a wall is not there while the way around is long", () => {
  // 200 m out, 20 m over, 200 m back: the stop is 20 m from the start as the crow flies
  const around = routeOf(walk(leg([[0, 0], [200, 0], [200, 20], [0, 20]], 340), stop(0, 20, 5)));

  assert.equal(after([fix(0, 0)], { route: around }).phase, "walking");
  assert.equal(after([fix(0, 0), fix(200, 0), fix(190, 20), fix(20, 20)], { route: around }).phase, "arrived");
});

test("off the route after three positions in a row, back on it with one", () => {
  const walked = after([fix(100, 0)]);
  const off = [fix(100, 41), fix(100, 50), fix(100, 60)];

  assert.equal(after(off.slice(0, 2), { from: walked }).isOff, false);
  const progress = after(off, { from: walked });
  assert.equal(progress.isOff, true);
  near(progress.away, 60);
  near(progress.along, 100);
  assert.equal(after([fix(140, 10)], { from: progress }).isOff, false);
});

test("one stray position is forgotten", () => {
  const stray = fix(100, 90);

  assert.equal(after([fix(100, 0), stray, stray, fix(105, 0), stray, stray]).isOff, false);
});

test("a poor position puts nobody off the route, a rough one says nothing at all", () => {
  const walked = after([fix(100, 0)]);
  const poor = [fix(100, 70, 40), fix(100, 75, 40), fix(100, 79, 40)];
  const rough = [fix(5000, 0, 900), fix(5000, 0, 900), fix(5000, 0, 900)];

  assert.equal(after(poor, { from: walked }).isOff, false);
  assert.deepEqual(after(rough, { from: walked }), walked);
});

test("going on leads to the next leg, past its last stop to the end", () => {
  const arrived = after([fix(300, 0), fix(300, 90)]);
  const second = goOn(ROUTE, arrived);

  assert.deepEqual([second.phase, second.leg, second.along], ["walking", 1, 0]);
  const last = after([fix(100, 0), fix(-190, 0)], { from: second });
  assert.deepEqual([last.phase, stopAhead(ROUTE, last)], ["arrived", 1]);
  assert.equal(goOn(ROUTE, last).phase, "finished");
});

test("whoever walks on without a word has left the stop", () => {
  const arrived = after([fix(300, 0), fix(300, 90)]);
  const gone = [fix(300, 20), fix(290, 0)]; // 80 and 110 m along leg 2

  assert.equal(after(gone.slice(0, 1), { from: arrived }).phase, "arrived");
  const progress = after(gone, { from: arrived });
  assert.deepEqual([progress.phase, progress.leg], ["walking", 1]);
  near(progress.along, 110);
});

test("looking around at the stop is not leaving it", () => {
  const arrived = after([fix(300, 0), fix(300, 90)]);

  const progress = after([fix(330, 130), fix(350, 100), fix(300, 60)], { from: arrived });

  assert.equal(progress.phase, "arrived");
});

test("a loop is finished where it began, and not when it begins", () => {
  const loop = routeOf(walk(leg([[0, 0], [200, 0]], 160), leg([[200, 0], [0, 0]], 160), stop(200, 0, 5)));

  const begun = after([fix(0, 0)], { route: loop });
  assert.deepEqual([begun.phase, begun.leg], ["walking", 0]);
  const there = after([fix(190, 0)], { route: loop, from: begun });
  const back = after([fix(100, 0), fix(10, 0)], { route: loop, from: goOn(loop, there) });
  assert.equal(back.phase, "finished");
});

test("a walk without a start is led to its first stop", () => {
  const route = routeOf(walk(leg([[0, 0], [200, 0]], 160), stop(0, 5, 20), stop(200, 0, 5)));

  const far = after([fix(0, 105)], { route });
  assert.deepEqual([far.phase, stopAhead(route, far)], ["approach", 0]);
  near(far.away, 100);
  const there = after([fix(0, 10)], { route, from: far });
  assert.deepEqual([there.phase, stopAhead(route, there)], ["arrived", 0]);
  assert.equal(goOn(route, there).leg, 0);
});

test("the time to the end counts walking and staying", () => {
  // 320 + 480 s on foot, 30 + 10 minutes of staying
  assert.equal(secondsToEnd(ROUTE, notBegun(ROUTE)), 800 + 2400);
  near(secondsToEnd(ROUTE, after([fix(0, 0), fix(200, 0)])), 160 + 480 + 2400);
  const arrived = arrive(ROUTE, after([fix(200, 0)]));
  assert.equal(secondsToEnd(ROUTE, arrived, 600), 1200 + 480 + 600);
  assert.equal(secondsToEnd(ROUTE, arrived, 9000), 480 + 600);
});

test("the stops that remain are those not reached", () => {
  assert.deepEqual(stopsRemaining(ROUTE, notBegun(ROUTE)), [0, 1]);
  const arrived = arrive(ROUTE, after([fix(200, 0)]));
  assert.deepEqual(stopsRemaining(ROUTE, arrived), [1]);
  assert.deepEqual(stopsRemaining(ROUTE, goOn(ROUTE, arrived)), [1]);
});
