import assert from "node:assert/strict";
import { test } from "node:test";
import { curlRecipe, pythonRecipe, qgisRecipe } from "../../static/js/data_recipes.js";
import { readData } from "../../static/js/data_state.js";
import { PAGE } from "./data_page.js";

const URL = "https://city.example/api/collections/spaces/export?f=csv";
const [SPACES] = PAGE.collections;

test("curl keeps the name that the server gives", () => {
  assert.equal(curlRecipe(URL), `curl --compressed -fOJ '${URL}'`);
});

test("Python reads each format with what can read it", () => {
  const program = (/** @type {string} */ format) => pythonRecipe(URL, { collection: "spaces", format, geometry: "Point" });

  assert.match(program("csv"), /^import pandas\n\nspaces = pandas\.read_csv\(/);
  assert.match(program("parquet"), /import geopandas\n\nwith urllib\.request\.urlopen/);
  assert.match(program("gpx"), /layer="waypoints"/);
  assert.match(program("gpkg"), /geopandas\.read_file\(\n {4}"https:/);
});

test("QGIS is given the filters as an expression, without what it cannot say", () => {
  const state = readData("?city=chiang-mai&kind=library,park&capacity=50&age_groups=child", PAGE);

  const { features, tiles } = qgisRecipe(state, SPACES, PAGE.urls.api);

  assert.equal(features[0].value, "https://city.example/api/");
  assert.equal(
    features.at(-1)?.value,
    `"city" IN ('chiang-mai') AND "kind" IN ('library', 'park') AND "capacity" IN (50)`,
  );
  assert.match(tiles[0].value ?? "", /\{z\}\/\{y\}\/\{x\}\?city=chiang-mai&kind=library,park/);
});

test("without a filter QGIS is told of none", () => {
  const { features, tiles } = qgisRecipe(readData("", PAGE), SPACES, PAGE.urls.api);

  assert.equal(features.length, 3);
  assert.match(tiles[0].value ?? "", /\{x\}$/);
});
