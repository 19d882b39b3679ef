import assert from "node:assert/strict";
import { test } from "node:test";
import { correctionOf, creationOf, firstFields, saysNothing } from "../../static/js/suggest_proposal.js";

const SPACE = /** @type {any} */ ({
  id: 7,
  properties: { city: "town", kind: "library", name_th: "ห้องสมุด", name_en: null, opening_hours: "Mo-Fr 09:00-17:00", version: 3 },
});

/** @param {object} fields */
const filled = (fields) => ({ ...firstFields(SPACE), ...fields });

test("a form begins with what stands there, and then says nothing", () => {
  const fields = firstFields(SPACE);

  assert.deepEqual(fields.days, ["Mo", "Tu", "We", "Th", "Fr"]);
  assert.equal(fields.from, "09:00");
  for (const matter of ["name", "hours", "kind", "other"]) assert.ok(saysNothing(SPACE, filled({ matter })));
});

test("only the field that is meant is sent, with the version that was seen", () => {
  const fields = filled({ matter: "name", name_en: " City Library ", kind: "museum", days: ["Su"] });

  assert.deepEqual(correctionOf(SPACE, fields), {
    city: "town",
    action: "update",
    subject: 7,
    base_version: 3,
    properties: { name_en: "City Library" },
  });
  assert.ok(!saysNothing(SPACE, fields));
});

test("hours and kind are sent as the server writes them", () => {
  const hours = filled({ matter: "hours", days: ["Sa", "Su"], from: "10:00", to: "18:00" });

  assert.deepEqual(correctionOf(SPACE, hours).properties, { opening_hours: "Sa,Su 10:00-18:00" });
  assert.deepEqual(correctionOf(SPACE, filled({ matter: "kind", kind: "museum" })).properties, { kind: "museum" });
});

test("no day chosen leaves the hours as they are, a word alone is enough", () => {
  const fields = filled({ matter: "hours", days: [], message: " only by appointment " });

  assert.deepEqual(correctionOf(SPACE, fields).properties, {});
  assert.equal(correctionOf(SPACE, fields).message, "only by appointment");
  assert.ok(!saysNothing(SPACE, fields));
});

test("what is gone is hidden, without a field", () => {
  const body = correctionOf(SPACE, filled({ matter: "gone", name_en: "x" }));

  assert.equal(body.action, "hide");
  assert.deepEqual(body.properties, {});
});

test("an emptied name is taken away", () => {
  assert.deepEqual(correctionOf(SPACE, filled({ matter: "name", name_th: "", name_en: "Library" })).properties, { name_th: null, name_en: "Library" });
});

test("a new place is named in the language of its letters", () => {
  const fields = { ...firstFields(null), kind: "park", name: " สวน " };

  assert.deepEqual(creationOf("town", { lon: 98.9, lat: 18.7 }, fields), {
    city: "town",
    action: "create",
    geometry: { type: "Point", coordinates: [98.9, 18.7] },
    properties: { kind: "park", name_th: "สวน" },
  });
  assert.deepEqual(creationOf("town", { lon: 0, lat: 0 }, { ...fields, name: "Park" }).properties, { kind: "park", name_en: "Park" });
});
