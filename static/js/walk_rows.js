/** What the list of a walk shows, as values: the stops as walked, or as wished while none answers. */

import { legsByStop, placeOf, stopsOf } from "./walk_answer.js";
import { isSamePlace, isTimed } from "./walk_plan.js";
import { secondsUntilLeaving } from "./walk_times.js";

/** @typedef {import("./types").WalkPlan} WalkPlan */
/** @typedef {import("./types").WalkStop} WalkStop */
/** @typedef {import("./types").WalkPlace} WalkPlace */
/** @typedef {import("./types").WalkLeg} WalkLeg */
/** @typedef {import("./types").WalkedStop} WalkedStop */
/**
 * @typedef {object} Row
 * @property {WalkPlace} place
 * @property {WalkedStop | null} walked null where no answer tells of it
 * @property {WalkLeg | null} leg that leads to it
 * @property {number} leaving seconds after departure at which one leaves it
 * @property {number | undefined} stay minutes one asked to stay
 * @property {boolean} isFixed
 */

/**
 * Return the rows.
 * @param {{plan: WalkPlan, planned: import("./walk_planner.js").Planned | null, isCurrent: boolean, asWalked: () => WalkPlan}} planner
 * @returns {Row[]}
 */
export function rowsOf(planner) {
  const { plan, planned, isCurrent } = planner;
  const wished = planner.asWalked();
  const fixed = new Set(wished.fixed);
  const walkedRows = planned ? rowsOfAnswer(planned) : [];
  const isWhole = isCurrent || isTimed(plan);
  const places = isWhole ? walkedRows.map(({ place }) => place) : plan.stops;
  return places.map((place, index) => {
    const known = walkedRows.find((each) => isSamePlace(each.place, place));
    const stay = /** @type {WalkStop} */ (wished.stops[index] ?? {}).dwell_minutes;
    return {
      place,
      walked: known?.walked ?? null,
      leg: isWhole && known ? known.leg : null,
      leaving: known?.leaving ?? 0,
      stay,
      isFixed: fixed.has(index),
    };
  });
}

/** @param {import("./walk_planner.js").Planned} planned */
function rowsOfAnswer({ plan, answer }) {
  const { toStops } = legsByStop(answer, plan.start !== undefined);
  const leaving = secondsUntilLeaving(answer);
  return stopsOf(answer).map((walked, index) => {
    const { wished } = walked.properties;
    const place = (wished === null ? undefined : plan.stops[wished]) ?? placeOf(walked);
    return { place, walked, leg: toStops[index], leaving: leaving[index] };
  });
}
