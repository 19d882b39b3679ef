/** Where one is on a walk: positions come in, progress comes out. Nothing here knows the page. */

import { inMetres, metresApart, nearestOnLeg } from "./follow_route.js";

/** @typedef {import("./follow_types").Route} Route */
/** @typedef {import("./follow_types").RouteLeg} RouteLeg */
/** @typedef {import("./follow_types").RouteStep} RouteStep */
/** @typedef {import("./follow_types").Progress} Progress */
/** @typedef {import("./follow_types").Fix} Fix */
/** @typedef {import("./follow_types").XY} XY */
/** @typedef {{at: XY, accuracy: number, slack: number}} Seen */

const LOOK_AHEAD_METRES = 200;
const FALL_BACK_METRES = 30;
const OFF_METRES = 40;
const OFF_FIXES = 3;
const ARRIVED_METRES = 25;
const ARRIVED_MOST_METRES = 50;
const DOOR_METRES = 100; // so near the end of the line that being close to the stop is being there
const LEFT_METRES = 60;
const LEFT_FIXES = 2;
const PASSED_METRES = 8;

/** A position no better than this tells nothing about streets. */
export const ROUGH_METRES = 150;

/** @type {Progress} */
const AT_BEGINNING = { phase: "walking", leg: 0, along: 0, furthest: 0, misses: 0, isOff: false, away: 0 };

/**
 * Return the progress of somebody who has not been seen yet.
 * @param {Route} route
 * @returns {Progress}
 */
export function notBegun(route) {
  return { ...AT_BEGINNING, phase: "approach", leg: route.beginsAtStop ? -1 : 0 };
}

/**
 * Return the progress after one more position.
 * @param {Route} route
 * @param {Progress} progress
 * @param {Fix} fix a rough one changes nothing
 * @returns {Progress}
 */
export function advance(route, progress, fix) {
  if (progress.phase === "finished" || fix.accuracy > ROUGH_METRES) return progress;
  const at = inMetres(route.origin, [fix.lon, fix.lat]);
  const seen = { at, accuracy: fix.accuracy, slack: Math.max(OFF_METRES, 2 * fix.accuracy) };
  if (progress.phase === "approach") return approaching(route, progress, seen);
  if (progress.phase === "arrived") return perhapsLeaving(route, progress, seen);
  return walking(route, progress, seen);
}

/**
 * Return the progress of somebody who leaves a stop, or gives up the one they are walking to.
 * @param {Route} route
 * @param {Progress} progress
 * @returns {Progress}
 */
export function goOn(route, progress) {
  const leg = progress.leg + 1;
  if (leg >= route.legs.length) return { ...progress, phase: "finished", isOff: false, misses: 0 };
  return { ...AT_BEGINNING, leg };
}

/**
 * Return the progress of somebody who says that they are there.
 * @param {Route} route
 * @param {Progress} progress
 * @returns {Progress}
 */
export function arrive(route, progress) {
  const leg = route.legs[progress.leg];
  const phase = leg && leg.stop === null ? "finished" : "arrived";
  return { ...progress, phase, along: leg?.metres ?? 0, misses: 0, isOff: false, away: 0 };
}

/**
 * Return the position of the stop one walks to or is at, null where it is the end of the walk.
 * @param {Route} route
 * @param {Progress} progress
 */
export function stopAhead(route, { leg }) {
  return leg < 0 ? 0 : (route.legs[leg]?.stop ?? null);
}

/**
 * Return the positions of the stops that are still to come.
 * @param {Route} route
 * @param {Progress} progress
 */
export function stopsRemaining(route, progress) {
  if (progress.phase === "finished") return [];
  const ahead = stopAhead(route, progress);
  const from = ahead === null ? route.stops.length : ahead + (progress.phase === "arrived" ? 1 : 0);
  return route.stops.map((_, index) => index).slice(from);
}

/**
 * Return the instruction ahead and the metres to it, and the way to the end of the leg.
 * @param {Route} route
 * @param {Progress} progress
 * @returns {{step: RouteStep | null, stepIndex: number, stepMetres: number, metres: number, seconds: number}}
 */
export function wayAhead(route, progress) {
  const leg = route.legs[progress.leg];
  if (!leg || progress.phase === "approach") {
    return { step: null, stepIndex: -1, stepMetres: 0, metres: progress.away, seconds: 0 };
  }
  const stepIndex = leg.steps.findIndex((step) => step.along >= progress.along - PASSED_METRES);
  const step = leg.steps[stepIndex] ?? leg.steps.at(-1) ?? null;
  const metres = Math.max(0, leg.metres - progress.along);
  return {
    step,
    stepIndex,
    stepMetres: step ? Math.max(0, step.along - progress.along) : metres,
    metres,
    seconds: leg.metres ? leg.seconds * (metres / leg.metres) : 0,
  };
}

