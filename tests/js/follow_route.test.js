import assert from "node:assert/strict";
import { test } from "node:test";
import { inMetres, nearestOnLeg, routeOf } from "../../static/js/follow_route.js";
import { THERE_AND_BACK, fix, leg, lonLat, stop, walk } from "./follow_town.js";

/** @param {number} actual @param {number} expected */
function near(actual, expected) {
  assert.ok(Math.abs(actual - expected) < 0.05, `${actual} is not ${expected}`);
}

test("a hundredth of a degree is 1,112 m north and, near Chiang Mai, 1,053 m east", () => {
  // 6,371,008.8 x pi / 180 / 100 = 1,111.95; x cos(18.79 degrees) = 0.94671 gives 1,052.69
  const at = inMetres({ lon: 98.98, lat: 18.79 }, [98.99, 18.8]);

  near(at.x, 1052.69);
  near(at.y, 1111.95);
});

test("legs know their length, their steps' places and the stop they lead to", () => {
  const { legs, stops, beginsAtStop } = routeOf(THERE_AND_BACK);

  near(legs[0].metres, 400);
  near(legs[1].metres, 600);
  assert.deepEqual(legs[1].steps.map((step) => Math.round(step.along)), [0, 100, 600]);
  assert.deepEqual(legs.map((each) => each.stop), [0, 1]);
  near(stops[0].at.x, 310);
  assert.equal(beginsAtStop, false);
});

test("a walk without a start begins at its first stop", () => {
  const street = leg([[0, 0], [100, 0]], 80);
  const more = leg([[100, 0], [100, 50]], 40);

  const bare = routeOf(walk(street, stop(0, 5, 10), stop(100, 5, 10)));
  const withEnd = routeOf(walk(street, more, stop(0, 5, 10), stop(100, 5, 10)));

  assert.equal(bare.beginsAtStop, true);
  assert.deepEqual(bare.legs.map((each) => each.stop), [1]);
  assert.equal(withEnd.beginsAtStop, true);
  assert.deepEqual(withEnd.legs.map((each) => each.stop), [1, null]);
});

test("a loop's last leg leads to no stop", () => {
  const loop = walk(leg([[0, 0], [100, 0]], 80), leg([[100, 0], [0, 0]], 80), stop(100, 5, 10));

  assert.deepEqual(routeOf(loop).legs.map((each) => each.stop), [0, null]);
});

test("the nearest place lies on the line, at its distance", () => {
  const route = routeOf(THERE_AND_BACK);
  const at = inMetres(route.origin, lonLat(150, 12));

  const { along, distance } = nearestOnLeg(route.legs[0], at, { from: 0, to: 400, expected: 150 });

  near(along, 150);
  near(distance, 12);
});

test("of two passes by the same place the one closer to where one was wins", () => {
  // out 100 m and back: (60, 0) is passed at 60 m and at 140 m
  const route = routeOf(walk(leg([[0, 0], [100, 0], [0, 0]], 160), stop(0, 0, 5)));
  const at = inMetres(route.origin, [fix(60, 1).lon, fix(60, 1).lat]);
  const all = { from: 0, to: 200 };

  near(nearestOnLeg(route.legs[0], at, { ...all, expected: 50 }).along, 60);
  near(nearestOnLeg(route.legs[0], at, { ...all, expected: 130 }).along, 140);
});
