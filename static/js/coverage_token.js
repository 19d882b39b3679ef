/**
 * A scenario written as a token that fits into a link, and read back from it.
 *
 * A token is items joined by "~", the parts of an item by ".": `n<text>` its name; `a<place>` an
 * addition, `r<id>` a space taken away, `c<id>` one that is changed; each followed by what is known
 * of it: `k<kind>`, `p<place>`, `h<text>` opening hours, `s<number>` seats. A place is
 * `<lon>x<lat>` in hundred thousandths of a degree; texts are UTF-8 in base64url.
 */

import { MOST_CHANGES, NOTHING, countChanges } from "./coverage_scenario.js";
import { t } from "./words.js";

/** @typedef {import("./coverage_types").Scenario} Scenario */
/** @typedef {import("./coverage_types").Addition} Addition */
/** @typedef {import("./coverage_types").Change} Change */

export const MOST_LETTERS = 3_000; // some programs cut longer links off
export const MOST_NAME = 60;
const MOST_HOURS = 200;
const PLACE_PARTS = 1e5; // about one metre
const PLACE = /^-?\d{1,8}x-?\d{1,7}$/;
const ID = /^\d{1,15}$/;

/** @param {Scenario} scenario @returns {string | null} null where nothing is changed */
export function encodeScenario(scenario) {
  const items = [
    ...scenario.add.map((each) => item(`a${placeText(each)}`, { ...each, lon: undefined })),
    ...scenario.remove.map((id) => `r${id}`),
    ...scenario.change.map((each) => item(`c${each.space}`, each)),
  ];
  if (!items.length) return null;
  return [scenario.name && `n${toText(scenario.name)}`, ...items].filter(Boolean).join("~");
}

/**
 * Read a token.
 * @param {string | null} token
 * @returns {Scenario}
 * @throws {RangeError} with a sentence for people, where it is none
 */
export function decodeScenario(token) {
  if (token === null) return NOTHING;
  if (token.length > MOST_LETTERS) throw new RangeError(t("This link to a scenario is too long; it may hold at most {count} changes.", { count: MOST_CHANGES }));
  /** @type {Scenario} */
  const scenario = { name: "", add: [], remove: [], change: [] };
  for (const each of token.split("~")) readItem(scenario, each.split("."));
  if (countChanges(scenario) > MOST_CHANGES) throw new RangeError(t("This link to a scenario is too long; it may hold at most {count} changes.", { count: MOST_CHANGES }));
  const named = [...scenario.remove, ...scenario.change.map(({ space }) => space)];
  if (new Set(named).size < named.length) throw unreadable();
  return scenario;
}

function unreadable() {
  return new RangeError(t("This link to a scenario cannot be read; perhaps a part of it is missing."));
}

/** @param {Scenario} scenario @param {string[]} parts */
function readItem(scenario, [head, ...facts]) {
  const [letter, rest] = [head[0], head.slice(1)];
  if (letter === "n" && !facts.length) scenario.name = fromText(rest).slice(0, MOST_NAME);
  else if (letter === "a" && PLACE.test(rest)) scenario.add.push({ ...readPlace(rest), ...readFacts(facts, "khs") });
  else if (letter === "r" && ID.test(rest) && !facts.length) scenario.remove.push(Number(rest));
  else if (letter === "c" && ID.test(rest) && facts.length) scenario.change.push({ space: Number(rest), ...readFacts(facts, "phs") });
  else throw unreadable();
}

/** @param {string} head @param {Partial<Addition & Change>} known */
function item(head, { kind, lon, lat, opening_hours: hours, capacity }) {
  return [
    head,
    kind && `k${kind}`,
    lon !== undefined && lat !== undefined && `p${placeText({ lon, lat })}`,
    hours && `h${toText(hours)}`,
    capacity !== undefined && `s${capacity}`,
  ]
    .filter(Boolean)
    .join(".");
}

/** @param {string[]} facts @param {string} letters that may stand here */
function readFacts(facts, letters) {
  /** @type {{kind?: string, lon?: number, lat?: number, opening_hours?: string, capacity?: number}} */
  const known = {};
  for (const fact of facts) {
    const [letter, rest] = [fact[0], fact.slice(1)];
    if (!letters.includes(letter)) throw unreadable();
    if (letter === "k" && /^[a-z_]{1,30}$/.test(rest)) known.kind = rest;
    else if (letter === "p" && PLACE.test(rest)) Object.assign(known, readPlace(rest));
    else if (letter === "h") known.opening_hours = fromText(rest).slice(0, MOST_HOURS);
    else if (letter === "s" && /^\d{1,6}$/.test(rest)) known.capacity = Number(rest);
    else throw unreadable();
  }
  return known;
}

/** @param {{lon: number, lat: number}} place */
function placeText({ lon, lat }) {
  return `${Math.round(lon * PLACE_PARTS)}x${Math.round(lat * PLACE_PARTS)}`;
}

/** @param {string} text */
function readPlace(text) {
  const [lon, lat] = text.split("x").map((part) => Number(part) / PLACE_PARTS);
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) throw unreadable();
  return { lon, lat };
}

/** @param {string} text */
function toText(text) {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} letters */
function fromText(letters) {
  try {
    const bytes = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  } catch {
    throw unreadable();
  }
}
