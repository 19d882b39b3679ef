/**
 * A layer of the map that draws street pieces by walking time, tens of thousands of them.
 *
 * Two pictures, larger than the view: one is seen, the next is painted in slices between frames,
 * then they change places. While the map moves the seen one moves along by CSS; while times change
 * by the moment only pieces that look other are painted over it.
 */

import * as L from "leaflet";
import { Buffer } from "./coverage_buffer.js";
import { PieceTimes } from "./coverage_classes.js";
import { changedPieces, painting, piecesIn } from "./coverage_paint.js";
import { PlaneShapes } from "./coverage_shapes.js";

/** @typedef {import("./coverage_types").StreetShapes} StreetShapes */
/** @typedef {import("./coverage_types").StreetMinutes} StreetMinutes */
/** @typedef {import("./coverage_paint.js").Look} Look */

const PANE = "streets";
const PANE_ORDER = "350";
const SLICE_MS = 6; // of the 16 that a frame has
const FOLLOW_MS = 800; // pictures of where the map is being dragged to are not painted more often
const SETTLED_MS = 450; // longer than an answer takes while something is dragged

export class StreetsLayer extends L.Layer {
  /** @param {(zoom: number) => Look} lookAt how streets look at a zoom */
  constructor(lookAt) {
    super({ pane: PANE });
    this._lookAt = lookAt;
    /** @type {PlaneShapes | null} */
    this._shapes = null;
    /** @type {PieceTimes | null} */
    this._times = null;
    /** @type {Buffer | null} */
    this._seen = null;
    /** @type {Buffer | null} */
    this._next = null;
    /** @type {Iterator<void> | null} the picture that is being painted */
    this._painting = null;
    this._frame = 0;
    this._settle = 0;
    this._paintedAt = 0;
  }

  /** @param {StreetShapes} shapes @param {StreetMinutes} minutes of the same version */
  setStreets(shapes, minutes) {
    if (this._shapes?.version !== shapes.version) this._shapes = new PlaneShapes(shapes);
    this._times = new PieceTimes(minutes);
    this.repaint();
  }

  /** Show other times at once where they differ; the whole is painted when no more come. @param {StreetMinutes} minutes */
  recolour(minutes) {
    const before = this._times;
    this._times = new PieceTimes(minutes);
    if (!before || !this._seen?.isPainted) return this.repaint();
    this._paintOver(before);
    window.clearTimeout(this._settle);
    this._settle = window.setTimeout(() => this.repaint(), SETTLED_MS);
  }

  /** Paint the whole anew, as after the colours or the view have changed. */
  repaint() {
    if (!this._map || !this._shapes || !this._times || !this._next) return;
    window.clearTimeout(this._settle);
    this._next.fit(this._map);
    this._painting = this._picture(this._next);
    this._continue();
  }

  get version() {
    return this._shapes?.version ?? null;
  }

  /** The class and the length of each piece, null where there are none yet. */
  get parts() {
    return this._shapes && this._times ? { classes: this._times.classes, lengths: this._shapes.lengths } : null;
  }

  onAdd() {
    const pane = this._map.getPane(PANE) ?? this._map.createPane(PANE);
    pane.style.zIndex = PANE_ORDER;
    pane.style.pointerEvents = "none";
    this._seen = new Buffer(pane);
    this._next = new Buffer(pane);
    this.repaint();
    return this;
  }

  onRemove() {
    cancelAnimationFrame(this._frame);
    window.clearTimeout(this._settle);
    this._frame = 0;
    this._painting = null;
    this._seen?.remove();
    this._next?.remove();
    this._seen = this._next = null;
    return this;
  }

  getEvents() {
    return {
      move: () => this._follow(),
      moveend: () => this.repaint(),
      zoom: () => this._seen?.place(this._map),
      viewreset: () => this._seen?.place(this._map),
      zoomanim: (/** @type {any} */ { center, zoom }) => this._seen?.placeAt(this._map, center, zoom),
    };
  }

  /** The view has left what is painted: paint what it comes to, before it stands still. */
  _follow() {
    const isSoon = performance.now() - this._paintedAt < FOLLOW_MS;
    if (this._painting || isSoon || !this._seen?.isPainted || this._seen.covers(this._map)) return;
    this.repaint();
  }

  /** @param {PieceTimes} before */
  _paintOver(before) {
    if (!this._seen || !this._shapes || !this._times) return;
    const lines = this._shapes.linesAt(this._seen.zoom);
    const frame = this._seen.frameFrom(lines.origin);
    const changed = changedPieces(this._times, before, lines, piecesIn(lines, frame));
    for (const _ of this._tiles(this._seen, { lines, times: this._times, look: this._lookAt(lines.zoom) }, changed)) continue;
    if (this._painting && this._next) this._painting = this._picture(this._next); // began with the old times
  }

  /** Paint all there is to see on a blank canvas. @param {Buffer} buffer @returns {Generator<void, void, void>} */
  *_picture(buffer) {
    const { _shapes: shapes, _times: times } = this;
    if (!shapes || !times) return;
    const lines = shapes.linesAt(buffer.zoom);
    yield;
    for (const tile of buffer.tiles) tile.clear();
    const pieces = piecesIn(lines, buffer.frameFrom(lines.origin));
    yield;
    for (const tile of this._tiles(buffer, { lines, times, look: this._lookAt(buffer.zoom) }, pieces)) {
      tile.settle();
      yield;
    }
  }

  /**
   * Paint pieces tile by tile, stroke by stroke; say on which tile.
   * @param {Buffer} buffer @param {import("./coverage_paint.js").Picture} picture @param {Uint32Array} pieces
   */
  *_tiles(buffer, picture, pieces) {
    const { lines, look } = picture;
    const whole = buffer.frameFrom(lines.origin);
    for (const tile of buffer.tiles) {
      const frame = tile.frameIn(whole);
      const within = piecesIn(lines, widened(frame, look.width), pieces);
      if (!within.length) continue;
      tile.turnTo(frame);
      for (const _ of painting(tile.context, picture, within)) yield tile;
    }
  }

  _continue() {
    if (this._frame) return;
    this._frame = requestAnimationFrame(() => {
      this._frame = 0;
      this._paintSlice();
      if (this._painting) this._continue();
    });
  }

  _paintSlice() {
    const until = performance.now() + SLICE_MS;
    while (this._painting && performance.now() < until) {
      if (this._painting.next().done) this._swap();
    }
  }

  _swap() {
    this._painting = null;
    const { _next: next, _seen: seen } = this;
    if (!next || !seen) return;
    next.place(this._map);
    next.show(true);
    seen.show(false);
    [this._seen, this._next] = [next, seen];
    this._paintedAt = performance.now();
  }
}

/** What is drawn beside a frame reaches into it by half a line. @param {import("./coverage_paint.js").Frame} frame @param {number} by @returns {import("./coverage_paint.js").Frame} */
function widened({ left, top, right, bottom }, by) {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}
