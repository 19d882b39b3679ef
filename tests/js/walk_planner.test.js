import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { readState } from "../../static/js/state.js";
import { Store } from "../../static/js/store.js";
import { WalkPlanner } from "../../static/js/walk_planner.js";
import { answer } from "./walk_town.js";

const TIMED = "ctown_ap0x0_b60";
const PAUSE_MS = 250;

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/** @param {() => Response} reply */
function planning(reply) {
  const fetched = mock.method(globalThis, "fetch", async (/** @type {string} */ _url, /** @type {any} */ _options) => reply());
  const store = new Store(readState("", "en"));
  const page = /** @type {any} */ ({ language: "en", urls: { walks: "/api/walks" } });
  const planner = new WalkPlanner({ page, store, zoneOf: () => "Asia/Bangkok", cityHere: () => "town" });
  return { planner, store, fetched };
}

/** Let the pause pass and what follows it be done. */
async function rested() {
  mock.timers.tick(PAUSE_MS);
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const good = () => new Response(JSON.stringify(answer()));
const bad = () => new Response('{"detail": "All is closed."}', { status: 422 });

test("the link that the page was opened with is asked for under its own address", async () => {
  const { planner, store, fetched } = planning(good);
  store.state.walk = TIMED;

  planner.begin();
  await rested();
  planner.change({ ...planner.plan, budget_minutes: 30 });
  await rested();

  const [first, second] = fetched.mock.calls.map(({ arguments: [url, { method }] }) => `${method} ${url}`);
  assert.equal(first, `GET /api/walks?plan=${TIMED}&lang=en`);
  assert.equal(second, "POST /api/walks");
});

test("a plan is asked as it stands in the address", async () => {
  const { planner, store, fetched } = planning(good);

  store.change({ walk: TIMED });
  assert.equal(planner.isBusy, true);
  await rested();

  const { body } = fetched.mock.calls[0].arguments[1];
  assert.deepEqual(JSON.parse(body), { city: "town", stops: [], order: "best", start: { lon: 0, lat: 0 }, budget_minutes: 60, language: "en" });
  assert.equal(planner.isCurrent, true);
  assert.equal(planner.isBusy, false);
});

test("of many quick changes only the last is asked", async () => {
  const { planner, fetched } = planning(good);

  planner.change({ city: "town", start: { lon: 0, lat: 0 }, stops: [], order: "best", budget_minutes: 30 });
  planner.change({ ...planner.plan, budget_minutes: 45 });
  planner.change({ ...planner.plan, budget_minutes: 60 });
  await rested();

  assert.equal(fetched.mock.callCount(), 1);
  assert.equal(planner.planned?.plan.budget_minutes, 60);
});

test("a refusal keeps the walk from before and says the server's sentence", async () => {
  let reply = good;
  const { planner, store } = planning(() => reply());
  store.change({ walk: TIMED });
  await rested();

  reply = bad;
  planner.change({ ...planner.plan, budget_minutes: 15 });
  await rested();

  assert.equal(planner.trouble, "All is closed.");
  assert.equal(planner.planned?.plan.budget_minutes, 60);
  assert.equal(planner.isCurrent, false);
  assert.equal(planner.canAsk, true);
});

test("what lacks a start asks nothing", async () => {
  const { planner, fetched } = planning(good);

  planner.open();
  await rested();

  assert.equal(fetched.mock.callCount(), 0);
  assert.equal(planner.isBusy, false);
});

test("a broken link says so and asks nothing", async () => {
  const { planner, store, fetched } = planning(good);

  store.change({ walk: "ctown_q" });
  await rested();

  assert.match(planner.trouble, /cannot be read/);
  assert.equal(planner.canAsk, false);
  assert.equal(fetched.mock.callCount(), 0);
});

test("closing keeps the plan for the next time", async () => {
  const { planner, store } = planning(good);
  store.change({ walk: TIMED });
  await rested();

  planner.close();
  assert.equal(planner.isOpen, false);
  planner.open();

  assert.equal(store.state.walk, TIMED);
});

test("a stop that was chosen by itself is not chosen again once taken out", async () => {
  const { planner, store } = planning(good);
  store.change({ walk: TIMED });
  await rested();

  planner.remove(0);

  assert.deepEqual(planner.plan.seen, [10]);
  assert.deepEqual(planner.plan.stops, []);
});

test("editing takes the walked stops over", async () => {
  const { planner, store } = planning(good);
  store.change({ walk: TIMED });
  await rested();

  planner.edit((plan) => plan);

  assert.equal(store.state.walk, "ctown_ap0x0_s10_s20_b60");
});
