/** The list of a walk: start, legs with their steps, stops with what one can do to them, end. */

import { distanceInWords } from "./distance.js";
import { element } from "./dom.js";
import { controlIcon, kindIcon } from "./icons.js";
import { knownLine } from "./walk_known.js";
import { clockInWords, dayInWords, durationInWords, openness, opennessInWords, spanInWords } from "./walk_times.js";
import { languageOf, t } from "./words.js";

/** @typedef {import("./types").WalkPlan} WalkPlan */
/** @typedef {import("./types").WalkPlace} WalkPlace */
/** @typedef {import("./types").WalkLeg} WalkLeg */
/** @typedef {import("./walk_rows.js").Row} Row */
/** @typedef {"up" | "down" | "lock" | "remove" | "show"} Action */
/**
 * @typedef {object} ListWording
 * @property {"th" | "en"} language
 * @property {string} timezone
 * @property {(place: WalkPlace) => string} nameOf
 * @property {(place: WalkPlace) => string | null} kindOf
 * @property {boolean} isLockable
 * @property {number} count of stops
 * @property {(action: Action, index: number) => void} act
 * @property {(index: number, minutes: number | undefined) => void} stay
 * @property {(at: [number, number]) => void} goTo
 */

const STAYS = [0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180];

/**
 * Return the row of one stop.
 * @param {Row} row
 * @param {number} index
 * @param {ListWording} wording
 */
export function stopRow(row, index, wording) {
  const name = wording.nameOf(row.place);
  const kind = wording.kindOf(row.place);
  const number = element("span", { class: "walk-number", "data-kind": kind }, String(index + 1));
  const title = element(
    "button",
    { type: "button", class: "walk-name", lang: languageOf(name), "data-key": `show:${index}` },
    kind && kindIcon(kind),
    element("span", {}, name),
  );
  title.addEventListener("click", () => wording.act("show", index));
  const grip = element("span", { class: "walk-grip", "aria-hidden": "true" }, controlIcon("grip"));
  const body = element("div", { class: "walk-stop-body" }, title, ...facts(row, wording), actions(row, index, { ...wording, name }));
  return element("li", { class: "walk-stop" }, element("div", { class: "walk-mark" }, number, wording.count > 1 && grip), body);
}

/** @param {Row} row @param {ListWording} wording @returns {Node[]} */
function facts({ walked, leaving }, wording) {
  if (!walked) return [];
  const { arrive, leave, why, wished, knowledge } = walked.properties;
  const known = knownLine(knowledge, wording.language);
  const times = element("span", { class: "walk-times" }, spanInWords(arrive, leave, wording));
  const total = element("span", { class: "walk-total" }, t("{duration} in all", { duration: durationInWords(leaving) }));
  const open = element("p", { class: "open-line", "data-open": openness(walked.properties) }, opennessInWords(walked.properties, wording));
  return [
    element("p", { class: "walk-when" }, times, total),
    open,
    ...(why && wished === null ? [element("p", { class: "walk-why" }, why)] : []),
    ...(known ? [known] : []),
  ];
}

/** @param {Row} row @param {number} index @param {ListWording & {name: string}} wording */
function actions(row, index, wording) {
  const { name, count, isLockable } = wording;
  const lock = row.isFixed ? t("Let {name} go from place {place}", { name, place: index + 1 }) : t("Hold {name} at place {place}", { name, place: index + 1 });
  const press = (/** @type {Action} */ action, /** @type {string} */ label, /** @type {Parameters<typeof controlIcon>[0]} */ icon, /** @type {Record<string, any>} */ more = {}) => {
    const button = element("button", { type: "button", class: "icon-button", "aria-label": label, title: label, "data-key": `${action}:${index}`, ...more }, controlIcon(icon));
    button.addEventListener("click", () => wording.act(action, index));
    return button;
  };
  return element(
    "div",
    { class: "walk-actions" },
    stayChoice(row, index, wording),
    press("up", t("Move {name} up", { name }), "up", { disabled: index === 0 }),
    press("down", t("Move {name} down", { name }), "down", { disabled: index === count - 1 }),
    isLockable && press("lock", lock, row.isFixed ? "lock" : "unlock", { "aria-pressed": String(row.isFixed) }),
    press("remove", t("Take {name} out", { name }), "close"),
  );
}

/** @param {Row} row @param {number} index @param {ListWording & {name: string}} wording */
function stayChoice({ stay, walked }, index, { name, stay: choose }) {
  const usual = walked?.properties.dwell_minutes;
  const label = t("How long to stay at {name}", { name });
  const choice = element("select", { "aria-label": label, title: label, "data-key": `stay:${index}` });
  const minutes = [...new Set([...STAYS, ...(stay === undefined ? [] : [stay])])].sort((a, b) => a - b);
  const automatic = stay === undefined && usual !== undefined ? t("Stay {minutes} min", { minutes: usual }) : t("Stay as usual");
  choice.append(
    element("option", { value: "" }, automatic),
    ...minutes.map((each) => element("option", { value: each }, t("Stay {minutes} min", { minutes: each }))),
  );
  choice.value = stay === undefined ? "" : String(stay);
  choice.addEventListener("change", () => choose(index, choice.value === "" ? undefined : Number(choice.value)));
  return choice;
}

/**
 * Return the row of a leg: how far, how long, and turn by turn when opened.
 * @param {WalkLeg} leg
 * @param {ListWording} wording
 */
export function legRow({ properties }, { language, goTo }) {
  const { metres, seconds, steps, unknown_metres: unknown, leg } = properties;
  const words = t("Walk {distance}, {duration}", { distance: distanceInWords(metres, language), duration: durationInWords(seconds) });
  const summary = element("summary", { "data-key": `leg:${leg}` }, controlIcon("walk"), element("span", {}, words));
  const lines = steps.map((step) => {
    const button = element("button", { type: "button", class: "walk-step" }, element("span", {}, step.text));
    if (step.metres) button.append(element("span", { class: "walk-step-metres" }, distanceInWords(step.metres, language)));
    button.addEventListener("click", () => goTo(step.at));
    return element("li", {}, button);
  });
  const remark = unknown >= 1 && t("{distance} of it are not mapped well enough to know.", { distance: distanceInWords(unknown, language) });
  const details = element("details", { "data-open": `leg:${leg}` }, summary, remark && element("p", { class: "hint" }, remark), element("ol", { class: "walk-steps" }, ...lines));
  return element("li", { class: "walk-leg" }, details);
}

/**
 * Return the row where the walk begins or ends.
 * @param {"start" | "end"} which
 * @param {{name: string, moment: string | null}} at
 * @param {ListWording} wording
 */
export function endRow(which, { name, moment }, wording) {
  const mark = element("div", { class: "walk-mark" }, element("span", { class: "walk-number walk-end-mark" }, controlIcon(which === "start" ? "walk" : "flag")));
  const words = which === "start" ? t("Start: {place}", { place: name }) : t("End: {place}", { place: name });
  const when = moment && [dayInWords(moment, wording), clockInWords(moment, wording)].filter(Boolean).join(" ");
  return element("li", { class: "walk-end" }, mark, element("div", { class: "walk-stop-body" }, element("p", { class: "walk-end-name" }, words), when && element("p", { class: "walk-when" }, when)));
}
