import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../static/js/suggest_draft.js";
import { firstFields } from "../../static/js/suggest_proposal.js";

/** A shelf as a browser has one. */
function shelf() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
}

const FIRST = firstFields(null);

test("what was written is there again until it is sent", () => {
  const drafts = new Drafts(shelf());
  drafts.keep("7", { ...FIRST, message: "ปิดวันจันทร์", days: ["Mo"] });

  assert.equal(drafts.read("7", FIRST).message, "ปิดวันจันทร์");
  assert.deepEqual(drafts.read("7", FIRST).days, ["Mo"]);
  assert.deepEqual(drafts.read("8", FIRST), FIRST);
  drafts.forget("7");
  assert.deepEqual(drafts.read("7", FIRST), FIRST);
});

test("what cannot be read, or is of another kind, is left aside", () => {
  const kept = shelf();
  const drafts = new Drafts(kept);
  for (const text of ["{", "null", '{"message": 5, "days": "Mo", "other": 1}']) {
    kept.setItem("geoservice suggestion 7", text);
    assert.deepEqual(drafts.read("7", FIRST), FIRST);
  }
});

test("a browser that keeps nothing loses nothing else", () => {
  const drafts = new Drafts(null);
  drafts.keep("7", FIRST);
  drafts.forget("7");

  assert.deepEqual(drafts.read("7", FIRST), FIRST);
});
