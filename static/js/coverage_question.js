/** What is asked of the server, out of the state of the page. */

import { withOffset } from "./city_clock.js";

/** @typedef {import("./coverage_types").CoverageState} CoverageState */
/** @typedef {{city: string, kinds?: string[], minutes: number, profile: string, level?: string, at?: string}} Question */

/** What changes the answer; all else only how it is looked at. */
export const ASKED = /** @type {const} */ (["city", "kinds", "minutes", "profile", "level", "at"]);

/**
 * Return the question as it is posted.
 * @param {CoverageState} state with a city
 * @param {string} zone in which the city's clocks run
 * @returns {Question}
 */
export function questionOf({ city, kinds, minutes, profile, level, at }, zone) {
  return {
    city: city ?? "",
    ...(kinds && { kinds }),
    minutes,
    profile,
    ...(level && { level }),
    ...(at && { at: withOffset(at, zone) }),
  };
}

/**
 * Return the question as parameters of an address.
 * @param {Partial<Question>} question
 * @returns {Record<string, string | number>}
 */
export function parametersOf({ kinds, ...question }) {
  return { ...question, ...(kinds && { kinds: kinds.join(",") }) };
}

/** Times along streets depend on neither districts nor the threshold. @param {Question} question */
export function streetParametersOf({ level: _level, minutes: _minutes, ...question }) {
  return parametersOf(question);
}
