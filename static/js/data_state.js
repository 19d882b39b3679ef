/** What is chosen on the page of open data, in the URL and as parameters of the API. */

import { readState, writePairs } from "./state.js";

/** @typedef {import("./data_types").DataPage} DataPage */
/** @typedef {import("./data_types").DataState} DataState */
/** @typedef {import("./data_types").DataCollection} DataCollection */

const FIRST_FORMAT = "geojson";
const SYSTEM = /^(?:EPSG:)?(\d{4,6})$/i;

/**
 * Read what is chosen from the query of a URL; what is not understood is left out.
 * @param {string} search
 * @param {DataPage} page
 * @returns {DataState}
 */
export function readData(search, page) {
  const query = new URLSearchParams(search);
  const { language, theme, city, lat, lon, zoom, kinds } = readState(search, page.language);
  const collection = page.collections.find(({ id }) => id === query.get("collection")) ?? page.collections[0];
  /** @type {Record<string, string>} */
  const given = { kind: (kinds ?? []).join(","), ...Object.fromEntries(query) }; // kinds: as the map says it
  const asked = (/** @type {string} */ name) => (given[name] ?? "").trim();
  const names = collection.fields.map(({ name }) => name).filter((name) => asked(name));
  return completed(
    {
      ...{ language, theme, lat, lon, zoom },
      city: page.cities.some(({ id }) => id === city) ? city : null,
      collection: collection.id,
      values: Object.fromEntries(names.map((name) => [name, asked(name)])),
      q: asked("q"),
      open: asked("open_at") === "now",
      filter: asked("filter"),
      crs: asked("crs"),
      format: asked("f"),
    },
    page,
  );
}

/**
 * Return what is chosen without what the chosen collection and format do not know.
 * @param {DataState} state
 * @param {DataPage} page
 * @returns {DataState}
 */
export function completed(state, page) {
  const collection = collectionOf(page, state.collection);
  const known = new Set(collection.fields.map(({ name }) => name));
  const format = collection.formats.includes(state.format) ? state.format : FIRST_FORMAT;
  const values = Object.entries(state.values).filter(([name, value]) => known.has(name) && value);
  return {
    ...state,
    format,
    values: Object.fromEntries(values),
    q: collection.searchable ? state.q : "",
    open: collection.hasHours && state.open,
    crs: formatOf(page, format).systems === "any" ? systemName(state.crs) : "",
  };
}

/**
 * Write what is chosen as the query of a URL, in one fixed order.
 * @param {DataState} state
 */
export function writeData(state) {
  const place = (/** @type {number | null} */ value) => value?.toFixed(5) ?? null;
  return writePairs([
    ["lang", state.language],
    ["theme", state.theme],
    ["lat", place(state.lat)],
    ["lon", place(state.lon)],
    ["zoom", state.zoom === null ? null : String(state.zoom)],
    ["collection", state.collection],
    ...exportPairs(state),
  ]);
}

/** Every choice is a step that "back" should undo. @param {DataState} before @param {DataState} after */
export function isDataStep(before, after) {
  return writeData(before) !== writeData(after);
}

/**
 * Return the parameters that filter: the same for items, tiles and exports.
 * @param {DataState} state
 * @returns {[string, string | null][]}
 */
export function filterPairs(state) {
  return [
    ["city", state.city],
    ...Object.entries(state.values),
    ["q", state.q],
    ["open_at", state.open ? "now" : null],
    ["filter", state.filter],
  ];
}

/** @param {DataState} state @returns {[string, string | null][]} */
export function exportPairs(state) {
  return [...filterPairs(state), ["crs", state.crs], ["f", state.format]];
}

/**
 * Return the address of the export of what is chosen, fit to stand in single quotes.
 * @param {DataState} state
 * @param {DataCollection} collection
 */
export function exportUrl(state, collection) {
  return collection.urls.export + quotable(writePairs(exportPairs(state)));
}

/** Return a query in which no single quote ends a quotation. @param {string} query */
export function quotable(query) {
  return query.replace(/'/g, "%27");
}

/** Return an address of this service without its host. @param {string} url */
export function pathOf(url) {
  return url.slice(url.indexOf("/", "https://".length));
}

/** Return EPSG:32647 for 32647, and anything else as it is. @param {string} text */
function systemName(text) {
  const found = SYSTEM.exec(text);
  return found ? `EPSG:${found[1]}` : text;
}

/** @param {DataPage} page @param {string} id */
export function collectionOf(page, id) {
  return page.collections.find((each) => each.id === id) ?? page.collections[0];
}

/** @param {DataPage} page @param {string} id */
export function formatOf(page, id) {
  return page.formats.find((each) => each.id === id) ?? page.formats[0];
}
