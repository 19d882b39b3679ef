/** The state of the map and its form in the URL, so that a link shows the same thing. */

/** @typedef {import("./types").State} State */

const THEMES = ["light", "dark"];
const COORDINATE_DIGITS = 5; // about one metre

/**
 * Read the state from the query of a URL; what is not understood is left out.
 * @param {string} search
 * @param {"th" | "en"} language that the server chose for this page
 * @returns {State}
 */
export function readState(search, language) {
  const query = new URLSearchParams(search);
  const theme = query.get("theme") ?? "";
  const wheelchair = query.get("wheelchair");
  return {
    language,
    theme: THEMES.includes(theme) ? /** @type {"light" | "dark"} */ (theme) : null,
    city: query.get("city") || null,
    lat: number(query, "lat", 85),
    lon: number(query, "lon", 180),
    zoom: number(query, "zoom", 22),
    kinds: query.has("kinds") ? list(query, "kinds").filter((kind) => kind !== "none") : null,
    ages: list(query, "age"),
    open: query.get("open") === "now",
    wheelchair: wheelchair === "yes" || wheelchair === "limited" ? wheelchair : "",
    q: (query.get("q") ?? "").trim(),
    district: identity(query, "district"),
    space: identity(query, "space"),
    walk: query.get("walk") || null,
  };
}

/**
 * Write the state as the query of a URL, in one fixed order.
 * @param {State} state
 */
export function writeState(state) {
  return writePairs([
    ["lang", state.language],
    ["theme", state.theme],
    ["city", state.city],
    ["lat", fixed(state.lat)],
    ["lon", fixed(state.lon)],
    ["zoom", state.zoom === null ? null : String(state.zoom)],
    ["kinds", state.kinds && (state.kinds.join(",") || "none")],
    ["age", state.ages.join(",")],
    ["open", state.open ? "now" : null],
    ["wheelchair", state.wheelchair],
    ["q", state.q],
    ["district", state.district === null ? null : String(state.district)],
    ["space", state.space === null ? null : String(state.space)],
    ["walk", state.walk],
  ]);
}

/**
 * Write the names that have a value as a query, in the order given.
 * @param {[string, string | null][]} pairs
 */
export function writePairs(pairs) {
  const written = pairs
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encoded(value ?? "")}`);
  return `?${written.join("&")}`;
}

/**
 * Say whether going from one state to the other is a step that "back" should undo; moving the map
 * is none.
 * @param {State} before
 * @param {State} after
 */
export function isStep(before, after) {
  const still = { lat: null, lon: null, zoom: null };
  return writeState({ ...before, ...still }) !== writeState({ ...after, ...still });
}

/**
 * Return the parameters by which the server filters spaces; the same for tiles, lists and search.
 * @param {State} state
 * @returns {Record<string, string>}
 */
export function filterParameters(state) {
  /** @type {Record<string, string>} */
  const parameters = {};
  if (state.city) parameters.city = state.city;
  if (state.kinds?.length) parameters.kind = state.kinds.join(",");
  if (state.ages.length) parameters.age_group = state.ages.join(",");
  if (state.wheelchair) parameters.wheelchair = state.wheelchair === "yes" ? "yes" : "yes,limited";
  if (state.open) parameters.open_at = "now";
  if (state.q) parameters.q = state.q;
  return parameters;
}

/**
 * Say whether something is filtered out at present.
 * @param {State} state
 */
export function isFiltered(state) {
  return Boolean(
    state.kinds !== null || state.ages.length || state.open || state.wheelchair || state.q,
  );
}

/** What takes every filter off. */
export const NO_FILTER = Object.freeze({
  kinds: null,
  ages: /** @type {string[]} */ ([]),
  open: false,
  wheelchair: /** @type {""} */ (""),
  q: "",
});

/** @param {URLSearchParams} query @param {string} name @param {number} limit */
function number(query, name, limit) {
  const text = query.get(name);
  const value = text ? Number(text) : NaN;
  return Number.isFinite(value) && Math.abs(value) <= limit ? value : null;
}

/** @param {URLSearchParams} query @param {string} name */
function identity(query, name) {
  const text = query.get(name) ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** @param {URLSearchParams} query @param {string} name */
function list(query, name) {
  const words = (query.get(name) ?? "").split(",").filter((word) => /^[a-z_]+$/.test(word));
  return [...new Set(words)];
}

/** @param {number | null} value */
function fixed(value) {
  return value === null ? null : value.toFixed(COORDINATE_DIGITS);
}

/** Keep commas and Thai letters readable in the address bar. @param {string} value */
function encoded(value) {
  return encodeURIComponent(value).replace(/%2C/g, ",").replace(/%3A/g, ":");
}
