/** Where in an area its name stands. */

/** @typedef {{x: number, y: number}} Point */

const HEIGHTS = [0.5, 0.41, 0.59, 0.31, 0.69, 0.21, 0.79, 0.11, 0.89];

/**
 * Return the middle of the widest stretch inside an area, looked for along a few lines across it.
 * @param {Point[][]} rings of one or more polygons, holes among them
 * @returns {Point & {width: number}} `width` of that stretch, 0 for an area without any
 */
export function widestPlace(rings) {
  const ys = rings.flat().map(({ y }) => y);
  const top = ys.reduce((a, b) => Math.min(a, b), Infinity);
  const bottom = ys.reduce((a, b) => Math.max(a, b), -Infinity);
  let best = { x: 0, y: 0, width: 0 };
  for (const share of HEIGHTS) {
    const y = top + (bottom - top) * share;
    const crossings = rings.flatMap((ring) => crossingsOf(ring, y)).sort((a, b) => a - b);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const width = crossings[index + 1] - crossings[index];
      // the middle of the height is better unless another place is clearly wider
      if (width > best.width * 1.15) best = { x: crossings[index] + width / 2, y, width };
    }
  }
  return best;
}

/** Return where the border of a ring crosses a height. @param {Point[]} ring @param {number} y */
function crossingsOf(ring, y) {
  const found = [];
  for (let index = 0; index < ring.length; index += 1) {
    const [a, b] = [ring[index], ring[(index + 1) % ring.length]];
    if (a.y > y === b.y > y) continue;
    found.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
  }
  return found;
}
