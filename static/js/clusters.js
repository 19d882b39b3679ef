/** Merging of spots that would lie over each other on the screen. Counts are kept exactly. */

/** @typedef {import("./types").Spot} Spot */
/** @typedef {import("./types").Box} Box */

/**
 * Merge spots nearer to each other than `radius`, the larger taking in the smaller.
 * @param {Spot[]} spots
 * @param {(spot: Spot) => {x: number, y: number}} project to screen pixels
 * @param {number} radius in pixels
 * @returns {Spot[]}
 */
export function mergeOverlapping(spots, project, radius) {
  const ordered = [...spots].sort((a, b) => b.count - a.count || a.id - b.id);
  /** @type {Map<string, {at: {x: number, y: number}, spot: Spot}[]>} */
  const grid = new Map();
  for (const spot of ordered) {
    const at = project(spot);
    const near = nearest(grid, at, radius);
    if (near) near.spot = together(near.spot, spot);
    else put(grid, { at, spot }, radius);
  }
  return [...grid.values()].flat().map((entry) => entry.spot);
}

/**
 * Return the kinds of a spot with how many each, the most frequent first.
 * @param {Spot} spot
 * @returns {[string, number][]}
 */
export function dominantKinds(spot) {
  return Object.entries(spot.kinds).sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

/**
 * @template {{at: {x: number, y: number}}} Entry
 * @param {Map<string, Entry[]>} grid @param {{x: number, y: number}} at @param {number} radius
 */
function nearest(grid, at, radius) {
  const [column, row] = cell(at, radius);
  let best = null;
  let least = radius;
  for (let x = column - 1; x <= column + 1; x += 1) {
    for (let y = row - 1; y <= row + 1; y += 1) {
      for (const entry of grid.get(`${x}:${y}`) ?? []) {
        const distance = Math.hypot(entry.at.x - at.x, entry.at.y - at.y);
        if (distance < least) [best, least] = [entry, distance];
      }
    }
  }
  return best;
}

/**
 * @template {{at: {x: number, y: number}}} Entry
 * @param {Map<string, Entry[]>} grid @param {Entry} entry @param {number} radius
 */
function put(grid, entry, radius) {
  const key = cell(entry.at, radius).join(":");
  grid.set(key, [...(grid.get(key) ?? []), entry]);
}

/** @param {{x: number, y: number}} at @param {number} size */
function cell(at, size) {
  return [Math.floor(at.x / size), Math.floor(at.y / size)];
}

/** @param {Spot} host @param {Spot} guest @returns {Spot} */
function together(host, guest) {
  const kinds = { ...host.kinds };
  for (const [kind, count] of Object.entries(guest.kinds)) kinds[kind] = (kinds[kind] ?? 0) + count;
  return { ...host, count: host.count + guest.count, kinds, bounds: union(host.bounds, guest.bounds) };
}

/** @param {Box} a @param {Box} b @returns {Box} */
function union(a, b) {
  return [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.max(a[2], b[2]),
    Math.max(a[3], b[3]),
  ];
}
