/** Reading the answer of the walk planner. */

import { metresBetween } from "./distance.js";

/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./types").WalkLeg} WalkLeg */
/** @typedef {import("./types").WalkedStop} WalkedStop */
/** @typedef {import("./types").Box} Box */
/** @typedef {[number, number][]} Line lon, lat */

const LEAST_DOOR_METRES = 3; // shorter ones could not be seen
const DOOR_TOLERANCE_METRES = 1.5; // coordinates and metres are rounded

/** @param {WalkAnswer} answer */
export function stopsOf(answer) {
  return /** @type {WalkedStop[]} */ (answer.features.filter(({ properties }) => properties.type === "stop"));
}

/** @param {WalkAnswer} answer */
export function legsOf(answer) {
  return /** @type {WalkLeg[]} */ (answer.features.filter(({ properties }) => properties.type === "leg"));
}

/** Return what a stop would be in a plan. @param {WalkedStop} stop @returns {import("./types").WalkPlace} */
export function placeOf({ geometry, properties }) {
  const [lon, lat] = geometry.coordinates;
  return properties.space === null ? { lon, lat } : { space: properties.space };
}

/**
 * Return the leg that leads to each stop (null where the walk begins at it), and the one after the
 * last (null where the walk ends there).
 * @param {WalkAnswer} answer
 * @param {boolean} hasStart whether a start was asked for
 */
export function legsByStop(answer, hasStart) {
  const legs = hasStart ? legsOf(answer) : [null, ...legsOf(answer)];
  const count = stopsOf(answer).length;
  return { toStops: legs.slice(0, count), toEnd: legs[count] ?? null };
}

/**
 * Part the lines of legs into street and doors: what leads straight from the street to a stop and
 * back.
 * @param {WalkLeg[]} legs
 * @param {WalkedStop[]} stops
 * @param {boolean} hasStart
 * @returns {{streets: Line[], doors: Line[]}}
 */
export function streetsAndDoors(legs, stops, hasStart) {
  /** @type {{streets: Line[], doors: Line[]}} */
  const parts = { streets: [], doors: [] };
  for (const [index, leg] of legs.entries()) {
    const shift = hasStart ? 0 : 1;
    let line = leg.geometry.coordinates;
    if (endsAtDoor(line, stops[index + shift])) {
      parts.doors.push(line.slice(-2));
      line = line.slice(0, -1);
    }
    if (endsAtDoor([...line].reverse(), stops[index + shift - 1])) {
      parts.doors.push(line.slice(0, 2));
      line = line.slice(1);
    }
    if (line.length > 1) parts.streets.push(line);
  }
  return parts;
}

/** @param {Line} line @param {WalkedStop | undefined} stop */
function endsAtDoor(line, stop) {
  if (!stop || line.length < 2 || stop.properties.door_metres < LEAST_DOOR_METRES) return false;
  const [from, to] = line.slice(-2).map(([lon, lat]) => ({ lon, lat }));
  return Math.abs(metresBetween(from, to) - stop.properties.door_metres) < DOOR_TOLERANCE_METRES;
}

/** @param {WalkAnswer} answer @returns {Box} */
export function boxOfWalk(answer) {
  const places = [
    answer.walk.start,
    answer.walk.end,
    ...legsOf(answer).flatMap(({ geometry }) => geometry.coordinates),
    ...stopsOf(answer).map(({ geometry }) => geometry.coordinates),
  ];
  const lons = places.map(([lon]) => lon);
  const lats = places.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
