/** Distances as people say them. */

const EARTH_RADIUS_METRES = 6_371_008.8;

/**
 * Word a distance, rounded to what a walker cares for.
 * @param {number} metres
 * @param {"th" | "en"} language
 */
export function distanceInWords(metres, language) {
  const [value, unit] = metres < 995 ? [roundTo(metres, 10), "meter"] : [metres / 1000, "kilometer"];
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: value < 10 && unit === "kilometer" ? 1 : 0,
  }).format(value);
}

/**
 * Return metres between two places along the great circle.
 * @param {{lat: number, lon: number}} a
 * @param {{lat: number, lon: number}} b
 */
export function metresBetween(a, b) {
  const radians = Math.PI / 180;
  const [from, to] = [a.lat * radians, b.lat * radians];
  const half =
    Math.sin((to - from) / 2) ** 2 +
    Math.cos(from) * Math.cos(to) * Math.sin(((b.lon - a.lon) * radians) / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(half));
}

/** @param {number} value @param {number} step */
function roundTo(value, step) {
  return Math.max(step, Math.round(value / step) * step);
}
