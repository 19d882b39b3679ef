/** Which tiles show a box on a picture of a given size, and where on it they lie. */

/** @typedef {import("./types").Box} Box */
/** @typedef {{z: number, x: number, y: number, left: number, top: number, size: number}} Placed */

const LARGEST_ZOOM = 16;
const LARGEST_TILE = 1024; // pixels
const ROOM = 0.9; // of the picture is filled by the box

/**
 * Return the tiles that cover a picture with a box in its middle, with their places in pixels.
 * @param {Box} box
 * @param {{width: number, height: number}} picture
 * @param {number} pixels a tile is drawn once to twice as large
 * @returns {Placed[]}
 */
export function tilesOver(box, picture, pixels) {
  const { world, begin } = frameOf(box, picture);
  const z = Math.max(0, Math.min(LARGEST_ZOOM, Math.floor(Math.log2(world / pixels))));
  const size = world / 2 ** z;
  const columns = span(begin.x, picture.width, size, 2 ** z);
  const rows = span(begin.y, picture.height, size, 2 ** z);
  return rows.flatMap((y) =>
    columns.map((x) => ({ z, x, y, size, left: x * size - begin.x, top: y * size - begin.y })),
  );
}

/**
 * Return what tells where on the picture a place lies, in pixels.
 * @param {Box} box
 * @param {{width: number, height: number}} picture
 * @returns {(lon: number, lat: number) => [x: number, y: number]}
 */
export function projection(box, picture) {
  const { world, begin } = frameOf(box, picture);
  return (lon, lat) => [column(lon) * world - begin.x, row(lat) * world - begin.y];
}

/**
 * Return how many pixels the world is wide, and where in it the picture begins.
 * @param {Box} box
 * @param {{width: number, height: number}} picture
 */
function frameOf([west, south, east, north], { width, height }) {
  const [left, right, top, bottom] = [column(west), column(east), row(north), row(south)];
  const fitting = Math.min(width / Math.max(right - left, 1e-9), height / Math.max(bottom - top, 1e-9));
  const world = Math.min(fitting * ROOM, 2 ** LARGEST_ZOOM * LARGEST_TILE);
  return {
    world,
    begin: { x: ((left + right) / 2) * world - width / 2, y: ((top + bottom) / 2) * world - height / 2 },
  };
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
