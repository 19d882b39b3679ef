import assert from "node:assert/strict";
import { test } from "node:test";
import {
  NO_FILTER,
  filterParameters,
  isFiltered,
  isStep,
  readState,
  writeState,
} from "../../static/js/state.js";

const EVERYTHING =
  "?lang=en&theme=dark&city=chiang-mai&lat=18.79000&lon=98.98000&zoom=16&kinds=library,temple" +
  "&age=child,senior&open=now&wheelchair=limited&q=%E0%B8%A7%E0%B8%B1%E0%B8%94&district=7&space=42" +
  "&walk=cchiang-mai_s812_s845_b120";

test("what is written is read back the same", () => {
  const state = readState(EVERYTHING, "en");

  assert.equal(writeState(state), EVERYTHING);
  assert.deepEqual(readState(writeState(state), "en"), state);
});

test("an empty query shows every kind and filters nothing", () => {
  const state = readState("", "th");

  assert.equal(state.kinds, null);
  assert.equal(isFiltered(state), false);
  assert.deepEqual(filterParameters(state), {});
  assert.equal(writeState(state), "?lang=th");
});

test("no kind at all is another thing than all kinds", () => {
  const none = readState("?kinds=none", "th");

  assert.deepEqual(none.kinds, []);
  assert.equal(isFiltered(none), true);
  assert.equal(writeState(none), "?lang=th&kinds=none");
});

test("what nobody could mean is left out", () => {
  const state = readState(
    "?lat=abc&lon=999&zoom=-99&theme=pink&space=1;drop&wheelchair=no&kinds=library,<b>,library",
    "th",
  );

  assert.equal(state.lat, null);
  assert.equal(state.lon, null);
  assert.equal(state.zoom, null);
  assert.equal(state.theme, null);
  assert.equal(state.space, null);
  assert.equal(state.wheelchair, "");
  assert.deepEqual(state.kinds, ["library"]);
});

test("every filter goes to the server", () => {
  const state = readState(EVERYTHING, "en");

  assert.deepEqual(filterParameters(state), {
    city: "chiang-mai",
    kind: "library,temple",
    age_group: "child,senior",
    wheelchair: "yes,limited",
    open_at: "now",
    q: "วัด",
  });
});

test("fully accessible asks for nothing less", () => {
  const state = readState("?wheelchair=yes", "en");

  assert.deepEqual(filterParameters(state), { wheelchair: "yes" });
});

test("moving the map is no step back, choosing a space is one", () => {
  const state = readState(EVERYTHING, "en");

  assert.equal(isStep(state, { ...state, lat: 18.8, zoom: 12 }), false);
  assert.equal(isStep(state, { ...state, space: 43 }), true);
});

test("taking the filters off leaves city and place as they were", () => {
  const state = { ...readState(EVERYTHING, "en"), ...NO_FILTER };

  assert.equal(isFiltered(state), false);
  assert.equal(state.city, "chiang-mai");
  assert.equal(state.lat, 18.79);
});
