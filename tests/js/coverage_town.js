/** Values of a small town for the tests of the coverage page. */

/** @typedef {import("../../static/js/coverage_types").Row} Row */
/** @typedef {import("../../static/js/coverage_types").StreetMinutes} StreetMinutes */

export const NONE = 65_535;

/** @param {string} code @param {Partial<Row>} [facts] @returns {Row} */
export function row(code, facts = {}) {
  return {
    code,
    level: "tambon",
    name_th: `ตำบล ${code}`,
    name_en: `Tambon ${code}`,
    people: 1000,
    people_covered: 500,
    share: 0.5,
    share_low: 0.45,
    share_high: 0.55,
    street_metres: 2000,
    street_metres_covered: 1000,
    street_share: 0.5,
    spaces: 2,
    nearest_minutes_median: 9.5,
    gini: 0.3,
    people_source: "census (2025)",
    access: 0.001,
    variety: 2,
    built_hectares: null,
    built_share: null,
    inside: 1,
    shares: { 5: 0.1, 10: 0.3, 15: 0.5 },
    by_age: {},
    ...facts,
  };
}

/** @param {Row[]} districts @param {object} [more] @returns {any} */
export function answer(districts, more = {}) {
  return {
    city: "town",
    minutes: 15,
    level: "tambon",
    people_source: { source: "census", year: 2025, basis: "cell", spread: null, people: 3000 },
    districts,
    total: row("city", { level: "city" }),
    interval: { share_low: 0.45, share_high: 0.55, reasons: [] },
    remarks: [],
    lorenz: null,
    classes: { equal: [0.5, 1], quantiles: [0.5, 1], natural: [0.5, 1] },
    ...more,
  };
}

/**
 * Times along pieces of five minutes each, in minutes.
 * @param {{begin: number, end: number}[]} pieces
 * @param {{piece: number, along: number, minutes: number}[]} [doors]
 * @returns {StreetMinutes}
 */
export function minutes(pieces, doors = []) {
  const tenths = (/** @type {number} */ each) => (each === Infinity ? NONE : each * 600);
  return {
    version: "1",
    none: NONE,
    begin: Uint16Array.from(pieces, ({ begin }) => tenths(begin)),
    end: Uint16Array.from(pieces, ({ end }) => tenths(end)),
    walk: Uint16Array.from(pieces, () => 3000),
    doorPiece: Uint32Array.from(doors, ({ piece }) => piece),
    doorAlong: Float32Array.from(doors, ({ along }) => along),
    doorSeconds: Uint16Array.from(doors, (door) => tenths(door.minutes)),
  };
}
