/** The state of the coverage page in the URL, so that a link shows the same thing. */

import { readState, writePairs } from "./state.js";

/** @typedef {import("./coverage_types").CoverageState} CoverageState */

export const DEFAULT_MINUTES = 15;
export const LEAST_MINUTES = 5;
export const MOST_MINUTES = 30;
export const MOST_SITES = 10;
export const PROFILES = ["adult", "child", "senior", "stroller", "wheelchair"];
export const MOST_CORNERS = 50;

const VIEWS = /** @type {const} */ (["districts", "streets", "difference"]);
const TABS = /** @type {const} */ (["table", "whatif", "sites"]);
const METHODS = /** @type {const} */ (["quantiles", "equal", "natural"]);
const SOURCES = /** @type {const} */ (["junctions", "buildings"]);
const WALL_CLOCK = /^\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/;
const FIRST_SORT = "share";
const FIRST_COUNT = 3;
const PLACE_PARTS = 1e5; // about one metre

/**
 * Read the state from the query of a URL; what is not understood is left out.
 * @param {string} search
 * @param {"th" | "en"} language that the server chose for this page
 * @returns {CoverageState}
 */
export function readCoverage(search, language) {
  const query = new URLSearchParams(search);
  const { theme, city, lat, lon, zoom, kinds, q } = readState(search, language);
  const word = (/** @type {string} */ name, /** @type {RegExp} */ shape) =>
    shape.test(query.get(name) ?? "") ? query.get(name) : null;
  return {
    ...{ language, theme, city, lat, lon, zoom, q },
    kinds: kinds?.length ? kinds : null,
    minutes: whole(query.get("minutes"), LEAST_MINUTES, MOST_MINUTES) ?? DEFAULT_MINUTES,
    profile: oneOf(PROFILES, query.get("profile")),
    level: word("level", /^[a-z]{1,20}$/),
    at: word("at", WALL_CLOCK),
    view: oneOf(VIEWS, query.get("view")),
    tab: oneOf(TABS, query.get("tab")),
    method: oneOf(METHODS, query.get("classes")),
    district: word("district", /^[^\s<>"]{1,60}$/),
    sort: word("sort", /^-?[a-z_]{1,30}$/) ?? FIRST_SORT,
    scenario: query.get("scenario") || null,
    count: whole(query.get("count"), 1, MOST_SITES) ?? FIRST_COUNT,
    from: oneOf(SOURCES, query.get("from")),
    avoid: readAvoid(query.get("avoid")),
  };
}

/**
 * Write the state as the query of a URL, in one fixed order; what is as always is left out.
 * @param {CoverageState} state
 */
export function writeCoverage(state) {
  const unless = (/** @type {string | number} */ usual, /** @type {string | number} */ value) =>
    value === usual ? null : String(value);
  return writePairs([
    ["lang", state.language],
    ["theme", state.theme],
    ["city", state.city],
    ["lat", state.lat?.toFixed(5) ?? null],
    ["lon", state.lon?.toFixed(5) ?? null],
    ["zoom", state.zoom === null ? null : String(state.zoom)],
    ["kinds", state.kinds?.join(",") ?? null],
    ["minutes", unless(DEFAULT_MINUTES, state.minutes)],
    ["profile", unless(PROFILES[0], state.profile)],
    ["level", state.level],
    ["at", state.at],
    ["view", unless(VIEWS[0], state.view)],
    ["tab", unless(TABS[0], state.tab)],
    ["classes", unless(METHODS[0], state.method)],
    ["district", state.district],
    ["sort", unless(FIRST_SORT, state.sort)],
    ["q", state.q],
    ["count", unless(FIRST_COUNT, state.count)],
    ["from", unless(SOURCES[0], state.from)],
    ["avoid", writeAvoid(state.avoid)],
    ["scenario", state.scenario],
  ]);
}

/**
 * Say whether going from one state to the other is a step that "back" should undo; moving the map
 * and ordering the table are none.
 * @param {CoverageState} before
 * @param {CoverageState} after
 */
export function isCoverageStep(before, after) {
  const still = { lat: null, lon: null, zoom: null, sort: "", q: "" };
  return writeCoverage({ ...before, ...still }) !== writeCoverage({ ...after, ...still });
}

/** @template {string} Word @param {readonly Word[]} words the first is the usual one @param {string | null} word @returns {Word} */
function oneOf(words, word) {
  return words.find((each) => each === word) ?? words[0];
}

/** @param {string | null} text @param {number} least @param {number} most */
function whole(text, least, most) {
  const number = /^\d{1,3}$/.test(text ?? "") ? Number(text) : NaN;
  return number >= least && number <= most ? number : null;
}

/** @param {string | null} text @returns {CoverageState["avoid"]} */
function readAvoid(text) {
  if (text === "district") return "district";
  const corners = (text ?? "").split("~");
  if (corners.length < 3 || corners.length > MOST_CORNERS) return null;
  if (!corners.every((corner) => /^-?\d{1,8}x-?\d{1,7}$/.test(corner))) return null;
  return corners.map((corner) => {
    const [lon, lat] = corner.split("x").map((part) => Number(part) / PLACE_PARTS);
    return [lon, lat];
  });
}

/** @param {CoverageState["avoid"]} avoid */
function writeAvoid(avoid) {
  if (avoid === null || avoid === "district") return avoid;
  return avoid.map((corner) => corner.map((part) => Math.round(part * PLACE_PARTS)).join("x")).join("~");
}
