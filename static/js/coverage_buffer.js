/**
 * A picture that lies over a part of the map somewhat larger than the view, in tiles: where colours
 * change only the tiles of that place are copied by the browser, which costs more than to paint them.
 */

import * as L from "leaflet";
import { element } from "./dom.js";

/** @typedef {import("./coverage_paint.js").Frame} Frame */

const TILE = 512;
const ROOM = 0.2; // of the view, at each side; every pixel costs when colours change
const MOST_PIXELS_A_POINT = 2;
const SCALE_PARTS = 64; // a tile is of whole pixels at any scale that is a multiple of this part

export class Buffer {
  /** @param {HTMLElement} pane */
  constructor(pane) {
    this._pane = pane;
    this._box = element("div", { class: "leaflet-zoom-animated coverage-streets", "aria-hidden": "true" });
    /** @type {Tile[]} */
    this.tiles = [];
    this.zoom = 0;
    this.isPainted = false;
    /** North-west corner in pixels of the world at `zoom`. */
    this._corner = L.point(0, 0);
    this._size = L.point(0, 0);
    /** @type {L.LatLng} */
    this._northWest = L.latLng(0, 0);
  }

  /** Lie over the view as it is, blank. @param {L.Map} map */
  fit(map) {
    const view = map.getPixelBounds();
    const size = map.getSize();
    this.zoom = map.getZoom();
    this._corner = /** @type {L.Point} */ (view.min).subtract(size.multiplyBy(ROOM)).round();
    this._northWest = map.unproject(this._corner, this.zoom);
    this.isPainted = false;
    const [columns, rows] = [size.x, size.y].map((side) => Math.ceil((side * (1 + 2 * ROOM)) / TILE));
    const scale = Math.min(window.devicePixelRatio || 1, MOST_PIXELS_A_POINT);
    this._cut(columns, rows, Math.round(scale * SCALE_PARTS) / SCALE_PARTS);
  }

  /** @param {number} columns @param {number} rows @param {number} scale */
  _cut(columns, rows, scale) {
    const size = L.point(columns * TILE, rows * TILE);
    if (!this._size.equals(size) || this.tiles[0]?.scale !== scale) {
      this.tiles = Array.from({ length: columns * rows }, (_, at) => new Tile((at % columns) * TILE, Math.floor(at / columns) * TILE, scale));
      this._box.replaceChildren(...this.tiles.map(({ canvas }) => canvas));
    }
    this._size = size;
  }

  /** Return what the whole covers, from an origin in pixels of the world at its zoom. @param {{x: number, y: number}} origin @returns {Frame} */
  frameFrom({ x, y }) {
    const [left, top] = [this._corner.x - x, this._corner.y - y];
    return { left, top, right: left + this._size.x, bottom: top + this._size.y };
  }

  /** One that is not seen is not in the page: browsers look after those that are. @param {boolean} isSeen */
  show(isSeen) {
    if (isSeen) this._pane.append(this._box);
    else this._box.remove();
    this.isPainted = isSeen;
  }

  /** Whether the view lies within, at the zoom it was painted for. @param {L.Map} map */
  covers(map) {
    if (map.getZoom() !== this.zoom) return false;
    return L.bounds(this._corner, this._corner.add(this._size)).contains(map.getPixelBounds());
  }

  /** Stand where the map is now. @param {L.Map} map */
  place(map) {
    this.placeAt(map, map.getCenter(), map.getZoom());
  }

  /** Stand where the map will be, scaled while it zooms. @param {L.Map} map @param {L.LatLng} centre @param {number} zoom */
  placeAt(map, centre, zoom) {
    const at = /** @type {any} */ (map)._latLngToNewLayerPoint(this._northWest, zoom, centre);
    L.DomUtil.setTransform(this._box, at, map.getZoomScale(zoom, this.zoom));
  }

  remove() {
    this._box.remove();
  }
}

/** A square of the picture. */
class Tile {
  /** @param {number} left from the corner of the picture @param {number} top @param {number} scale pixels a point */
  constructor(left, top, scale) {
    const style = `left:${left}px;top:${top}px;width:${TILE}px;height:${TILE}px`;
    this.canvas = element("canvas", { width: TILE * scale, height: TILE * scale, style });
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d", { willReadFrequently: true }));
    this.scale = scale;
    this._left = left;
    this._top = top;
  }

  /** Return what it covers of the frame of the whole. @param {Frame} whole @returns {Frame} */
  frameIn({ left, top }) {
    const [x, y] = [left + this._left, top + this._top];
    return { left: x, top: y, right: x + TILE, bottom: y + TILE };
  }

  clear() {
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /** Let the context count from the origin of a frame. @param {Frame} frame */
  turnTo({ left, top }) {
    this.context.setTransform(this.scale, 0, 0, this.scale, -left * this.scale, -top * this.scale);
  }

  /** Let what was drawn so far become pixels now; browsers would do it all at once when it is seen. */
  settle() {
    this.context.getImageData(0, 0, 1, 1);
  }
}
