/** What one asks of a walk, and how pressing things changes it. Plans are never changed in place. */

import { placeOf, stopsOf } from "./walk_answer.js";
import { placeText } from "./walk_token.js";

/** @typedef {import("./types").WalkPlan} WalkPlan */
/** @typedef {import("./types").WalkPlace} WalkPlace */
/** @typedef {import("./types").WalkStop} WalkStop */
/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {{stop: WalkStop, isFixed: boolean}} Flagged a stop and whether it stays at its place */

export const FIRST_BUDGET = 120;
const MOST_SEEN = 100;

/** @param {string} city @returns {WalkPlan} two hours, wherever they lead */
export function blankPlan(city) {
  return { city, stops: [], order: "best", budget_minutes: FIRST_BUDGET };
}

/** Whether the planner chooses the stops. @param {WalkPlan} plan */
export function isTimed(plan) {
  return plan.stops.length === 0 && plan.budget_minutes !== undefined;
}

/** Whether enough is said to plan a walk. @param {WalkPlan} plan */
export function isPlannable(plan) {
  if (isTimed(plan)) return plan.start !== undefined;
  return plan.stops.length + (plan.start ? 1 : 0) + (plan.end ? 1 : 0) >= 2 && plan.stops.length > 0;
}

/** Whether nothing is in it yet that would be a pity to lose. @param {WalkPlan} plan */
export function isBlank(plan) {
  return plan.stops.length === 0 && !plan.start && !plan.end;
}

/**
 * Return the plan with some fields changed; those set to undefined are taken out.
 * @param {WalkPlan} plan
 * @param {Partial<WalkPlan>} changes
 * @returns {WalkPlan}
 */
export function changed(plan, changes) {
  const all = Object.entries({ ...plan, ...changes }).filter(([, value]) => value !== undefined);
  return /** @type {any} */ (Object.fromEntries(all));
}

/**
 * Say whether two places are the same.
 * @param {WalkPlace | undefined} a
 * @param {WalkPlace | undefined} b
 */
export function isSamePlace(a, b) {
  return Boolean(a && b) && placeText(/** @type {WalkPlace} */ (a)) === placeText(/** @type {WalkPlace} */ (b));
}

/** @param {WalkPlan} plan @param {WalkStop} stop */
export function withStop(plan, stop) {
  if (plan.stops.some((each) => isSamePlace(each, stop))) return plan;
  const seen = "space" in stop ? plan.seen?.filter((id) => id !== stop.space) : plan.seen;
  return changed(plan, { stops: [...plan.stops, stop], seen: seen?.length ? seen : undefined });
}

/** @param {WalkPlan} plan @param {number} index */
export function withoutStop(plan, index) {
  return withFlagged(plan, flagged(plan).filter((_, each) => each !== index));
}

/**
 * Move a stop; from then on the order is the one given.
 * @param {WalkPlan} plan
 * @param {number} from
 * @param {number} to
 */
export function withMoved(plan, from, to) {
  const stops = flagged(plan).map(({ stop }) => ({ stop, isFixed: false }));
  const [moved] = stops.splice(from, 1);
  stops.splice(to, 0, moved);
  return changed(withFlagged(plan, stops), { order: "given" });
}

/** Hold a stop at its place in the best order, or let it go. @param {WalkPlan} plan @param {number} index */
export function withLock(plan, index) {
  const stops = flagged(plan);
  stops[index] = { ...stops[index], isFixed: !stops[index].isFixed };
  return changed(withFlagged(plan, stops), { order: "best" });
}

/** @param {WalkPlan} plan @param {number} index @param {number | undefined} minutes undefined: as usual there */
export function withStay(plan, index, minutes) {
  const stops = plan.stops.map((stop, each) => {
    if (each !== index) return stop;
    const { dwell_minutes: _, ...place } = stop;
    return /** @type {WalkStop} */ (minutes === undefined ? place : { ...place, dwell_minutes: minutes });
  });
  return { ...plan, stops };
}

/** Never choose a space again. @param {WalkPlan} plan @param {number} space */
export function withSeen(plan, space) {
  const seen = new Set([...(plan.seen ?? []), space]);
  return { ...plan, seen: [...seen].slice(-MOST_SEEN) };
}

/** @param {WalkPlan} plan @param {number} space */
export function withoutSeen(plan, space) {
  const seen = (plan.seen ?? []).filter((id) => id !== space);
  return changed(plan, { seen: seen.length ? seen : undefined });
}

/**
 * Take over the stops as they are walked: chosen ones become wished for, and wished ones stand in
 * the order of the walk, those left out behind them.
 * @param {WalkPlan} plan
 * @param {WalkAnswer} answer to this plan
 */
export function adopted(plan, answer) {
  const before = flagged(plan);
  const walked = stopsOf(answer).map((stop) => {
    const { wished } = stop.properties;
    const asked = wished === null ? undefined : before[wished];
    return asked ?? { stop: placeOf(stop), isFixed: false };
  });
  const left = before.filter((each) => !walked.includes(each));
  return withFlagged(plan, [...walked, ...left]);
}

/** @param {WalkPlan} plan @returns {Flagged[]} */
function flagged(plan) {
  const fixed = new Set(plan.fixed);
  return plan.stops.map((stop, index) => ({ stop, isFixed: fixed.has(index) }));
}

/** @param {WalkPlan} plan @param {Flagged[]} stops */
function withFlagged(plan, stops) {
  const fixed = stops.flatMap(({ isFixed }, index) => (isFixed ? [index] : []));
  return changed(plan, { stops: stops.map(({ stop }) => stop), fixed: fixed.length ? fixed : undefined });
}
