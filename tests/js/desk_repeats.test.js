import assert from "node:assert/strict";
import { test } from "node:test";
import { nextDays, readRepeat, writeRepeat } from "../../static/js/desk_repeats.js";

const ZONE = "Asia/Bangkok";
const SATURDAY = "2026-11-28T10:00"; // the fourth Saturday of its month

test("what happens once has no rule", () => {
  const repeat = readRepeat(null, ZONE);

  assert.equal(repeat.how, "once");
  assert.equal(writeRepeat(repeat, SATURDAY), null);
  assert.deepEqual(nextDays(repeat, SATURDAY), ["2026-11-28"]);
});

for (const rule of ["FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=MONTHLY;BYDAY=4SA", "FREQ=MONTHLY;BYMONTHDAY=28", "FREQ=WEEKLY;BYDAY=SA;UNTIL=20261231"]) {
  test(`the rule ${rule} is read and written back as it is`, () => {
    assert.equal(writeRepeat(readRepeat(rule, ZONE), SATURDAY), rule);
  });
}

test("the last day is a day of the city, not of Greenwich", () => {
  assert.equal(readRepeat("FREQ=WEEKLY;BYDAY=SA;UNTIL=20261231T165900Z", ZONE).until, "2026-12-31");
});

test("a rule of more than the form can say is kept as it is", () => {
  for (const rule of ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;COUNT=4", "FREQ=YEARLY", "FREQ=MONTHLY;BYDAY=SA,SU"]) {
    const repeat = readRepeat(rule, ZONE);
    assert.equal(repeat.how, "other");
    assert.equal(writeRepeat(repeat, SATURDAY), rule);
  }
});

test("weekly on days shows the next of them, without skipped ones and not past the end", () => {
  const repeat = { ...readRepeat("FREQ=WEEKLY;BYDAY=SA,SU", ZONE), until: "2026-12-06" };

  assert.deepEqual(nextDays(repeat, SATURDAY, { skips: ["2026-12-05"] }), ["2026-11-28", "2026-11-29", "2026-12-06"]);
});

test("what began long ago shows the next days from today on", () => {
  const repeat = readRepeat("FREQ=WEEKLY;BYDAY=SA", ZONE);

  assert.deepEqual(nextDays(repeat, "2012-01-07T10:00", { since: "2026-11-24", count: 2 }), ["2026-11-28", "2026-12-05"]);
});

test("the fourth Saturday of each month", () => {
  const repeat = readRepeat("FREQ=MONTHLY;BYDAY=4SA", ZONE);

  assert.deepEqual(nextDays(repeat, SATURDAY, { count: 3 }), ["2026-11-28", "2026-12-26", "2027-01-23"]);
});

test("the last Saturday of each month, where it may be the fifth", () => {
  const repeat = readRepeat("FREQ=MONTHLY;BYDAY=-1SA", ZONE);

  assert.deepEqual(nextDays(repeat, "2026-10-31T10:00", { count: 2 }), ["2026-10-31", "2026-11-28"]);
  assert.equal(writeRepeat(repeat, "2026-10-31T10:00"), "FREQ=MONTHLY;BYDAY=-1SA");
});
