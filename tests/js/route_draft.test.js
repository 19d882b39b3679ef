import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_STOPS, bodyOf, changedStop, movedStop, stopsOf, themesIn, withStop, withoutStop, wordsOf } from "../../static/js/route_draft.js";

const A = { space: 1, name: "A" };
const B = { space: 2 };
const C = { lon: 98.98, lat: 18.79 };

test("a stop is added once, and no more than the server takes", () => {
  assert.deepEqual(withStop([A, B], C), [A, B, C]);
  assert.deepEqual(withStop([A, B, C], { ...C }), [A, B, C]);
  const same = [A];
  assert.equal(withStop(same, { space: 1 }), same);
  const many = Array.from({ length: MOST_STOPS }, (_, index) => ({ space: index + 10 }));
  assert.equal(withStop(many, A), many);
});

test("a stop is moved to where it is dropped, in either direction", () => {
  assert.deepEqual(movedStop([A, B, C], 0, 2), [B, C, A]);
  assert.deepEqual(movedStop([A, B, C], 2, 0), [C, A, B]);
  assert.deepEqual(withoutStop([A, B, C], 1), [A, C]);
  assert.deepEqual(changedStop([A, B], 1, { dwell_minutes: 5 }), [A, { space: 2, dwell_minutes: 5 }]);
});

test("what is sent holds places and texts, and nothing that only the list knows", () => {
  const stops = [{ ...A, title_th: "ก", kind: "temple" }, { ...C, story_en: "", dwell_minutes: 0 }];

  const body = bodyOf("town", { title_th: "เส้นทาง" }, stops);

  assert.deepEqual(body, {
    city: "town",
    title_th: "เส้นทาง",
    stops: [{ space: 1, title_th: "ก" }, { lon: 98.98, lat: 18.79, dwell_minutes: 0 }],
  });
});

test("a route that is read is drawn and sent back as it is", () => {
  const texts = { title_th: null, title_en: null, story_th: null, story_en: null };
  const route = /** @type {any} */ ({
    city: "town", title_th: "ก", title_en: null, story_th: "ข", story_en: null, age_groups: ["child"], agendas: [], themes: ["ค"],
    difficulty: null, best_hours: null, profile: "adult", loop: true, picture: { key: "k", url: "/media/k" },
    stops: [
      { number: 1, left_out: false, space: 7, lon: 1, lat: 2, kind: "temple", name_th: "วัด", name_en: "Wat", dwell_minutes: 15, ...texts, story_th: "ง" },
      { number: 2, left_out: true, space: 8, dwell_minutes: null, ...texts },
      { number: 3, left_out: true, space: null, dwell_minutes: null, ...texts },
      { number: 4, left_out: false, space: null, lon: 3, lat: 4, dwell_minutes: null, ...texts, title_en: "Tree" },
    ],
  });

  const stops = stopsOf(route, "en");

  assert.equal(stops[0].name, "Wat");
  assert.deepEqual(bodyOf("town", {}, stops).stops, [
    { space: 7, story_th: "ง", dwell_minutes: 15 },
    { space: 8 },
    { lon: 3, lat: 4, title_en: "Tree" },
  ]);
  assert.equal(wordsOf(route).picture, "k");
  assert.deepEqual(wordsOf(route).themes, ["ค"]);
});

test("themes are parted by commas, each once", () => {
  assert.deepEqual(themesIn(" ล้านนา, วัด ,, วัด"), ["ล้านนา", "วัด"]);
  assert.deepEqual(themesIn(""), []);
});
