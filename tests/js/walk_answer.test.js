import assert from "node:assert/strict";
import { test } from "node:test";
import { boxOfWalk, legsByStop, streetsAndDoors } from "../../static/js/walk_answer.js";
import { rowsOf } from "../../static/js/walk_rows.js";
import { answer, leg, stop } from "./walk_town.js";

test("with a start the first leg leads to the first stop, and one leads home", () => {
  const { toStops, toEnd } = legsByStop(answer(), true);

  assert.deepEqual(toStops.map((each) => each?.properties.leg), [1, 2]);
  assert.equal(toEnd?.properties.leg, 3);
});

test("without a start no leg leads to the first stop", () => {
  const walked = answer();
  walked.features = walked.features.filter(({ id }) => id !== "leg-1" && id !== "leg-3");

  const { toStops, toEnd } = legsByStop(walked, false);

  assert.deepEqual(toStops.map((each) => each?.properties.leg ?? null), [null, 2]);
  assert.equal(toEnd, null);
});

test("the last straight bit to a door is parted from the street, coming and going", () => {
  // 0.0001 of a degree of latitude are 11.1 m
  const [to, from] = [leg(1, [[0, 0], [0.001, 0], [0.001, 0.0001]], 99), leg(2, [[0.001, 0.0001], [0.001, 0], [0, 0]], 99)];
  const stops = [stop(1, [0.001, 0.0001], ["14:00:00", "14:10:00"], { door_metres: 11.1 })];

  const { streets, doors } = streetsAndDoors([to, from], stops, true);

  assert.deepEqual(streets, [[[0, 0], [0.001, 0]], [[0.001, 0], [0, 0]]]);
  assert.deepEqual(doors, [[[0.001, 0], [0.001, 0.0001]], [[0.001, 0.0001], [0.001, 0]]]);
});

test("where the door is at the street, or the last bit is no door, all is street", () => {
  const line = /** @type {[number, number][]} */ ([[0, 0], [0.001, 0], [0.001, 0.0001]]);
  const place = /** @type {[number, number]} */ ([0.001, 0.0001]);

  for (const door of [0, 2, 40]) {
    const stops = [stop(1, place, ["14:00:00", "14:10:00"], { door_metres: door })];
    assert.deepEqual(streetsAndDoors([leg(1, line, 99)], stops, true), { streets: [line], doors: [] });
  }
});

test("the box holds every place of the walk", () => {
  assert.deepEqual(boxOfWalk(answer()), [0, 0, 0.002, 0]);
});

/** @param {any} plan @param {{plan?: any, isCurrent?: boolean}} [more] */
const planner = (plan, { plan: answered = plan, isCurrent = true } = {}) => ({
  plan,
  planned: { plan: answered, answer: answer() },
  isCurrent,
  asWalked: () => ({ ...plan, stops: isCurrent ? [{ space: 10, dwell_minutes: 5 }, { space: 20 }] : plan.stops, fixed: [0] }),
});

test("rows are the stops as walked, with what leads to them", () => {
  const rows = rowsOf(planner({ city: "town", start: { lon: 0, lat: 0 }, stops: [], order: "best", budget_minutes: 60 }));

  assert.deepEqual(rows.map(({ place }) => place), [{ space: 10 }, { space: 20 }]);
  assert.deepEqual(rows.map((row) => row.leg?.properties.leg), [1, 2]);
  assert.deepEqual(rows.map(({ leaving }) => leaving), [22 * 60, 44 * 60]);
  assert.deepEqual(rows.map(({ stay, isFixed }) => [stay, isFixed]), [[5, true], [undefined, false]]);
});

test("while a changed order is not answered, rows are the wish with what is known already", () => {
  const before = { city: "town", stops: [{ space: 10 }, { space: 20 }], order: "best" };
  const after = { ...before, stops: [{ space: 20 }, { space: 30 }, { space: 10 }] };

  const rows = rowsOf(planner(after, { plan: before, isCurrent: false }));

  assert.deepEqual(rows.map(({ place }) => place), after.stops);
  assert.deepEqual(rows.map(({ walked }) => walked?.properties.stop ?? null), [2, null, 1]);
  assert.deepEqual(rows.map((row) => row.leg), [null, null, null]);
});
