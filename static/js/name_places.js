/** Which names have room under their markers. */

/** @typedef {import("./types").Spot} Spot */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Frame */

const LETTER_PIXELS = 7;
const MOST_PIXELS = 152;
const NAME_TOP = 18;
const NAME_BOTTOM = 38;
const MARKER_HALF = 18;

/**
 * Return the ids of single spots whose name overlaps no marker and no name placed before it.
 * @param {Spot[]} spots the more important first
 * @param {(spot: Spot) => {x: number, y: number}} project to screen pixels
 * @param {(spot: Spot) => string} nameOf
 * @returns {Set<number>}
 */
export function namesWithRoom(spots, project, nameOf) {
  const places = spots.map(project);
  const taken = places.map(({ x, y }) => frame(x, y - MARKER_HALF, MARKER_HALF, 2 * MARKER_HALF));
  const named = new Set();
  for (const [index, spot] of spots.entries()) {
    const name = spot.count === 1 ? nameOf(spot) : "";
    if (!name) continue;
    const { x, y } = places[index];
    const half = Math.min(MOST_PIXELS, widthOf(name)) / 2;
    const wanted = frame(x, y + NAME_TOP, half, NAME_BOTTOM - NAME_TOP);
    if (taken.some((other, of) => of !== index && overlap(wanted, other))) continue;
    taken.push(wanted);
    named.add(spot.id);
  }
  return named;
}

/** Thai marks stand over and under their letter and need no width. @param {string} name */
function widthOf(name) {
  return name.replace(/\p{Mark}/gu, "").length * LETTER_PIXELS;
}

/** @param {number} x @param {number} top @param {number} half @param {number} height @returns {Frame} */
function frame(x, top, half, height) {
  return { left: x - half, top, right: x + half, bottom: top + height };
}

/** @param {Frame} a @param {Frame} b */
function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
