/** Which tiles show a box on a picture of a given size, and where on it they lie. */

/** @typedef {import("./types").Box} Box */
/** @typedef {{z: number, x: number, y: number, left: number, top: number, size: number}} Placed */

const LARGEST_ZOOM = 16;
const ROOM = 0.9; // of the picture is filled by the box

/**
 * Return the tiles that cover a picture with a box in its middle, with their places in pixels.
 * @param {Box} box
 * @param {{width: number, height: number}} picture
 * @param {number} pixels a tile is drawn once to twice as large
 * @returns {Placed[]}
 */
export function tilesOver([west, south, east, north], { width, height }, pixels) {
  const [left, right] = [column(west), column(east)];
  const [top, bottom] = [row(north), row(south)];
  const across = Math.min(width / Math.max(right - left, 1e-9), height / Math.max(bottom - top, 1e-9)) * ROOM;
  const z = Math.max(0, Math.min(LARGEST_ZOOM, Math.floor(Math.log2(across / pixels))));
  const world = Math.min(across, 2 ** (LARGEST_ZOOM + 1) * pixels);
  const size = world / 2 ** z;
  const begin = { x: ((left + right) / 2) * world - width / 2, y: ((top + bottom) / 2) * world - height / 2 };
  const columns = span(begin.x, width, size, 2 ** z);
  const rows = span(begin.y, height, size, 2 ** z);
  return rows.flatMap((y) =>
    columns.map((x) => ({ z, x, y, size, left: x * size - begin.x, top: y * size - begin.y })),
  );
}

/** @param {number} begin @param {number} length @param {number} size @param {number} count */
function span(begin, length, size, count) {
  const first = Math.max(0, Math.floor(begin / size));
  const last = Math.min(count - 1, Math.floor((begin + length - 1) / size));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** Return how far east a longitude lies, 0 to 1 across the world. @param {number} lon */
function column(lon) {
  return lon / 360 + 0.5;
}

/** Return how far south a latitude lies in Web Mercator, 0 to 1. @param {number} lat */
function row(lat) {
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Return the box around boxes. @param {Box[]} boxes @returns {Box} */
export function around(boxes) {
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}
