/**
 * A walk one asks for, written as a token that fits into a link and read back from it.
 *
 * A token is items joined by "_": `c` city, `a` start, the stops, `z` end, then options. A place is
 * `p<lon>x<lat>` in hundred thousandths of a degree, a space is `s<id>`; a stop may end in
 * `t<minutes>` (how long one stays) and `f` (it stays at its place in the order). In a word "_" is
 * written ".". The server reads and writes the same in geoservice/publish/walk_tokens.py.
 */

import { withOffset } from "./city_clock.js";
import { t } from "./words.js";

/** @typedef {import("./types").WalkPlan} WalkPlan */
/** @typedef {import("./types").WalkPlace} WalkPlace */
/** @typedef {import("./types").WalkStop} WalkStop */
/** @typedef {(city: string) => string} ZoneOf the time zone of a city by its slug */

const PLACE_PARTS = 1e5; // about one metre
const STOP = /^(s\d{1,15}|p-?\d{1,8}x-?\d{1,7})(?:t(\d{1,4}))?(f)?$/;
const WALL_CLOCK = /^d(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/;
const WORDS = /^[a-z.]+(?:-[a-z.]+)*$/;
const STAYS = /^[a-z.]+-\d{1,4}(?:-[a-z.]+-\d{1,4})*$/;
const IDS = /^\d{1,15}(?:-\d{1,15})*$/;

/**
 * Write a plan as a token; the time of departure as the wall clock it was written with.
 * @param {WalkPlan} plan
 */
export function encodeWalk(plan) {
  const fixed = new Set(plan.fixed);
  return [
    `c${plan.city}`,
    plan.start && `a${placeText(plan.start)}`,
    ...plan.stops.map((stop, index) => stopText(stop, fixed.has(index))),
    plan.end && `z${placeText(plan.end)}`,
    plan.loop && "l",
    plan.order === "given" && "o",
    plan.budget_minutes && `b${plan.budget_minutes}`,
    plan.profile && plan.profile !== "adult" && `m${plan.profile}`,
    plan.depart && `d${plan.depart.slice(0, 16).replace(/\D/g, "")}`,
    listText("k", plan.kinds),
    listText("h", plan.themes),
    plan.age_group && listText("g", [plan.age_group]),
    staysText(plan.dwell_minutes),
    listText("w", plan.prefer),
    listText("x", plan.seen),
  ]
    .filter(Boolean)
    .join("_");
}

/**
 * Read a token.
 * @param {string} token
 * @param {ZoneOf} zoneOf
 * @returns {WalkPlan}
 * @throws {RangeError} with a sentence for people, where it is none
 */
export function decodeWalk(token, zoneOf) {
  const [head, ...items] = token.split("_");
  if (!/^c[a-z0-9-]+$/.test(head)) throw new RangeError(unreadable());
  /** @type {WalkPlan} */
  const plan = { city: head.slice(1), stops: [], order: "best" };
  for (const item of items) {
    if (!readStop(plan, item) && !readOption(plan, item, zoneOf)) throw new RangeError(unreadable());
  }
  return plan;
}

/** Return the city that a token names, null where there is none. @param {string | null} token */
export function cityOfToken(token) {
  return /^c([a-z0-9-]+)(?:_|$)/.exec(token ?? "")?.[1] ?? null;
}

function unreadable() {
  return t("This link to a walk cannot be read; perhaps a part of it is missing.");
}

/** @param {WalkPlan} plan @param {string} item */
function readStop(plan, item) {
  const [, place, minutes, isFixed] = STOP.exec(item) ?? [];
  if (!place) return false;
  /** @type {WalkStop} */
  const stop = readPlace(place);
  if (minutes) stop.dwell_minutes = Number(minutes);
  if (isFixed) plan.fixed = [...(plan.fixed ?? []), plan.stops.length];
  plan.stops.push(stop);
  return true;
}

/** @param {WalkPlan} plan @param {string} item @param {ZoneOf} zoneOf */
function readOption(plan, item, zoneOf) {
  const rest = item.slice(1);
  const isPlace = STOP.exec(rest)?.[1] === rest;
  const isNumber = /^\d{1,5}$/.test(rest);
  if (item === "l") plan.loop = true;
  else if (item === "o") plan.order = "given";
  else if (item[0] === "a" && isPlace) plan.start = readPlace(rest);
  else if (item[0] === "z" && isPlace) plan.end = readPlace(rest);
  else if (item[0] === "b" && isNumber) plan.budget_minutes = Number(rest);
  else if (item[0] === "t" && isNumber) plan.dwell_minutes = Number(rest);
  else if (item[0] === "t" && STAYS.test(rest)) plan.dwell_minutes = readStays(rest);
  else if (item[0] === "d" && WALL_CLOCK.test(item)) plan.depart = readClock(item, zoneOf(plan.city));
  else if (item[0] === "x" && IDS.test(rest)) plan.seen = rest.split("-").map(Number);
  else return WORDS.test(rest) && readWords(plan, item[0], readList(rest));
  return true;
}

/** @param {WalkPlan} plan @param {string} letter @param {string[]} words */
function readWords(plan, letter, words) {
  if (letter === "k") plan.kinds = words;
  else if (letter === "h") plan.themes = words;
  else if (letter === "w") plan.prefer = words;
  else if (letter === "m") [plan.profile] = words;
  else if (letter === "g") [plan.age_group] = words;
  else return false;
  return true;
}

/** @param {WalkPlace} place */
export function placeText(place) {
  if ("space" in place) return `s${place.space}`;
  return `p${Math.round(place.lon * PLACE_PARTS)}x${Math.round(place.lat * PLACE_PARTS)}`;
}

/** @param {string} text @returns {WalkPlace} */
function readPlace(text) {
  if (text[0] === "s") return { space: Number(text.slice(1)) };
  const [lon, lat] = text.slice(1).split("x").map((part) => Number(part) / PLACE_PARTS);
  return { lon, lat };
}

/** @param {WalkStop} stop @param {boolean} isFixed */
function stopText(stop, isFixed) {
  const stay = stop.dwell_minutes === undefined ? "" : `t${stop.dwell_minutes}`;
  return placeText(stop) + stay + (isFixed ? "f" : "");
}

/** @param {string} letter @param {(string | number)[] | undefined} words */
function listText(letter, words) {
  return words?.length ? letter + words.join("-").replaceAll("_", ".") : "";
}

/** @param {WalkPlan["dwell_minutes"]} minutes for all, or by kind */
function staysText(minutes) {
  if (typeof minutes === "object") return listText("t", Object.entries(minutes).flat());
  return minutes === undefined ? "" : `t${minutes}`;
}

/** @param {string} text */
function readStays(text) {
  const parts = readList(text);
  return Object.fromEntries(parts.flatMap((kind, at) => (at % 2 ? [] : [[kind, Number(parts[at + 1])]])));
}

/** @param {string} text */
function readList(text) {
  return text.replaceAll(".", "_").split("-");
}

/** @param {string} item @param {string} zone */
function readClock(item, zone) {
  const [, year, month, day, hour, minute] = WALL_CLOCK.exec(item) ?? [];
  const wall = `${year}-${month}-${day}T${hour}:${minute}`;
  if (Number.isNaN(Date.parse(`${wall}Z`))) throw new RangeError(unreadable());
  return withOffset(wall, zone);
}
