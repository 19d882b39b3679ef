import assert from "node:assert/strict";
import { test } from "node:test";
import { readState } from "../../static/js/state.js";
import { Store, differs } from "../../static/js/store.js";

test("listeners hear of a change once, with what was before", () => {
  const store = new Store(readState("", "th"));
  /** @type {[string, string][]} */
  const heard = [];
  store.onChange((after, before) => heard.push([before.q, after.q]));

  store.change({ q: "วัด" });

  assert.deepEqual(heard, [["", "วัด"]]);
});

test("nothing is said when nothing is different", () => {
  const store = new Store(readState("?kinds=library", "th"));
  store.onChange(() => assert.fail("said something"));

  store.change({ kinds: ["library"] });
});

test("lists differ by what is in them", () => {
  const state = readState("?kinds=library", "th");

  assert.equal(differs(state, { ...state, kinds: ["library"] }, "kinds"), false);
  assert.equal(differs(state, { ...state, kinds: ["temple"] }, "kinds", "ages"), true);
});
