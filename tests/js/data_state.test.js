import assert from "node:assert/strict";
import { test } from "node:test";
import { completed, exportUrl, readData, writeData } from "../../static/js/data_state.js";
import { PAGE } from "./data_page.js";

const EVERYTHING =
  "?lang=en&theme=dark&lat=18.79000&lon=98.98000&zoom=16&collection=spaces&city=chiang-mai" +
  "&kind=library&age_groups=child&capacity=50&q=city&open_at=now&filter=capacity%20%3E%2050&crs=EPSG:32647&f=gpkg";
const [SPACES] = PAGE.collections;

test("what is written is read back the same", () => {
  const state = readData(EVERYTHING, PAGE);

  assert.equal(writeData(state), EVERYTHING);
  assert.deepEqual(readData(writeData(state), PAGE), state);
});

test("an empty query shows the first collection, whole, as GeoJSON", () => {
  const state = readData("", PAGE);

  assert.equal(exportUrl(state, SPACES), "https://city.example/api/collections/spaces/export?f=geojson");
});

test("another collection leaves behind what it does not know", () => {
  const state = completed({ ...readData(EVERYTHING, PAGE), collection: "districts", format: "gpx" }, PAGE);

  assert.deepEqual(state.values, {});
  assert.deepEqual([state.q, state.open, state.format, state.city], ["", false, "geojson", "chiang-mai"]);
});

test("a format that is always in degrees is asked in no other system", () => {
  assert.equal(readData("?f=gpx&crs=EPSG:32647", PAGE).crs, "");
  assert.equal(readData("?f=gpkg&crs=32647", PAGE).crs, "EPSG:32647");
});

test("the kinds of the map come along", () => {
  assert.deepEqual(readData("?kinds=library,park", PAGE).values, { kind: "library,park" });
  assert.deepEqual(readData("?kinds=none", PAGE).values, {});
});

test("an address holds no single quote, so that a shell takes it as one word", () => {
  const state = readData(`?filter=${encodeURIComponent("name_en LIKE '%Wat%'")}`, PAGE);

  assert.match(exportUrl(state, SPACES), /filter=name_en%20LIKE%20%27%25Wat%25%27/);
});
