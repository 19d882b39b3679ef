/** A route as it is drawn: its stops in order, and how it is sent and read back. Pure. */

/** @typedef {import("./route_types").DraftStop} DraftStop */
/** @typedef {import("./route_types").RouteDocument} RouteDocument */
/** @typedef {Record<string, any>} Words what stands in the form beside the stops */

export const MOST_STOPS = 45;
const TEXTS = /** @type {const} */ (["title_th", "title_en", "story_th", "story_en"]);
const ROUTE_TEXTS = [...TEXTS, "difficulty", "best_hours", "profile"];
const LISTS = ["age_groups", "agendas", "themes"];

/**
 * Return the stops with one more at the end; the same ones where it is among them or there is no room.
 * @param {DraftStop[]} stops @param {DraftStop} stop
 */
export function withStop(stops, stop) {
  const isThere = stops.some((each) => isSame(each, stop));
  return isThere || stops.length >= MOST_STOPS ? stops : [...stops, stop];
}

/** @param {DraftStop} a @param {DraftStop} b */
function isSame(a, b) {
  return a.space !== undefined || b.space !== undefined ? a.space === b.space : a.lon === b.lon && a.lat === b.lat;
}

/** @param {DraftStop[]} stops @param {number} at */
export function withoutStop(stops, at) {
  return stops.filter((_, index) => index !== at);
}

/** @param {DraftStop[]} stops @param {number} from @param {number} to */
export function movedStop(stops, from, to) {
  const rest = withoutStop(stops, from);
  return [...rest.slice(0, to), stops[from], ...rest.slice(to)];
}

/** @param {DraftStop[]} stops @param {number} at @param {Partial<DraftStop>} changes */
export function changedStop(stops, at, changes) {
  return stops.map((stop, index) => (index === at ? { ...stop, ...changes } : stop));
}

/**
 * Return the body that is sent.
 * @param {string} city @param {Words} words @param {DraftStop[]} stops
 */
export function bodyOf(city, words, stops) {
  return { city, ...words, stops: stops.map(stopBody) };
}

/** @param {DraftStop} stop */
function stopBody(stop) {
  const place = stop.space === undefined ? { lon: stop.lon, lat: stop.lat } : { space: stop.space };
  const texts = Object.fromEntries(TEXTS.filter((name) => stop[name]).map((name) => [name, stop[name]]));
  return { ...place, ...texts, ...(stop.dwell_minutes === undefined ? {} : { dwell_minutes: stop.dwell_minutes }) };
}

/**
 * Return what stands in the form of a route that is read. @param {RouteDocument} route
 * @returns {Words}
 */
export function wordsOf(route) {
  /** @type {Words} */
  const words = { loop: route.loop, picture: route.picture?.key ?? null };
  const said = /** @type {Record<string, any>} */ (/** @type {unknown} */ (route));
  for (const name of ROUTE_TEXTS) words[name] = said[name] ?? null;
  for (const name of LISTS) words[name] = said[name] ?? [];
  return words;
}

/** Return the stops of a route that is read. @param {RouteDocument} route @param {"th" | "en"} language @returns {DraftStop[]} */
export function stopsOf(route, language) {
  return route.stops.filter(({ space, lon }) => space !== null || lon !== undefined).map((stop) => {
    /** @type {DraftStop} */
    const read = stop.space === null ? { lon: stop.lon, lat: stop.lat } : { space: stop.space };
    for (const name of TEXTS) if (stop[name]) read[name] = stop[name] ?? undefined;
    if (stop.dwell_minutes !== null) read.dwell_minutes = stop.dwell_minutes;
    const [first, second] = language === "en" ? [stop.name_en, stop.name_th] : [stop.name_th, stop.name_en];
    return { ...read, name: first ?? second ?? undefined, kind: stop.kind };
  });
}

/** Return themes as they are typed, parted by commas. @param {string} text */
export function themesIn(text) {
  return [...new Set(text.split(/[,،、]/).map((each) => each.trim()).filter(Boolean))];
}
