import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cityOfToken, decodeWalk, encodeWalk } from "../../static/js/walk_token.js";

/** @type {{token: string, canonical?: string, plan: any}[]} the server's twin reads the same */
const vectors = JSON.parse(readFileSync(new URL("../walk_tokens.json", import.meta.url), "utf-8"));
const bangkok = () => "Asia/Bangkok";

for (const { token, canonical, plan } of vectors) {
  test(`${token} is read as its plan and written again`, () => {
    assert.deepEqual(decodeWalk(token, bangkok), plan);
    assert.equal(encodeWalk(plan), canonical ?? token);
  });
}

test("a token fits into a link as it is", () => {
  for (const { plan } of vectors) {
    assert.equal(encodeURIComponent(encodeWalk(plan)), encodeWalk(plan));
  }
});

test("every plan comes back from its token", () => {
  const places = [{ space: 1 }, { space: 999_999 }, { lon: 98.98765, lat: 18.7 }, { lon: -179.99999, lat: -85 }];
  for (const start of [undefined, ...places]) {
    for (const end of [undefined, ...places]) {
      for (const stays of [undefined, 0, 45]) {
        const stops = places.map((place) => (stays === undefined ? place : { ...place, dwell_minutes: stays }));
        const plan = { city: "town", start, end, stops, fixed: [1, 3], order: "given", budget_minutes: 15 };
        const read = decodeWalk(encodeWalk(/** @type {any} */ (plan)), bangkok);
        assert.deepEqual(read, JSON.parse(JSON.stringify(plan)));
      }
    }
  }
});

for (const broken of ["", "s1_s2", "cTown_s1", "ctown_q9", "ctown_s", "ctown_s1f30", "ctown__s1", "ctown_p1", "ctown_d20261399", "ctown_d202613991400", "ctown_bmuch", "ctown_ke!", "ctown_x1-", "ctown_s1_<b>"]) {
  test(`“${broken}” is refused with a sentence`, () => {
    assert.throws(() => decodeWalk(broken, bangkok), /cannot be read/);
  });
}

test("the city of a token is known without reading it", () => {
  assert.equal(cityOfToken("cchiang-mai_s1"), "chiang-mai");
  assert.equal(cityOfToken("s1"), null);
  assert.equal(cityOfToken(null), null);
});
