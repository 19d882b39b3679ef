import assert from "node:assert/strict";
import { test } from "node:test";
import { holds } from "../../static/js/cities_page_search.js";

test("a row fits when it holds every word, in whatever case and order", () => {
  const row = "ศรีภูมิ Si Phum School 3";

  assert.ok(holds(row, "school phum"));
  assert.ok(holds(row, "ศรีภูมิ"));
  assert.ok(holds(row, ""));
  assert.ok(!holds(row, "school museum"));
});
