/** A walk made by hand, in metres from a corner near Chiang Mai, for the tests of follow mode. */

const ORIGIN = { lon: 98.98, lat: 18.79 };
// 6,371,008.8 m x pi / 180 = 111,195.08 m a degree of latitude;
// x cos(18.79 degrees) = 0.9467059 gives 105,269.04 m a degree of longitude
const METRES_NORTH = 111_195.08;
const METRES_EAST = 105_269.04;

/** @typedef {import("../../static/js/follow_types").LonLat} LonLat */
/** @typedef {import("../../static/js/types").WalkAnswer} WalkAnswer */
/** @typedef {{type: string, geometry: object, properties: object}} Part */

/** @param {number} x @param {number} y metres east and north @returns {LonLat} */
export function lonLat(x, y) {
  return [ORIGIN.lon + x / METRES_EAST, ORIGIN.lat + y / METRES_NORTH];
}

/** @param {number} x @param {number} y @param {number} [accuracy] */
export function fix(x, y, accuracy = 5) {
  const [lon, lat] = lonLat(x, y);
  return { lon, lat, accuracy };
}

/**
 * @param {[number, number][]} corners
 * @param {number} seconds
 * @param {[string, number][]} [steps] kind and vertex
 * @returns {Part}
 */
export function leg(corners, seconds, steps = []) {
  return {
    type: "Feature",
    geometry: { type: "LineString", coordinates: corners.map(([x, y]) => lonLat(x, y)) },
    properties: { type: "leg", seconds, steps: steps.map(([kind, vertex]) => ({ kind, vertex, text: kind })) },
  };
}

/** @param {number} x @param {number} y @param {number} dwell @returns {Part} */
export function stop(x, y, dwell) {
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: lonLat(x, y) },
    properties: { type: "stop", dwell_minutes: dwell },
  };
}

/** @param {...Part} features @returns {WalkAnswer} */
export function walk(...features) {
  const answer = /** @type {unknown} */ ({ type: "FeatureCollection", features, walk: { city: "town" } });
  return /** @type {WalkAnswer} */ (answer);
}

/**
 * Out along a street to a museum at its far end, and back by the same street past the start.
 *
 *     shop ◀──────── start ────────▶ corner
 *     (-200, 0)      (0, 0)          (300, 0)
 *                                      │
 *                                    museum (300, 100), its door at (310, 100)
 *
 * Leg 1: 300 + 100 = 400 m in 320 s; leg 2: 100 + 500 = 600 m in 480 s.
 */
export const THERE_AND_BACK = walk(
  leg([[0, 0], [300, 0], [300, 100]], 320, [["depart", 0], ["turn", 1], ["arrive", 2]]),
  leg([[300, 100], [300, 0], [-200, 0]], 480, [["depart", 0], ["turn", 1], ["arrive", 2]]),
  stop(310, 100, 30),
  stop(-200, 0, 10),
);
