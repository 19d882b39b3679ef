/** Two curators changed the same thing: mine and theirs beside each other, to be chosen field by field. */

import { button, inWords } from "./desk_parts.js";
import { PLACE } from "./desk_values.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/**
 * @typedef {object} Meeting
 * @property {string} collection
 * @property {import("./desk_types").Field[]} fields
 * @property {import("./desk_types").Values} mine
 * @property {import("./desk_types").Values} theirs
 * @property {import("./desk_values.js").Merge} merge
 * @property {import("./desk_types").Bench} bench
 * @property {(decided: import("./desk_types").Values) => void} onDecided
 */

/** @param {Meeting} meeting */
export function mergeView({ collection, fields, mine, theirs, merge, bench, onDecided }) {
  const titleOf = (/** @type {string} */ name) => (name === PLACE ? t("Position on the map") : (fields.find((field) => field.name === name)?.title ?? name));
  const words = (/** @type {string} */ name, /** @type {any} */ value) => inWords(collection, name, value, bench);
  const rows = merge.conflicts.map((name) => {
    const option = (/** @type {string} */ side, /** @type {string} */ label, /** @type {any} */ value) =>
      element("label", { class: "desk-side" }, element("input", { type: "radio", name: `merge-${name}`, value: side, checked: side === "mine" }), element("span", {}, element("small", {}, label), ` ${words(name, value)}`));
    return element("fieldset", { class: "desk-conflict", "data-field": name }, element("legend", {}, titleOf(name)), option("mine", t("Mine:"), mine[name]), option("theirs", t("Theirs:"), theirs[name]));
  });
  const taken = merge.taken.length ? element("p", {}, t("Taken over from the other one, for you did not touch it: {fields}", { fields: merge.taken.map(titleOf).join(", ") })) : null;
  const view = element("section", { class: "desk-merge" },
    element("h3", { tabindex: "-1" }, t("Somebody else saved this while you wrote.")),
    element("p", {}, rows.length ? t("Nothing of yours is lost. Choose for each field, then save again.") : t("Your changes and theirs are in different fields: both can stand. Save again.")),
    taken, ...rows,
    element("div", { class: "buttons" }, button(t("Save again"), () => onDecided(decided()), { isStrong: true })));
  const decided = () => Object.fromEntries(merge.conflicts.map((name) => {
    const side = /** @type {HTMLInputElement | null} */ (view.querySelector(`[data-field="${name}"] input:checked`))?.value;
    return [name, side === "theirs" ? theirs[name] : mine[name]];
  }));
  return view;
}
