/** Which tiles a walk needs when there is no network. */

/** @typedef {import("./follow_types").LonLat} LonLat */
/** @typedef {{z: number, x: number, y: number}} Tile */

const MOST_TILES = 250;
// The ground of zoom z is drawn from the tile one zoom farther out, and from zoom 16 at most.
const GROUND_ZOOMS = [16, 15, 14, 13];
const SPACE_ZOOMS = [17, 16, 15, 14];
const SAMPLE_TILES = 0.4; // how often a line is looked at, in tiles

/**
 * Return the tiles along lines, each with those around it, the most needed first.
 * @param {LonLat[][]} lines
 * @param {number} [most]
 * @returns {{ground: Tile[], spaces: Tile[]}} together at most `most`
 */
export function tilesAlong(lines, most = MOST_TILES) {
  /** @type {{ground: Tile[], spaces: Tile[]}} */
  const kept = { ground: [], spaces: [] };
  const wanted = GROUND_ZOOMS.flatMap((zoom, index) => [
    ...around(lines, zoom).map((tile) => /** @type {const} */ (["ground", tile])),
    ...around(lines, SPACE_ZOOMS[index]).map((tile) => /** @type {const} */ (["spaces", tile])),
  ]);
  for (const [layer, tile] of wanted.slice(0, most)) kept[layer].push(tile);
  return kept;
}

/** @param {LonLat[][]} lines @param {number} z @returns {Tile[]} those on the lines first */
function around(lines, z) {
  const on = new Map(lines.flatMap((line) => crossed(line, z)).map((tile) => [key(tile), tile]));
  const near = [...on.values()].flatMap((tile) => neighbours(tile));
  return [...new Map([...on.values(), ...near].map((tile) => [key(tile), tile])).values()];
}

/** @param {LonLat[]} line @param {number} z @returns {Tile[]} */
function crossed(line, z) {
  const places = line.map((place) => inTiles(place, z));
  return places.flatMap((place, index) => {
    const before = places[index - 1] ?? place;
    const steps = Math.max(1, Math.ceil(Math.hypot(place.x - before.x, place.y - before.y) / SAMPLE_TILES));
    return Array.from({ length: steps }, (_, step) => {
      const share = (step + 1) / steps;
      const x = Math.floor(before.x + (place.x - before.x) * share);
      const y = Math.floor(before.y + (place.y - before.y) * share);
      return { z, x, y };
    });
  });
}

/** @param {Tile} tile @returns {Tile[]} */
function neighbours({ z, x, y }) {
  const last = 2 ** z - 1;
  return [-1, 0, 1]
    .flatMap((down) => [-1, 0, 1].map((right) => ({ z, x: x + right, y: y + down })))
    .filter((tile) => tile.x >= 0 && tile.y >= 0 && tile.x <= last && tile.y <= last);
}

/** A place in the tile grid of Web Mercator. @param {LonLat} place @param {number} z */
function inTiles([lon, lat], z) {
  const sine = Math.sin((lat * Math.PI) / 180);
  const north = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return { x: (lon / 360 + 0.5) * 2 ** z, y: north * 2 ** z };
}

/** @param {Tile} tile */
function key({ z, x, y }) {
  return `${z}/${x}/${y}`;
}
