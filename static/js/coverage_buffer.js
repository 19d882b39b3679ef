/** A canvas that lies over a part of the map somewhat larger than the view. */

import * as L from "leaflet";

const ROOM = 0.3; // of the view, at each side
const MOST_PIXELS_A_POINT = 2;

export class Buffer {
  /** @param {HTMLElement} pane */
  constructor(pane) {
    this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated coverage-streets", pane);
    this._canvas.hidden = true;
    this._canvas.setAttribute("aria-hidden", "true");
    this.context = /** @type {CanvasRenderingContext2D} */ (this._canvas.getContext("2d", { willReadFrequently: true }));
    this.zoom = 0;
    this.isPainted = false;
    this._scale = 1;
    /** North-west corner in pixels of the world at `zoom`. */
    this._corner = L.point(0, 0);
    this._size = L.point(0, 0);
    /** @type {L.LatLng} */
    this._northWest = L.latLng(0, 0);
  }

  /** Lie over the view as it is. @param {L.Map} map */
  fit(map) {
    const view = map.getPixelBounds();
    const size = map.getSize();
    this.zoom = map.getZoom();
    this._corner = /** @type {L.Point} */ (view.min).subtract(size.multiplyBy(ROOM)).round();
    this._size = size.multiplyBy(1 + 2 * ROOM).round();
    this._northWest = map.unproject(this._corner, this.zoom);
    this._scale = Math.min(window.devicePixelRatio || 1, MOST_PIXELS_A_POINT);
    this.isPainted = false;
  }

  /** Make the canvas blank, and as large as it must be. */
  clear() {
    const { x, y } = this._size;
    const [width, height] = [x * this._scale, y * this._scale].map(Math.round);
    if (this._canvas.width !== width || this._canvas.height !== height) {
      Object.assign(this._canvas, { width, height });
      this._canvas.style.width = `${x}px`;
      this._canvas.style.height = `${y}px`;
    }
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, width, height);
  }

  /** Return what it covers, from an origin in pixels of the world at its zoom. @param {{x: number, y: number}} origin */
  frameFrom({ x, y }) {
    const [left, top] = [this._corner.x - x, this._corner.y - y];
    return { left, top, right: left + this._size.x, bottom: top + this._size.y };
  }

  /** Let the context count from the origin of a frame. @param {{left: number, top: number}} frame */
  turnTo({ left, top }) {
    this.context.setTransform(this._scale, 0, 0, this._scale, -left * this._scale, -top * this._scale);
  }

  /** Let what was drawn so far become pixels now; browsers would do it all at once when it is seen. */
  settle() {
    this.context.getImageData(0, 0, 1, 1);
  }

  /** @param {boolean} isSeen */
  show(isSeen) {
    this._canvas.hidden = !isSeen;
    this.isPainted = isSeen;
  }

  /** Whether the view lies within, at the zoom it was painted for. @param {L.Map} map */
  covers(map) {
    if (map.getZoom() !== this.zoom) return false;
    const view = map.getPixelBounds();
    return L.bounds(this._corner, this._corner.add(this._size)).contains(view);
  }

  /** Stand where the map is now. @param {L.Map} map */
  place(map) {
    this.placeAt(map, map.getCenter(), map.getZoom());
  }

  /** Stand where the map will be, scaled while it zooms. @param {L.Map} map @param {L.LatLng} centre @param {number} zoom */
  placeAt(map, centre, zoom) {
    const at = /** @type {any} */ (map)._latLngToNewLayerPoint(this._northWest, zoom, centre);
    L.DomUtil.setTransform(this._canvas, at, map.getZoomScale(zoom, this.zoom));
  }

  remove() {
    this._canvas.remove();
  }
}
