import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { advance, arrive, notBegun } from "../../static/js/follow_progress.js";
import { planRest, questionForRest } from "../../static/js/follow_replan.js";
import { routeOf } from "../../static/js/follow_route.js";
import { fix, leg, lonLat, stop, walk } from "./follow_town.js";

const PAGE = /** @type {any} */ ({ language: "th", urls: { walks: "/api/walks" } });
const HOUR_MS = 3_600_000;

afterEach(() => mock.restoreAll());

function loop() {
  const answer = walk(
    leg([[0, 0], [200, 0]], 160),
    leg([[200, 0], [200, 100]], 80),
    leg([[200, 100], [0, 0]], 180),
    stop(200, 0, 30),
    stop(200, 100, 20),
  );
  Object.assign(answer, { profile: "stroller" });
  Object.assign(answer.walk, { budget_minutes: 120, end: lonLat(0, 0) });
  const [first, second] = answer.features.slice(3);
  Object.assign(first.properties, { space: 7 });
  Object.assign(second.properties, { space: null });
  return answer;
}

test("the rest is asked for from here, to the same end, in the time that is left", () => {
  const answer = loop();
  const route = routeOf(answer);
  const progress = advance(route, notBegun(route), fix(50, 0));

  const question = questionForRest(answer, route, { progress, place: fix(60, 80), startedAt: 0, now: HOUR_MS });

  const [lon, lat] = lonLat(60, 80);
  const [end, second] = [lonLat(0, 0), lonLat(200, 100)];
  assert.deepEqual(question, {
    city: "town",
    start: { lon, lat },
    stops: [{ space: 7, dwell_minutes: 30 }, { lon: second[0], lat: second[1], dwell_minutes: 20 }],
    end: { lon: end[0], lat: end[1] },
    budget_minutes: 60,
    order: "given",
    profile: "stroller",
  });
});

test("what was reached is not asked for again, and time that is used up is no limit", () => {
  const answer = loop();
  const route = routeOf(answer);
  const progress = arrive(route, advance(route, notBegun(route), fix(50, 0)));

  const question = questionForRest(answer, route, { progress, place: fix(0, 0), startedAt: 0, now: 3 * HOUR_MS });

  assert.equal(question.stops.length, 1);
  assert.equal("budget_minutes" in question, false);
});

test("where the rest does not fit into the time its stops stay", async () => {
  /** @type {any[]} */
  const asked = [];
  mock.method(globalThis, "fetch", async (/** @type {string} */ _, /** @type {any} */ { body }) => {
    asked.push(JSON.parse(body));
    const count = asked.at(-1).budget_minutes ? 1 : 2;
    const features = Array.from({ length: count }, () => ({ properties: { type: "stop" } }));
    return new Response(JSON.stringify({ features }));
  });
  const question = /** @type {any} */ ({ stops: [{ space: 1 }, { space: 2 }], budget_minutes: 5 });

  const answer = await planRest(question, PAGE);

  assert.equal(answer.features.length, 2);
  assert.deepEqual(asked.map((each) => each.budget_minutes), [5, undefined]);
  assert.equal(asked[1].language, "th");
});
