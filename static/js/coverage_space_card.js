/** The card of a space that a scenario adds, or may change: its facts as fields. */

import { changeOf } from "./coverage_scenario.js";
import { fateOf } from "./coverage_targets.js";
import { element } from "./dom.js";
import { hoursInWords } from "./hours.js";
import { kindIcon } from "./icons.js";
import { languageOf, nameIn, t } from "./words.js";

/** @typedef {import("./coverage_types").Scenario} Scenario */
/** @typedef {import("./coverage_targets.js").Target} Target */
/** @typedef {import("./coverage_targets.js").Fate} Fate */
/** @typedef {{kind?: string, opening_hours?: string, capacity?: number}} Facts */
/**
 * @typedef {object} Parts
 * @property {"th" | "en"} language
 * @property {import("./types").Term[]} kinds
 * @property {(kind: string) => string} kindTitle
 * @property {(target: Target, facts: Facts) => void} onFacts
 * @property {(target: Target) => void} onRemove take it away, or the addition out
 * @property {(target: Target) => void} onRestore leave it as it is
 */

const MOST_SEATS = 100_000;

/** @param {Fate} fate */
export function fateInWords(fate) {
  const words = { new: t("New in this scenario"), removed: t("Taken away in this scenario"), changed: t("Changed in this scenario"), untouched: t("As it is today") };
  return words[fate];
}

/**
 * Return head and body of the card.
 * @param {Scenario} scenario @param {Target} target @param {import("./types").Feature | null} space null for an addition
 * @param {Parts} parts
 */
export function spaceCard(scenario, target, space, parts) {
  const fate = fateOf(scenario, target);
  const facts = factsOf(scenario, target);
  const kind = "addition" in target ? (facts.kind ?? "") : (space?.properties.kind ?? "");
  const name = "addition" in target ? t("New: {kind}", { kind: parts.kindTitle(kind) }) : nameIn(space?.properties ?? {}, parts.language) || t("No name");
  const badge = element("span", { class: "badge badge-large", "data-kind": kind }, kindIcon(kind, space?.properties.subkind));
  const names = element("div", { class: "card-names" }, element("h2", { id: "card-title", tabindex: -1, lang: languageOf(name) }, name), element("p", { class: "card-kind" }, [parts.kindTitle(kind), fateInWords(fate)].join(" · ")));
  const fields = fate === "removed" ? [] : factFields(target, facts, space, parts);
  return { head: [badge, names], body: [...fields, actions(target, fate, parts)] };
}

/** @param {Scenario} scenario @param {Target} target @returns {Facts} what the scenario says of it */
function factsOf(scenario, target) {
  return ("addition" in target ? scenario.add[target.addition] : changeOf(scenario, target.space)) ?? {};
}

/** @param {Target} target @param {Facts} facts @param {import("./types").Feature | null} space @param {Parts} parts */
function factFields(target, facts, space, parts) {
  const known = space?.properties;
  const kind = "addition" in target && kindField(target, facts, parts);
  const today = known?.opening_hours ? t("Today: {hours}", { hours: wordedHours(known.opening_hours, parts.language) }) : known && t("Opening hours are not known");
  const seats = known?.capacity ? t("Today: {hours}", { hours: t("{count} people", { count: known.capacity }) }) : "";
  return [
    element("p", { class: "hint" }, t("Drag its pin on the map to move it; with the keyboard, use the arrow keys on the pin.")),
    ...(kind ? [kind] : []),
    field(t("Opening hours, as in Mo-Fr 08:00-18:00"), today || "", textInput("hours", facts.opening_hours ?? "", (value) => parts.onFacts(target, { opening_hours: value || undefined }))),
    field(t("Room for how many people"), seats, numberInput(facts.capacity, (capacity) => parts.onFacts(target, { capacity }))),
    element("p", { class: "hint" }, t("Hours count where an hour is chosen; room counts in the Gini of access.")),
  ];
}

/** @param {string} hours @param {"th" | "en"} language */
function wordedHours(hours, language) {
  return hoursInWords(hours, language)?.map(({ days, times }) => `${days} ${times}`).join(", ") ?? hours;
}

/** @param {Target} target @param {Facts} facts @param {Parts} parts */
function kindField(target, { kind }, { kinds, language, onFacts }) {
  const options = kinds.map(({ id, title_th: th, title_en: en }) => element("option", { value: id, selected: id === kind }, language === "th" ? th : en));
  const choice = element("select", { "data-key": "kind" }, ...options);
  choice.addEventListener("change", () => onFacts(target, { kind: choice.value }));
  return element("label", { class: "field" }, element("span", {}, t("Kind")), choice);
}

/** @param {string} label @param {string} hint @param {HTMLElement} input */
function field(label, hint, input) {
  return element("label", { class: "field" }, element("span", {}, label), input, hint && element("small", { class: "hint" }, hint));
}

/** @param {string} key @param {string} value @param {(value: string) => void} use */
function textInput(key, value, use) {
  const input = element("input", { type: "text", value, "data-key": key, maxlength: 200, autocomplete: "off", spellcheck: "false" });
  input.addEventListener("change", () => use(input.value.trim()));
  return input;
}

/** @param {number | undefined} value @param {(value: number | undefined) => void} use */
function numberInput(value, use) {
  const input = element("input", { type: "number", value: value ?? "", "data-key": "seats", min: 1, max: MOST_SEATS, step: 1, inputmode: "numeric" });
  input.addEventListener("change", () => {
    const number = Math.round(Number(input.value));
    use(input.value && number >= 1 && number <= MOST_SEATS ? number : undefined);
  });
  return input;
}

/** @param {Target} target @param {Fate} fate @param {Parts} parts */
function actions(target, fate, { onRemove, onRestore }) {
  const button = (/** @type {string} */ key, /** @type {string} */ words, /** @type {(target: Target) => void} */ act) => {
    const made = element("button", { type: "button", class: "button", "data-key": key }, words);
    made.addEventListener("click", () => act(target));
    return made;
  };
  const buttons = {
    new: [button("remove", t("Take it out"), onRemove)],
    removed: [button("restore", t("Put it back"), onRestore)],
    changed: [button("restore", t("As it is today"), onRestore), button("remove", t("Take it away"), onRemove)],
    untouched: [button("remove", t("Take it away"), onRemove)],
  };
  return element("div", { class: "buttons" }, ...buttons[fate]);
}
