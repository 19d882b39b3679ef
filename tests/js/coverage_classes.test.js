import assert from "node:assert/strict";
import { test } from "node:test";
import { MORE, PieceTimes, UNREACHABLE, classOf } from "../../static/js/coverage_classes.js";
import { minutes } from "./coverage_town.js";

test("times fall into the classes of the legend, their upper ends included", () => {
  const classes = [0, 5, 5.01, 10, 15, 20, 30, 30.01, Infinity].map((each) => classOf(each * 600));

  assert.deepEqual(classes, [0, 0, 1, 1, 2, 3, 4, MORE, UNREACHABLE]);
});

test("a piece is of the class of its middle", () => {
  // walked through in five minutes: from an end that is 4 minutes away the middle is 6.5
  const { classes } = new PieceTimes(minutes([{ begin: 4, end: 9 }, { begin: 1, end: 1 }, { begin: Infinity, end: Infinity }, { begin: Infinity, end: 28 }]));

  assert.deepEqual([...classes], [1, 0, UNREACHABLE, MORE]);
});

test("a door in the middle of a piece counts, from both sides", () => {
  const times = new PieceTimes(minutes([{ begin: Infinity, end: Infinity }], [{ piece: 0, along: 0.5, minutes: 1 }]));

  assert.equal(times.timeAt(0, 0.5), 600);
  assert.equal(times.timeAt(0, 0), 600 + 1500);
  assert.equal(times.classes[0], 0);
});

test("a piece is parted where its class changes", () => {
  // 4 minutes at the beginning: 5 minutes are reached after a fifth of the way
  const times = new PieceTimes(minutes([{ begin: 4, end: 9 }]));

  assert.equal(times.isParted(0), true);
  assert.deepEqual(times.runs(0), [{ from: 0, to: 0.2, class: 0 }, { from: 0.2, to: 1, class: 1 }]);
});

test("a piece reached from both ends is farthest in between", () => {
  // 9.5 and 9 minutes at the ends, 10 reached after 0.1 and 0.2 of the way from them
  const runs = new PieceTimes(minutes([{ begin: 9.5, end: 9 }])).runs(0);

  assert.deepEqual(runs.map(({ class: of }) => of), [1, 2, 1]);
  assert.ok(Math.abs(runs[1].from - 0.1) < 1e-9 && Math.abs(runs[1].to - 0.8) < 1e-9);
});

test("a piece of one class is one run, and is said to be whole", () => {
  const times = new PieceTimes(minutes([{ begin: 0, end: 0 }, { begin: Infinity, end: Infinity }]));

  assert.deepEqual([times.isParted(0), times.isParted(1)], [false, false]);
  assert.deepEqual(times.runs(0), [{ from: 0, to: 1, class: 0 }]);
});

test("runs cover a piece without gaps and tell the class at every place of it", () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const [a, b, c] = [seed * 7.3, seed * 3.1, seed * 0.617].map((each) => each % 31);
    const times = new PieceTimes(minutes([{ begin: a, end: b }], [{ piece: 0, along: (seed % 10) / 10, minutes: c }]));
    const runs = times.runs(0);

    assert.deepEqual([runs[0].from, runs.at(-1)?.to], [0, 1]);
    for (const [at, run] of runs.entries()) {
      if (at) assert.equal(run.from, runs[at - 1].to);
      for (const part of [0.01, 0.5, 0.99]) assert.equal(classOf(times.timeAt(0, run.from + (run.to - run.from) * part)), run.class);
    }
  }
});
