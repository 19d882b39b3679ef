import assert from "node:assert/strict";
import { test } from "node:test";
import { LiveAsking } from "../../static/js/coverage_live.js";

/** A server that answers when it is told to. */
function slowServer() {
  /** @type {{question: number, resolve: (answer: string) => void, reject: (error: Error) => void}[]} */
  const underWay = [];
  /** @type {string[]} */
  const heard = [];
  const live = new LiveAsking({
    ask: (/** @type {number} */ question) => new Promise((resolve, reject) => underWay.push({ question, resolve, reject })),
    onAnswer: (/** @type {string} */ answer) => heard.push(answer),
    onTrouble: (error) => heard.push(`! ${error.message}`),
  });
  return { live, underWay, heard };
}

async function rested() {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

test("never more than one question is under way, and the newest is next", async () => {
  const { live, underWay, heard } = slowServer();

  for (const question of [1, 2, 3, 4]) live.want(question);
  assert.deepEqual(underWay.map(({ question }) => question), [1]);
  underWay[0].resolve("one");
  await rested();

  assert.deepEqual(underWay.map(({ question }) => question), [1, 4]);
  underWay[1].resolve("four");
  await rested();
  assert.deepEqual(heard, ["one", "four"]);
  assert.equal(live.isBusy, false);
});

test("an answer that comes after it was stopped is not told", async () => {
  const { live, underWay, heard } = slowServer();
  live.want(1);

  live.stop();
  underWay[0].resolve("one");
  await rested();

  assert.deepEqual(heard, []);
});

test("what is wanted after a stop waits for what is still under way", async () => {
  const { live, underWay, heard } = slowServer();
  live.want(1);
  live.stop();

  live.want(2);
  assert.equal(underWay.length, 1);
  underWay[0].resolve("one");
  await rested();
  underWay[1].resolve("two");
  await rested();

  assert.deepEqual(heard, ["two"]);
});

test("trouble with an old question is not told when a newer one is asked", async () => {
  const { live, underWay, heard } = slowServer();
  live.want(1);
  live.want(2);

  underWay[0].reject(new Error("gone"));
  await rested();
  underWay[1].reject(new Error("gone again"));
  await rested();

  assert.deepEqual(heard, ["! gone again"]);
});
