/** The cities of the store: where they lie, what they have, which one to open. */

/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").City} City */
/** @typedef {import("./types").State} State */

const HOME_TIMEZONE = "Asia/Bangkok";

/**
 * Return the box around a city, or around all of them for no slug.
 * @param {City[]} cities
 * @param {string | null} slug
 * @returns {Box}
 */
export function boxOf(cities, slug) {
  const boxes = cities.filter((city) => !slug || city.id === slug).map((city) => city.bbox);
  return [
    Math.min(...boxes.map(([west]) => west)),
    Math.min(...boxes.map(([, south]) => south)),
    Math.max(...boxes.map(([, , east]) => east)),
    Math.max(...boxes.map(([, , , north]) => north)),
  ];
}

/**
 * Return how many spaces of each kind a city has, or all of them together for no slug.
 * @param {City[]} cities
 * @param {string | null} slug
 */
export function kindCounts(cities, slug) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const city of cities.filter(({ id }) => !slug || id === slug)) {
    for (const [kind, count] of Object.entries(city.spaces)) {
      counts[kind] = (counts[kind] ?? 0) + count;
    }
  }
  return counts;
}

/**
 * Return the city to open: the one asked for, the largest where that is unknown or none is asked
 * for, and all of them (null) where there are several and the link names a place instead.
 * @param {City[]} cities at least one
 * @param {Pick<State, "city" | "lat">} state
 */
export function openingCity(cities, { city, lat }) {
  if (cities.some(({ id }) => id === city)) return city;
  if (city === null && lat !== null && cities.length > 1) return null;
  const size = (/** @type {City} */ { spaces }) => Object.values(spaces).reduce((a, b) => a + b, 0);
  return [...cities].sort((a, b) => size(b) - size(a))[0].id;
}

/**
 * Return the city in whose box a place lies, null where none does.
 * @param {City[]} cities
 * @param {{lat: number, lon: number}} place
 */
export function cityAt(cities, { lat, lon }) {
  const found = cities.find(({ bbox: [west, south, east, north] }) => west <= lon && lon <= east && south <= lat && lat <= north);
  return found?.id ?? null;
}

/**
 * Return the time zone in which a city's clocks run.
 * @param {City[]} cities
 * @param {string | null} slug
 */
export function timezoneOf(cities, slug) {
  return cities.find(({ id }) => id === slug)?.timezone ?? HOME_TIMEZONE;
}
