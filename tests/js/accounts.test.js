import assert from "node:assert/strict";
import test from "node:test";
import { keepsFor } from "../../static/js/accounts.js";

test("planners and admins keep for their own city, those of all cities for each", () => {
  assert.equal(keepsFor({ name: "prae", role: "planner", city: "nan" }, "nan"), true);
  assert.equal(keepsFor({ name: "prae", role: "planner", city: "nan" }, "phrae"), false);
  assert.equal(keepsFor({ name: "boss", role: "admin", city: null }, "phrae"), true);
});

test("nobody else keeps anything, nor anybody without a city", () => {
  assert.equal(keepsFor({ name: "cura", role: "curator", city: "nan" }, "nan"), false);
  assert.equal(keepsFor(null, "nan"), false);
  assert.equal(keepsFor({ name: "boss", role: "admin", city: null }, null), false);
});
