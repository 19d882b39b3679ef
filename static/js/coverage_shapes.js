/** The lines of street pieces on the plane of the map, once for each zoom. */

/** @typedef {import("./coverage_types").StreetShapes} StreetShapes */
/**
 * @typedef {object} Lines the pieces at one zoom, in pixels from `origin`
 * @property {number} zoom
 * @property {{x: number, y: number}} origin in pixels of the world at this zoom
 * @property {Uint32Array} offsets piece i has the points from offsets[i] to offsets[i + 1]
 * @property {Float32Array} xy interleaved
 * @property {Float32Array} boxes left, top, right, bottom of each piece
 * @property {Float32Array} lengths of each piece
 */

const WORLD = 256; // pixels of the world at zoom 0
const PARTS = 1e7; // of a degree
const LEAST_PIXELS = 0.75; // points nearer to each other are one
const KEPT_ZOOMS = 3;
const LENGTHS_ZOOM = 16;

/**
 * Return where a place lies on the web map (EPSG:3857) at zoom 0, in pixels.
 * @param {number} lon @param {number} lat
 */
export function worldPoint(lon, lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  const x = WORLD * (lon / 360 + 0.5);
  const y = WORLD * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
  return { x, y };
}

/** Pieces projected once; the lines of a zoom are made when it is first looked at. */
export class PlaneShapes {
  /** @param {StreetShapes} shapes */
  constructor({ version, offsets, points }) {
    this.version = version;
    this.count = offsets.length - 1;
    this._offsets = offsets;
    this._origin = points.length ? worldPoint(points[0] / PARTS, points[1] / PARTS) : { x: 0, y: 0 };
    this._plane = this._project(points);
    /** @type {Map<number, Lines>} */
    this._lines = new Map();
    /** @type {Float32Array | undefined} */
    this._lengths = undefined;
  }

  /** The length of each piece, in whatever unit: for parts of the whole. */
  get lengths() {
    this._lengths ??= this.linesAt(LENGTHS_ZOOM).lengths;
    return this._lengths;
  }

  /** @param {number} zoom @returns {Lines} */
  linesAt(zoom) {
    const known = this._lines.get(zoom) ?? this._linesFor(zoom);
    this._lines.delete(zoom);
    this._lines.set(zoom, known);
    if (this._lines.size > KEPT_ZOOMS) this._lines.delete(/** @type {number} */ (this._lines.keys().next().value));
    return known;
  }

  /** Numbers from the origin are small, so that single precision does. @param {Int32Array} points */
  _project(points) {
    const plane = new Float32Array(points.length);
    for (let at = 0; at < points.length; at += 2) {
      const { x, y } = worldPoint(points[at] / PARTS, points[at + 1] / PARTS);
      plane[at] = x - this._origin.x;
      plane[at + 1] = y - this._origin.y;
    }
    return plane;
  }

  /** @param {number} zoom @returns {Lines} */
  _linesFor(zoom) {
    const scale = 2 ** zoom;
    const offsets = new Uint32Array(this.count + 1);
    const xy = new Float32Array(this._plane.length);
    const boxes = new Float32Array(this.count * 4);
    const lengths = new Float32Array(this.count);
    let kept = 0;
    for (let piece = 0; piece < this.count; piece += 1) {
      kept = this._copyPiece(piece, { scale, xy, kept, boxes, lengths });
      offsets[piece + 1] = kept;
    }
    const origin = { x: this._origin.x * scale, y: this._origin.y * scale };
    return { zoom, origin, offsets, xy: xy.subarray(0, kept * 2), boxes, lengths };
  }

  /**
   * Copy the points of a piece that are apart on the screen, and its ends; return how many stand then.
   * @param {number} piece
   * @param {{scale: number, xy: Float32Array, kept: number, boxes: Float32Array, lengths: Float32Array}} into
   */
  _copyPiece(piece, { scale, xy, kept, boxes, lengths }) {
    const [first, last] = [this._offsets[piece], this._offsets[piece + 1] - 1];
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    let [lastX, lastY, length] = [NaN, NaN, 0];
    for (let point = first; point <= last; point += 1) {
      const x = this._plane[point * 2] * scale;
      const y = this._plane[point * 2 + 1] * scale;
      const step = point === first ? 0 : Math.hypot(x - lastX, y - lastY);
      if (point !== first && point !== last && step < LEAST_PIXELS) continue;
      xy[kept * 2] = x;
      xy[kept * 2 + 1] = y;
      kept += 1;
      length += step;
      [lastX, lastY] = [x, y];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    boxes.set([left, top, right, bottom], piece * 4);
    lengths[piece] = length;
    return kept;
  }
}
