import assert from "node:assert/strict";
import { test } from "node:test";
import { groupedDistricts } from "../../static/js/districts.js";

/** @param {number} id @param {string} level @param {string} code @param {string} name_th @returns {any} */
const district = (id, level, code, name_th) => ({
  type: "Feature",
  id,
  geometry: null,
  properties: { city: "town", level, code, name_th, name_en: null },
});

test("tambon stand under the amphoe whose code begins theirs", () => {
  const groups = groupedDistricts(
    [
      district(3, "tambon", "TH500108", "สุเทพ"),
      district(1, "amphoe", "TH5001", "เมืองเชียงใหม่"),
      district(2, "amphoe", "TH5002", "จอมทอง"),
      district(4, "tambon", "TH500101", "ช้างม่อย"),
    ],
    "th",
  );

  assert.deepEqual(
    groups.map(({ head, members }) => [head?.id, members.map(({ id }) => id)]),
    [[2, []], [1, [4, 3]]],
  );
});

test("a district of no known larger one is still offered", () => {
  const groups = groupedDistricts([district(1, "tambon", "X1", "ก")], "th");

  assert.deepEqual(groups.map(({ head, members }) => [head, members.length]), [[null, 1]]);
});
