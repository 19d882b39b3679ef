/** The answer in one sentence, how sure it is and why, and what the reader must know of it. */

import { NOTHING_KNOWN, inKilometres, inPercent, inPoints, inRange, inWhole, going, momentInWords, peopleCountedIn, whatIsReached, withSign } from "./coverage_words.js";
import { element, find } from "./dom.js";
import { afterWords, t } from "./words.js";

/** @typedef {import("./coverage_sight.js").Sight} Sight */
/** @typedef {import("./coverage_types").CoverageState} CoverageState */
/** @typedef {{language: "th" | "en", kindTitle: (kind: string) => string}} Wording */

/**
 * Show what is looked at.
 * @param {Sight} sight
 * @param {CoverageState} state to which it is the answer
 * @param {Wording} wording
 */
export function showHeadline(sight, state, wording) {
  const box = find("#headline");
  const isOpen = (/** @type {string} */ of) => /** @type {HTMLDetailsElement | null} */ (box.querySelector(of))?.open ?? false;
  const { answer, total, hasPeople, trial } = sight;
  const figure = hasPeople ? total.share : total.street_share;
  box.replaceChildren(
    element("p", { class: "headline-figure" }, element("strong", {}, inPercent(figure)), trial && changeMark(sight)),
    element("p", { class: "headline-words" }, headlineSentence(sight, state, wording)),
    ...(trial ? [element("p", { class: "headline-trial" }, trialSentence(sight))] : []),
    ...(hasPeople && answer.interval.reasons.length ? [reasons(sight, isOpen(".reasons"))] : []),
    ...notes(answer.remarks, isOpen(".notes")),
  );
}

/**
 * Say who reaches what.
 * @param {Sight} sight @param {CoverageState} state @param {Wording} wording
 */
export function headlineSentence({ total, rows, hasPeople }, state, wording) {
  const values = {
    what: reached(state, wording),
    how: going(state.profile),
    minutes: state.minutes,
  };
  if (!hasPeople) {
    return t("{share} of the streets ({covered} of {all} km) lie within {minutes} minutes {how} of {what}.", {
      ...values,
      share: inPercent(total.street_share),
      covered: inKilometres(total.street_metres_covered),
      all: inKilometres(total.street_metres),
    });
  }
  const figures = { ...values, covered: inWhole(total.people_covered), people: inWhole(peopleCountedIn(total, rows)), share: inPercent(total.share) };
  const range = inRange(total.share_low, total.share_high);
  if (range === figures.share || range === NOTHING_KNOWN) return t("{covered} of {people} people ({share}) reach {what} {how} within {minutes} minutes.", figures);
  return t("{covered} of {people} people ({share}, {range}) reach {what} {how} within {minutes} minutes.", { ...figures, range });
}

/** @param {CoverageState} state @param {Wording} wording */
function reached({ kinds, at }, wording) {
  const what = afterWords(whatIsReached(kinds, wording), wording.language);
  return at ? t("{what} that is open on {moment}", { what, moment: momentInWords(at, wording.language) }) : what;
}

/** @param {Sight} sight */
function changeMark({ trial, hasPeople }) {
  if (!trial) return null;
  const { total_before: before, total_after: after } = trial;
  const [from, to] = hasPeople ? [before.share, after.share] : [before.street_share, after.street_share];
  const change = from === null || to === null ? null : to - from;
  const words = inPoints(change);
  return element("span", { class: "headline-change", "data-sign": words[0] }, t("{points} points", { points: words }));
}

/** What the scenario changes. @param {Sight} sight */
export function trialSentence({ trial, hasPeople }) {
  if (!trial) return "";
  if (!hasPeople) {
    const gained = trial.difference.reduce((sum, each) => sum + each.street_metres_gained, 0);
    return t("With this scenario: {change} km of streets within reach.", { change: withSign(gained, inKilometres) });
  }
  const [gained, lost] = [trial.people_newly_covered, trial.people_lost].map(inWhole);
  if (lost === "0") return t("With this scenario: {gained} people newly within reach.", { gained });
  if (gained === "0") return t("With this scenario: {lost} people no longer within reach.", { lost });
  return t("With this scenario: {gained} people newly within reach, {lost} no longer.", { gained, lost });
}

/** Why the figure is not sure, each reason alone. @param {Sight} sight @param {boolean} isOpen */
function reasons({ answer, total }, isOpen) {
  const { reasons: all } = answer.interval;
  const rows = all.map(({ text, share_low: low, share_high: high }) =>
    element("li", {}, element("span", {}, text), element("span", { class: "reason-range" }, inRange(low, high))),
  );
  const summary = element("summary", {}, element("span", {}, t("How sure it is: {range}", { range: inRange(total.share_low, total.share_high) })));
  return element("details", { class: "fold reasons", open: isOpen }, summary, intervalBar(total), element("ul", {}, ...rows));
}

/**
 * Return a bar of a share with its interval; said in words beside it, so not read out.
 * @param {{share: number | null, share_low: number | null, share_high: number | null}} row
 */
export function intervalBar({ share, share_low: low, share_high: high }) {
  const at = (/** @type {number | null} */ value) => `${((value ?? 0) * 100).toFixed(2)}%`;
  const width = `${(((high ?? 0) - (low ?? 0)) * 100).toFixed(2)}%`;
  return element(
    "div",
    { class: "interval", "aria-hidden": "true" },
    element("span", { class: "interval-share", style: `width:${at(share)}` }),
    element("span", { class: "interval-range", style: `left:${at(low)};width:${width}` }),
  );
}

/**
 * Return what must be known of the answer: what stands in for something at once, the rest folded.
 * @param {import("./coverage_types").Remark[]} remarks @param {boolean} isOpen
 */
function notes(remarks, isOpen) {
  const isFirst = (/** @type {{id: string}} */ { id }) => id.startsWith("no_");
  const list = (/** @type {import("./coverage_types").Remark[]} */ some) => element("ul", { class: "remarks" }, ...some.map(({ id, text }) => element("li", { "data-remark": id }, text)));
  const [first, rest] = [remarks.filter(isFirst), remarks.filter((each) => !isFirst(each))];
  const summary = rest.length === 1 ? t("1 note on these figures") : t("{count} notes on these figures", { count: rest.length });
  return [
    ...(first.length ? [list(first)] : []),
    ...(rest.length ? [element("details", { class: "fold notes", open: isOpen }, element("summary", {}, element("span", {}, summary)), list(rest))] : []),
  ];
}

/** While there is nothing to tell yet, or something went wrong. @param {Error | null} trouble @param {() => void} again */
export function showNoHeadline(trouble, again) {
  if (!trouble) return find("#headline").replaceChildren(element("div", { class: "bones", "aria-hidden": "true" }), element("p", { class: "visually-hidden" }, t("Loading …")));
  const button = element("button", { type: "button", class: "button" }, t("Try again"));
  button.addEventListener("click", again);
  find("#headline").replaceChildren(element("div", { class: "trouble" }, element("p", {}, trouble.message), button));
}
