/** A new walk from where one is, past the stops that remain. */

import { postJson } from "./api.js";
import { stopsRemaining } from "./follow_progress.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./follow_types").Route} Route */
/** @typedef {import("./follow_types").Progress} Progress */
/** @typedef {import("./follow_types").Place} Place */

/**
 * Return the question for the rest of a walk: the stops in the order they were in, to the same
 * end, in the time that is left.
 * @param {WalkAnswer} answer
 * @param {Route} route
 * @param {{progress: Progress, place: Place, startedAt: number, now: number}} given
 */
export function questionForRest(answer, route, { progress, place, startedAt, now }) {
  const { walk } = answer;
  const stops = stopsRemaining(route, progress).map((index) => {
    const { space, lonLat: [lon, lat], dwell_minutes } = route.stops[index];
    return { ...(space === null ? { lon, lat } : { space }), dwell_minutes };
  });
  const endsElsewhere = route.legs.at(-1)?.stop === null;
  const end = endsElsewhere ? { end: { lon: walk.end[0], lat: walk.end[1] } } : {};
  const left = walk.budget_minutes && Math.floor(walk.budget_minutes - (now - startedAt) / 60_000);
  const budget = left && left > 0 ? { budget_minutes: left } : {};
  const start = { lon: place.lon, lat: place.lat };
  return { city: walk.city, start, stops, ...end, ...budget, order: "given", profile: answer.profile };
}

/**
 * Ask the server for the rest of a walk. Where it does not fit into the time any more, the stops
 * matter more than the time.
 * @param {ReturnType<typeof questionForRest>} question
 * @param {Page} page
 * @returns {Promise<WalkAnswer>}
 */
export async function planRest(question, page) {
  const answer = await postJson(page.urls.walks, { ...question, language: page.language });
  const isWhole = answer.features.filter((/** @type {any} */ { properties }) => properties.type === "stop").length === question.stops.length;
  if (isWhole || !("budget_minutes" in question)) return answer;
  const { budget_minutes: _, ...patient } = question;
  return postJson(page.urls.walks, { ...patient, language: page.language });
}
