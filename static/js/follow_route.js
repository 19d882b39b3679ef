/** A walk answer as lines in local metres, and the nearest place on them. */

import { legsOf, stopsOf } from "./walk_answer.js";

/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./types").WalkLeg} WalkLeg */
/** @typedef {import("./follow_types").Route} Route */
/** @typedef {import("./follow_types").RouteLeg} RouteLeg */
/** @typedef {import("./follow_types").RouteStop} RouteStop */
/** @typedef {import("./follow_types").Place} Place */
/** @typedef {import("./follow_types").LonLat} LonLat */
/** @typedef {import("./follow_types").XY} XY */

const EARTH_RADIUS_METRES = 6_371_008.8;
const AHEAD_COSTS = 0.1; // of a metre sideways for each metre ahead: the earlier of two passes wins
const BACK_COSTS = 0.3;

/**
 * Return the route of a walk answer.
 * @param {WalkAnswer} answer
 * @returns {Route}
 */
export function routeOf(answer) {
  const legs = legsOf(answer);
  const stops = stopsOf(answer);
  const [lon, lat] = legs[0]?.geometry.coordinates[0] ?? stops[0].geometry.coordinates;
  const origin = { lon, lat };
  /** @type {RouteStop[]} */
  const placed = stops.map(({ properties, geometry }) => {
    const lonLat = geometry.coordinates;
    return { ...properties, lonLat, at: inMetres(origin, lonLat) };
  });
  const lines = legs.map(({ geometry, properties }) => legOf(origin, geometry.coordinates, properties));
  const beginsAtStop = firstLegLeavesFirstStop(lines, placed);
  const shift = beginsAtStop ? 1 : 0;
  const led = lines.map((leg, index) => ({ ...leg, stop: placed[index + shift] ? index + shift : null }));
  return { origin, legs: led, stops: placed, beginsAtStop };
}

/**
 * Return a place in metres east and north of the origin (equirectangular, good to 0.1 % over the
 * few kilometres of a walk).
 * @param {Place} origin
 * @param {LonLat} place
 * @returns {XY}
 */
export function inMetres(origin, [lon, lat]) {
  const radians = Math.PI / 180;
  return {
    x: (lon - origin.lon) * radians * Math.cos(origin.lat * radians) * EARTH_RADIUS_METRES,
    y: (lat - origin.lat) * radians * EARTH_RADIUS_METRES,
  };
}

/** @param {XY} a @param {XY} b */
export function metresApart(a, b) {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/**
 * Return the nearest place of a part of a leg. Of two passes by the same street the one closer to
 * where one already was wins.
 * @param {RouteLeg} leg
 * @param {XY} at
 * @param {{from: number, to: number, expected: number}} part in metres along the leg
 * @returns {{along: number, distance: number}}
 */
export function nearestOnLeg(leg, at, { from, to, expected }) {
  let best = { along: from, distance: Infinity, cost: Infinity };
  for (let index = 1; index < leg.line.length; index += 1) {
    const [begins, ends] = [leg.along[index - 1], leg.along[index]];
    if (ends < from || begins > to) continue;
    const along = clamped(nearestAlong(leg, index, at), from, to);
    const distance = metresApart(at, placeAt(leg, index, along));
    const ahead = along - expected;
    const cost = distance + (ahead > 0 ? ahead * AHEAD_COSTS : -ahead * BACK_COSTS);
    if (cost < best.cost) best = { along, distance, cost };
  }
  if (best.distance === Infinity) best.distance = metresApart(at, leg.end);
  return { along: best.along, distance: best.distance };
}

/**
 * @param {Place} origin @param {LonLat[]} coordinates
 * @param {WalkLeg["properties"]} properties
 * @returns {RouteLeg}
 */
function legOf(origin, coordinates, { seconds, steps }) {
  const line = coordinates.map((each) => inMetres(origin, each));
  const along = [0];
  for (let index = 1; index < line.length; index += 1) {
    along.push(along[index - 1] + metresApart(line[index - 1], line[index]));
  }
  const last = line.length - 1;
  return {
    line,
    along,
    metres: along[last],
    seconds,
    steps: (steps ?? []).map((step) => ({ ...step, along: along[clamped(step.vertex, 0, last)] })),
    end: line[last],
    stop: null,
  };
}

/**
 * Say whether leg 1 leaves stop 1 instead of leading to it, told by where the legs end.
 * @param {RouteLeg[]} legs @param {RouteStop[]} stops
 */
function firstLegLeavesFirstStop(legs, stops) {
  if (legs.length !== stops.length) return legs.length < stops.length;
  const gap = (/** @type {number} */ shift) =>
    legs.reduce((sum, leg, index) => {
      const stop = stops[index + shift];
      return stop ? sum + metresApart(leg.end, stop.at) : sum + metresApart(leg.line[0], stops[index].at);
    }, 0);
  return gap(1) < gap(0);
}

/** Metres along the leg to the point of segment `index` nearest to a place. @param {RouteLeg} leg @param {number} index @param {XY} at */
function nearestAlong({ line, along }, index, at) {
  const [a, b] = [line[index - 1], line[index]];
  const squared = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  if (!squared) return along[index];
  const share = ((at.x - a.x) * (b.x - a.x) + (at.y - a.y) * (b.y - a.y)) / squared;
  return along[index - 1] + clamped(share, 0, 1) * (along[index] - along[index - 1]);
}

/** @param {RouteLeg} leg @param {number} index @param {number} metres @returns {XY} */
function placeAt({ line, along }, index, metres) {
  const [a, b] = [line[index - 1], line[index]];
  const length = along[index] - along[index - 1];
  const share = length ? clamped((metres - along[index - 1]) / length, 0, 1) : 0;
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** @param {number} value @param {number} least @param {number} most */
function clamped(value, least, most) {
  return Math.min(most, Math.max(least, value));
}
