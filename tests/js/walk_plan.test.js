import assert from "node:assert/strict";
import { test } from "node:test";
import * as plans from "../../static/js/walk_plan.js";
import { answer } from "./walk_town.js";

const A = { space: 1 };
const B = { space: 2 };
const C = { lon: 98.98, lat: 18.79 };

/** @param {Partial<import("../../static/js/types").WalkPlan>} [more] @returns {import("../../static/js/types").WalkPlan} */
const plan = (more = {}) => ({ city: "town", stops: [A, B, C], order: "best", ...more });

test("a walk needs two places to go between, or a start and time", () => {
  assert.equal(plans.isPlannable(plan({ stops: [A] })), false);
  assert.equal(plans.isPlannable(plan({ stops: [A, B] })), true);
  assert.equal(plans.isPlannable(plan({ stops: [A], start: C })), true);
  assert.equal(plans.isPlannable(plans.blankPlan("town")), false);
  assert.equal(plans.isPlannable({ ...plans.blankPlan("town"), start: C }), true);
});

test("two hours are offered first, and nothing in them is a pity to lose", () => {
  const blank = plans.blankPlan("town");

  assert.equal(plans.isTimed(blank), true);
  assert.equal(plans.isBlank(blank), true);
  assert.equal(blank.budget_minutes, 120);
});

test("a stop is added once and is then no longer among the seen", () => {
  const grown = plans.withStop(plan({ stops: [A], seen: [2] }), B);

  assert.deepEqual(grown.stops, [A, B]);
  assert.equal("seen" in grown, false);
  assert.equal(plans.withStop(grown, { space: 2 }), grown);
});

test("a point is the same as another within a metre", () => {
  assert.equal(plans.isSamePlace(C, { lon: 98.980_000_1, lat: 18.79 }), true);
  assert.equal(plans.isSamePlace(C, A), false);
  assert.equal(plans.isSamePlace(undefined, undefined), false);
});

test("taking a stop out keeps the others held at their own places", () => {
  const left = plans.withoutStop(plan({ fixed: [0, 2] }), 1);

  assert.deepEqual(left.stops, [A, C]);
  assert.deepEqual(left.fixed, [0, 1]);
});

test("moving a stop makes the order the given one", () => {
  const moved = plans.withMoved(plan({ fixed: [1] }), 2, 0);

  assert.deepEqual(moved.stops, [C, A, B]);
  assert.equal(moved.order, "given");
  assert.equal("fixed" in moved, false);
});

test("a stop is held at its place and let go again", () => {
  const held = plans.withLock(plan(), 1);

  assert.deepEqual(held.fixed, [1]);
  assert.equal("fixed" in plans.withLock(held, 1), false);
});

test("how long one stays is set for one stop and taken back", () => {
  const longer = plans.withStay(plan(), 1, 45);

  assert.deepEqual(longer.stops, [A, { space: 2, dwell_minutes: 45 }, C]);
  assert.deepEqual(plans.withStay(longer, 1, undefined).stops, [A, B, C]);
});

test("what was chosen for one is taken over in the order of the walk", () => {
  const own = plans.adopted(plans.blankPlan("town"), answer());

  assert.deepEqual(own.stops, [{ space: 10 }, { space: 20 }]);
});

test("wished stops come into the order of the walk, those left out behind them", () => {
  const walked = answer();
  const [first, second] = walked.features.slice(3);
  /** @type {any} */ (first.properties).wished = 2;
  /** @type {any} */ (second.properties).wished = 0;

  const own = plans.adopted(plan({ fixed: [0], stops: [{ space: 20, dwell_minutes: 5 }, B, { space: 10 }] }), walked);

  assert.deepEqual(own.stops, [{ space: 10 }, { space: 20, dwell_minutes: 5 }, B]);
  assert.deepEqual(own.fixed, [1]);
});

test("a space not wanted is remembered as seen, until it is allowed again", () => {
  const once = plans.withSeen(plan(), 7);

  assert.deepEqual(once.seen, [7]);
  assert.deepEqual(plans.withSeen(once, 7).seen, [7]);
  assert.equal("seen" in plans.withoutSeen(once, 7), false);
});
