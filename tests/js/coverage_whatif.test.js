import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { NOTHING, withAddition } from "../../static/js/coverage_scenario.js";
import { readCoverage } from "../../static/js/coverage_state.js";
import { WhatIf } from "../../static/js/coverage_whatif.js";
import { Store } from "../../static/js/store.js";

afterEach(() => mock.restoreAll());

const LIBRARY = { lon: 98.98, lat: 18.79, kind: "library" };
const TOKEN = "a9898000x1879000.klibrary";

/** @param {() => Response} reply @param {string} search */
function trying(reply, search = "?city=town") {
  const fetched = mock.method(globalThis, "fetch", async (/** @type {string} */ _url, /** @type {any} */ _options) => reply());
  const store = new Store(readCoverage(search, "en"));
  const page = /** @type {any} */ ({ urls: { scenario: "/api/coverage/scenario" } });
  const model = /** @type {any} */ ({
    get question() {
      return { city: "town", minutes: store.state.minutes, profile: "adult" };
    },
  });
  const whatIf = new WhatIf({ page, store, model });
  return { whatIf, store, fetched };
}

async function rested() {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

const good = () => new Response(JSON.stringify({ people_gained: 12 }));

test("the scenario of a link is asked for at once", async () => {
  const { whatIf, fetched } = trying(good, `?city=town&scenario=${TOKEN}`);

  whatIf.begin();
  await rested();

  const { body } = fetched.mock.calls[0].arguments[1];
  assert.deepEqual(JSON.parse(body), { city: "town", minutes: 15, profile: "adult", add: [LIBRARY], remove: [], change: [] });
  assert.equal(whatIf.current?.answer.people_gained, 12);
});

test("a preview is asked for but stands in no address; a decision does", async () => {
  const { whatIf, store, fetched } = trying(good);

  whatIf.preview(withAddition(NOTHING, LIBRARY));
  await rested();
  assert.equal(store.state.scenario, null);
  assert.equal(fetched.mock.callCount(), 1);
  whatIf.commit(whatIf.scenario);

  assert.equal(store.state.scenario, TOKEN);
});

test("undo takes back one decision after the other", () => {
  const { whatIf, store } = trying(good);
  whatIf.commit(withAddition(NOTHING, LIBRARY));
  whatIf.commit(withAddition(whatIf.scenario, { ...LIBRARY, lon: 99 }));

  whatIf.undo();
  assert.equal(store.state.scenario, TOKEN);
  whatIf.undo();

  assert.equal(store.state.scenario, null);
  assert.equal(whatIf.canUndo, false);
});

test("figures for another question are not the current ones, and are asked anew", async () => {
  const { whatIf, store, fetched } = trying(good, `?city=town&scenario=${TOKEN}`);
  whatIf.begin();
  await rested();

  store.change({ minutes: 10 });
  assert.equal(whatIf.current, null);
  await rested();

  assert.equal(fetched.mock.callCount(), 2);
  assert.notEqual(whatIf.current, null);
});

test("a link that cannot be read says so and asks nothing", async () => {
  const { whatIf, fetched } = trying(good, "?city=town&scenario=%3Cscript%3E");

  whatIf.begin();
  await rested();

  assert.match(whatIf.trouble, /cannot be read/);
  assert.equal(fetched.mock.callCount(), 0);
});

test("what the server refuses is said in its words", async () => {
  const { whatIf } = trying(() => new Response('{"detail": "These opening hours cannot be read."}', { status: 400 }));

  whatIf.commit(withAddition(NOTHING, LIBRARY));
  await rested();

  assert.equal(whatIf.trouble, "These opening hours cannot be read.");
  assert.equal(whatIf.current, null);
});

test("more changes than a link holds are refused and leave the scenario as it was", async () => {
  const { whatIf, store } = trying(good);
  whatIf.commit({ ...NOTHING, add: Array.from({ length: 50 }, () => LIBRARY) });
  const before = store.state.scenario;

  whatIf.commit(withAddition(whatIf.scenario, LIBRARY));

  assert.match(whatIf.trouble, /at most 50/);
  assert.equal(store.state.scenario, before);
  assert.equal(whatIf.scenario.add.length, 50);
});
