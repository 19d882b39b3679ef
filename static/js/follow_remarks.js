/** What else follow mode has to say: short remarks, and what is wrong with the way out. */

import { ROUGH_METRES } from "./follow_progress.js";
import { keepingInWords } from "./offline.js";
import { t } from "./words.js";

/** @typedef {import("./follow_types").Progress} Progress */
/** @typedef {import("./follow_types").Fix} Fix */
/** @typedef {import("./follow_types").Keeping} Keeping */
/** @typedef {import("./follow_view.js").Choice} Choice */
/** @typedef {{text: string, kind: string, isLasting?: boolean}} Remark */
/**
 * @typedef {object} Condition how things stand
 * @property {boolean} isOnline
 * @property {Keeping} keeping
 * @property {Fix | null} fix the last position
 * @property {string} trouble why there is no position, empty where there is one
 * @property {boolean} isScreenOn
 * @property {"" | "planning" | string} replanning why the rest was not planned anew
 * @property {boolean} isIgnored whether the person goes off the route on purpose
 */
/** @typedef {{onRetry: () => void, onSteps: () => void, onReplan: () => void, onIgnore: () => void}} Acts */

/**
 * Return what stands at present. `isLasting`: there is no need to look at it all the way.
 * @param {Condition} condition
 * @returns {Remark[]}
 */
export function remarks({ isOnline, keeping, fix, trouble, isScreenOn }) {
  /** @type {(Remark | false)[]} */
  const all = [
    !isOnline && { kind: "offline", text: t("Offline: the walk goes on with what is kept on this phone") },
    isOnline && { kind: keeping.state, text: keepingInWords(keeping), isLasting: keeping.state !== "keeping" },
    fix !== null && fix.accuracy > ROUGH_METRES && { kind: "rough", text: t("The position is only rough now") },
    fix === null && !trouble && { kind: "waiting", text: t("Looking for your position …") },
    !isScreenOn && { kind: "screen", text: t("This phone does not let the page keep the screen on"), isLasting: true },
  ];
  return all.filter((each) => each !== false);
}

/**
 * @param {Progress} progress
 * @param {Condition} condition
 * @param {Acts} acts
 * @returns {{message: string, choices: Choice[]} | null}
 */
export function whatIsWrong({ phase, isOff, away }, { trouble, replanning, isIgnored }, acts) {
  if (replanning === "planning") return { message: t("Planning the rest of the walk …"), choices: [] };
  if (trouble) {
    const retry = { label: t("Try again"), act: acts.onRetry };
    return { message: trouble, choices: [retry, { label: t("Show the steps"), act: acts.onSteps }] };
  }
  if (!isOff || isIgnored || phase !== "walking") return null;
  const metres = Math.round(away / 10) * 10;
  return {
    message: replanning || t("You have left the route. It is about {metres} m away.", { metres }),
    choices: [
      { label: t("Plan anew from here"), act: acts.onReplan },
      { label: t("Keep going"), act: acts.onIgnore },
    ],
  };
}