/**
 * Return the seconds that the rest of the walk takes, staying at the stops among it.
 * @param {Route} route
 * @param {Progress} progress
 * @param {number} [stayed] seconds already spent at the stop one is at
 */
export function secondsToEnd(route, progress, stayed = 0) {
  if (progress.phase === "finished") return 0;
  const begun = progress.phase === "walking" ? wayAhead(route, progress).seconds : 0;
  const whole = route.legs.slice(progress.phase === "approach" ? 0 : progress.leg + 1);
  const stays = stopsRemaining(route, progress).map((index) => route.stops[index].dwell_minutes * 60);
  const here = progress.phase === "arrived" ? stayHere(route, progress, stayed) : 0;
  return begun + here + sum(whole.map(({ seconds }) => seconds)) + sum(stays);
}

/** @param {Route} route @param {Progress} progress @param {number} stayed */
function stayHere(route, progress, stayed) {
  const stop = route.stops[stopAhead(route, progress) ?? -1];
  return Math.max(0, (stop?.dwell_minutes ?? 0) * 60 - stayed);
}

/** @param {Route} route @param {Progress} progress @param {Seen} seen @returns {Progress} */
function approaching(route, progress, seen) {
  if (route.beginsAtStop) {
    const away = metresApart(seen.at, route.stops[0].at);
    return away <= arrivalRadius(seen) ? arrive(route, progress) : { ...progress, away };
  }
  const found = matched(route.legs[0], seen, 0);
  if (found.distance <= seen.slack) return walking(route, { ...progress, phase: "walking" }, seen);
  return { ...progress, away: metresApart(seen.at, route.legs[0].line[0]) };
}

/** @param {Route} route @param {Progress} progress @param {Seen} seen @returns {Progress} */
function walking(route, progress, seen) {
  const leg = route.legs[progress.leg];
  const found = matched(leg, seen, progress.furthest);
  if (isThere(route, leg, seen, found)) return arrive(route, progress);
  if (found.distance > seen.slack) {
    const misses = progress.misses + 1;
    return { ...progress, misses, isOff: progress.isOff || misses >= OFF_FIXES, away: found.distance };
  }
  const furthest = Math.max(progress.furthest, found.along);
  return { ...progress, along: found.along, furthest, misses: 0, isOff: false, away: found.distance };
}

/** Whoever walks on without a word has left the stop. @param {Route} route @param {Progress} progress @param {Seen} seen @returns {Progress} */
function perhapsLeaving(route, progress, seen) {
  const next = route.legs[progress.leg + 1];
  const stop = route.stops[stopAhead(route, progress) ?? -1];
  if (!next || !stop) return progress;
  const found = matched(next, seen, 0);
  const gone = metresApart(seen.at, stop.at) > Math.max(LEFT_METRES, 2 * seen.accuracy);
  if (!gone || found.distance > seen.slack || found.along < LEFT_METRES) return { ...progress, misses: 0 };
  const misses = progress.misses + 1;
  if (misses < LEFT_FIXES) return { ...progress, misses };
  return walking(route, goOn(route, progress), seen);
}

/**
 * Find the place on a leg: first near where one was, then on all that is left of the leg; never on
 * another leg, which may pass by the same street.
 * @param {RouteLeg} leg @param {Seen} seen @param {number} furthest
 */
function matched(leg, { at, slack }, furthest) {
  const from = Math.max(0, furthest - FALL_BACK_METRES);
  const near = nearestOnLeg(leg, at, { from, to: furthest + LOOK_AHEAD_METRES, expected: furthest });
  if (near.distance <= slack) return near;
  const rest = nearestOnLeg(leg, at, { from, to: leg.metres, expected: furthest });
  return rest.distance <= slack ? rest : near;
}

/**
 * Near the stop is there, unless the line says that one is on its way around something to it.
 * @param {Route} route @param {RouteLeg} leg @param {Seen} seen
 * @param {{along: number, distance: number}} found
 */
function isThere(route, leg, seen, found) {
  const targets = [leg.end, ...(leg.stop === null ? [] : [route.stops[leg.stop].at])];
  const near = targets.some((target) => metresApart(seen.at, target) <= arrivalRadius(seen));
  return near && (leg.metres - found.along <= DOOR_METRES || found.distance > seen.slack);
}

/** @param {Seen} seen */
function arrivalRadius({ accuracy }) {
  return Math.max(ARRIVED_METRES, Math.min(accuracy, ARRIVED_MOST_METRES));
}

/** @param {number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
