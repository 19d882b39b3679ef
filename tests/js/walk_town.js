/** An answer of the planner, small enough to reckon with: two stops, a start, and back. */

/** @param {string} clock */
const at = (clock) => `2026-11-28T${clock}+07:00`;

/** @param {number} leg @param {[number, number][]} coordinates @param {number} seconds */
export function leg(leg, coordinates, seconds) {
  const properties = { type: "leg", leg, metres: 111, seconds, unknown_metres: 0, steps: [] };
  return /** @type {any} */ ({ type: "Feature", id: `leg-${leg}`, geometry: { type: "LineString", coordinates }, properties });
}

/**
 * @param {number} number @param {[number, number]} place @param {[string, string]} times
 * @param {Record<string, unknown>} [more]
 */
export function stop(number, place, [arrive, leave], more = {}) {
  const properties = {
    type: "stop", stop: number, space: number * 10, kind: "library", name_th: `ที่ ${number}`, name_en: `Place ${number}`,
    arrive: at(arrive), leave: at(leave), dwell_minutes: 20, opens: null, closes: null, hours_known: false, open: null,
    why: "", door_metres: 0, wished: null, ...more,
  };
  return /** @type {any} */ ({ type: "Feature", id: `stop-${number}`, geometry: { type: "Point", coordinates: place }, properties });
}

/** From A (0, 0) past B (0.001, 0) and C (0.002, 0) back to A, departing at two. @param {Record<string, unknown>} [walk] */
export function answer(walk = {}) {
  const features = [
    leg(1, [[0, 0], [0.001, 0]], 120),
    leg(2, [[0.001, 0], [0.002, 0]], 120),
    leg(3, [[0.002, 0], [0, 0]], 240),
    stop(1, [0.001, 0], ["14:02:00", "14:22:00"]),
    stop(2, [0.002, 0], ["14:24:00", "14:44:00"]),
  ];
  return /** @type {import("../../static/js/types").WalkAnswer} */ (/** @type {unknown} */ ({
    type: "FeatureCollection",
    features,
    walk: {
      city: "town", metres: 444, walk_seconds: 480, dwell_seconds: 2400, seconds: 2880, depart: at("14:00:00"), arrive: at("14:48:00"),
      budget_minutes: 60, loop: true, order: "best", proven: true, start: [0, 0], end: [0, 0], unknown_metres: 0, notes: [], alternatives: [],
      plan: "", link: "", ...walk,
    },
    left_out: [],
    profile: "adult",
    attribution: "",
  }));
}
