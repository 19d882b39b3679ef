/** The list of what a scenario changes, what comes of it, and what one can do with it. */

import { inKilometres, inPoints, inWhole, withSign } from "./coverage_words.js";
import { changeOf, isNothing, spacesNamed } from "./coverage_scenario.js";
import { MOST_NAME } from "./coverage_token.js";
import { element, find } from "./dom.js";
import { controlIcon } from "./icons.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./coverage_types").Scenario} Scenario */
/** @typedef {import("./coverage_types").ScenarioAnswer} ScenarioAnswer */
/** @typedef {import("./coverage_targets.js").Target} Target */
/**
 * @typedef {object} Parts
 * @property {"th" | "en"} language
 * @property {(kind: string) => string} kindTitle
 * @property {(id: number) => import("./types").Feature | null} spaceOf
 * @property {(target: Target) => void} onChoose
 * @property {(target: Target) => void} onForget
 * @property {() => void} onUndo
 * @property {() => void} onReset
 * @property {(name: string) => void} onKeep
 * @property {(button: HTMLElement) => void} onShare
 */

/**
 * Show the changes.
 * @param {Scenario} scenario
 * @param {{canUndo: boolean}} options
 * @param {Parts} parts
 */
export function showChanges(scenario, { canUndo }, parts) {
  const box = find("#changes");
  const focused = box.querySelector(":focus")?.getAttribute("data-key");
  const typed = /** @type {HTMLInputElement | null} */ (box.querySelector("#scenario-name"))?.value;
  const rows = [
    ...scenario.add.map((_, addition) => row({ addition }, scenario, parts)),
    ...spacesNamed(scenario).map((space) => row({ space }, scenario, parts)),
  ];
  const list = rows.length ? element("ul", { class: "changes" }, ...rows) : element("p", { class: "hint" }, t("Nothing is changed yet."));
  box.replaceChildren(list, tools(scenario, canUndo, parts), ...(isNothing(scenario) ? [] : [keepForm(typed ?? scenario.name, parts)]));
  if (!focused) return;
  const again = box.querySelector(`[data-key="${focused}"]`) ?? find("#add-space");
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/** @param {Target} target @param {Scenario} scenario @param {Parts} parts */
function row(target, scenario, parts) {
  const key = "space" in target ? `s${target.space}` : `a${target.addition}`;
  const words = changeInWords(target, scenario, parts);
  const open = element("button", { type: "button", class: "change-open", "data-key": `open-${key}` }, words);
  open.addEventListener("click", () => parts.onChoose(target));
  const label = "space" in target ? t("Leave it as it is: {change}", { change: words }) : t("Take out: {change}", { change: words });
  const away = element("button", { type: "button", class: "icon-button", "data-key": `away-${key}`, "aria-label": label, title: label }, controlIcon("close"));
  away.addEventListener("click", () => parts.onForget(target));
  return element("li", {}, open, away);
}

/** @param {Target} target @param {Scenario} scenario @param {Pick<Parts, "language" | "kindTitle" | "spaceOf">} parts */
export function changeInWords(target, scenario, { language, kindTitle, spaceOf }) {
  if ("addition" in target) {
    const { kind, opening_hours: hours, capacity } = scenario.add[target.addition];
    const facts = [hours, capacity && t("{count} people", { count: capacity })].filter(Boolean);
    return [t("New: {kind}", { kind: kindTitle(kind ?? "") }), ...facts].join(" · ");
  }
  const name = nameIn(spaceOf(target.space)?.properties ?? {}, language) || t("Space {id}", { id: target.space });
  const change = changeOf(scenario, target.space);
  if (!change) return t("Away: {name}", { name });
  const facts = [change.lon !== undefined && t("moved"), change.opening_hours, change.capacity && t("{count} people", { count: change.capacity })];
  return [t("Changed: {name}", { name }), ...facts.filter(Boolean)].join(" · ");
}

/** @param {Scenario} scenario @param {boolean} canUndo @param {Parts} parts */
function tools(scenario, canUndo, { onUndo, onReset, onShare }) {
  const button = (/** @type {string} */ key, /** @type {string} */ words, /** @type {boolean} */ isOn, /** @type {(made: HTMLElement) => void} */ act) => {
    const made = element("button", { type: "button", class: "button", "data-key": key, disabled: !isOn }, words);
    made.addEventListener("click", () => act(made));
    return made;
  };
  const isChanged = !isNothing(scenario);
  if (!isChanged && !canUndo) return "";
  return element("div", { class: "buttons" }, button("undo", t("Undo"), canUndo, onUndo), button("reset", t("Start anew"), isChanged, onReset), button("share", t("Copy link"), isChanged, onShare));
}

/** @param {string} name @param {Parts} parts */
function keepForm(name, { onKeep }) {
  const input = element("input", { id: "scenario-name", type: "text", maxlength: MOST_NAME, value: name, required: true, "data-key": "name", autocomplete: "off" });
  const form = element("form", { class: "keep-form" }, element("label", { class: "field" }, element("span", {}, t("Name of the scenario")), input), element("button", { class: "button", "data-key": "keep" }, t("Keep it here")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) onKeep(input.value.trim());
  });
  return form;
}

/**
 * Show what the scenario brings, nothing while that is not known.
 * @param {ScenarioAnswer | null} answer
 * @param {{hasPeople: boolean, isBusy: boolean, known: string[]}} options `known` remarks stand elsewhere already
 */
export function showGain(answer, { hasPeople, isBusy, known }) {
  const box = find("#whatif-gain");
  box.classList.toggle("is-busy", isBusy);
  if (!answer) return box.replaceChildren();
  const figure = (/** @type {string} */ words, /** @type {string} */ term) => element("div", {}, element("dt", {}, term), element("dd", {}, words));
  const { total_before: before, total_after: after } = answer;
  const [from, to] = hasPeople ? [before.share, after.share] : [before.street_share, after.street_share];
  const change = from === null || to === null ? null : to - from;
  const gained = answer.difference.reduce((sum, each) => sum + each.street_metres_gained, 0);
  const people = hasPeople
    ? [figure(withSign(answer.people_newly_covered, inWhole), t("people gained")), figure(withSign(-(answer.people_lost ?? 0), inWhole), t("people lost"))]
    : [figure(withSign(gained, inKilometres), t("km of streets"))];
  box.replaceChildren(element("dl", {}, ...people, figure(inPoints(change), t("points of the share"))), ...answer.remarks.filter(({ text }) => !known.includes(text)).map(({ text }) => element("p", { class: "hint" }, text)));
}
