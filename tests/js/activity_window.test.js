import assert from "node:assert/strict";
import { test } from "node:test";
import { happeningsWithin, positionOf, spotsOf, windowAt, windowCount, windowInWords } from "../../static/js/activity_window.js";

const TODAY = "2026-11-24";

/**
 * @param {number} id @param {string} day @param {string} [from] @param {string} [to] @param {object} [more]
 * @returns {any} as much of an activity as the slider looks at
 */
function happening(id, day, from = "09:00", to = "11:00", more = {}) {
  const space = { id: 1, lon: 98.98, lat: 18.79 };
  return { id, starts_at: `${day}T${from}:00+07:00`, ends_at: `${day}T${to}:00+07:00`, age_groups: [], space, ...more };
}

test("the slider stands for eight weeks from today, by day or by week", () => {
  assert.deepEqual([windowCount("day"), windowCount("week")], [56, 8]);
  assert.deepEqual(windowAt("day", 0, TODAY), { first: "2026-11-24", last: "2026-11-24" });
  assert.deepEqual(windowAt("day", 55, TODAY), { first: "2027-01-18", last: "2027-01-18" });
  assert.deepEqual(windowAt("week", 1, TODAY), { first: "2026-12-01", last: "2026-12-07" });
  assert.deepEqual(windowAt("week", 99, TODAY), windowAt("week", 7, TODAY));
});

test("changing from days to weeks stays with the day that was shown", () => {
  assert.equal(positionOf("week", "2026-12-03", TODAY), 1);
  assert.equal(positionOf("day", "2026-12-03", TODAY), 9);
  assert.equal(positionOf("day", "2026-11-01", TODAY), 0);
});

test("what touches the window happens in it, in order of time", () => {
  const over = happening(4, "2026-11-27", "20:00", "22:00");
  const found = happeningsWithin(
    [
      happening(1, "2026-11-28", "14:00", "16:00"),
      happening(2, "2026-11-28"),
      happening(3, "2026-11-29"),
      { ...over, ends_at: "2026-11-28T01:00:00+07:00" },
      { ...over, id: 5, ends_at: "2026-11-28T00:00:00+07:00" },
    ],
    { first: "2026-11-28", last: "2026-11-28" },
  );

  assert.deepEqual(found.map(({ id }) => id), [4, 2, 1]);
});

test("what is for no age in particular is for every age", () => {
  const all = [
    happening(1, TODAY, "09:00", "10:00", { age_groups: ["child"] }),
    happening(2, TODAY, "10:00", "11:00", { age_groups: ["senior"] }),
    happening(3, TODAY, "11:00", "12:00"),
  ];
  const window = windowAt("day", 0, TODAY);

  assert.deepEqual(happeningsWithin(all, window, "child").map(({ id }) => id), [1, 3]);
  assert.equal(happeningsWithin(all, window).length, 3);
});

test("a place stands once on the map, and what stands nowhere not at all", () => {
  const spots = spotsOf([
    happening(1, TODAY),
    happening(2, TODAY),
    happening(3, TODAY, "09:00", "10:00", { space: { id: 2, lon: null, lat: null } }),
  ]);

  assert.deepEqual(spots.map(({ space, happenings }) => [space.id, happenings.length]), [[1, 2]]);
});

test("a window is said in the language of the page", () => {
  assert.equal(windowInWords(windowAt("day", 4, TODAY), "en"), "Saturday, November 28");
  assert.equal(windowInWords(windowAt("week", 0, TODAY), "en"), "Nov 24 – Nov 30");
  assert.match(windowInWords(windowAt("day", 4, TODAY), "th"), /วันเสาร์.*28 พฤศจิกายน/);
});
