/** A little picture of what is chosen, drawn from its own vector tiles. */

import { VectorTile } from "@mapbox/vector-tile";
import Protobuf from "pbf";
import { fillUrl, getBytes } from "./api.js";
import { projection, tilesOver } from "./data_tiles.js";

/** @typedef {import("./types").Box} Box */
/** @typedef {import("./data_tiles.js").Placed} Placed */
/** @typedef {import("@mapbox/vector-tile").VectorTileFeature} TileFeature */
/** @typedef {{fill?: string, stroke?: string, width?: number, radius?: number}} Ink */
/** @typedef {{lon: number, lat: number, kind: string}} Dot */

const POINT = 1;
const AREA = 3;
const COARSE = 512; // pixels of a tile
const FINE = 128;
const FAINT = 0.15; // areas that lie over the ground
const DOT = 2.5; // pixels
const WHOLE_TURN = 2 * Math.PI;

/**
 * Draw a box: the ground, then what is chosen, from its tiles or as the dots it is.
 * @param {HTMLCanvasElement} canvas
 * @param {{box: Box, ground: string, chosen: string | Dot[], signal: AbortSignal}} asked templates of
 * addresses of tiles
 */
export async function drawPicture(canvas, { box, ground, chosen, signal }) {
  const picture = { width: canvas.clientWidth, height: canvas.clientHeight };
  const read = (/** @type {string} */ template, /** @type {number} */ pixels) =>
    Promise.all(
      tilesOver(box, picture, pixels).map(async (tile) => {
        const bytes = await getBytes(fillUrl(template, { z: tile.z, x: tile.x, y: tile.y }), { signal });
        return { ...tile, bytes };
      }),
    );
  const tiles = await Promise.all([read(ground, COARSE), typeof chosen === "string" ? read(chosen, FINE) : []]);
  const pen = begun(canvas, picture);
  const inks = inksOf(canvas);
  for (const tile of tiles[0]) drawTile(pen, tile, inks.ground);
  for (const tile of tiles[1]) drawTile(pen, tile, inks.chosen);
  if (typeof chosen === "string") return;
  const place = projection(box, picture);
  for (const { lon, lat, kind } of chosen) drawDot(pen, place(lon, lat), inks.kind(kind), DOT);
}

/** @param {HTMLCanvasElement} canvas @param {{width: number, height: number}} picture */
function begun(canvas, { width, height }) {
  const ratio = devicePixelRatio;
  Object.assign(canvas, { width: width * ratio, height: height * ratio });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(ratio, ratio);
  return pen;
}

/** Return how features are drawn, in the colours of the page. @param {Element} canvas */
function inksOf(canvas) {
  const style = getComputedStyle(canvas);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const area = (/** @type {TileFeature} */ { properties }) => colour(`--picture-${properties.class}`);
  const kind = (/** @type {unknown} */ id) => colour(`--kind-${id}`) || colour("--accent");
  return {
    kind,
    ground: (/** @type {string} */ layer, /** @type {TileFeature} */ feature) =>
      layer === "basemap" ? { fill: area(feature) } : { stroke: colour("--line-strong"), width: 0.4 },
    chosen: (/** @type {string} */ layer, /** @type {TileFeature} */ feature) => {
      if (layer === "basemap") return { fill: area(feature), stroke: colour("--line-strong"), width: 0.25 };
      const radius = DOT + Math.log2(Number(feature.properties.count ?? 1)) / 2;
      return { fill: kind(feature.properties.kind), stroke: colour("--accent"), width: 1, radius };
    },
  };
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Placed & {bytes: Uint8Array}} tile
 * @param {(layer: string, feature: TileFeature) => Ink} inkOf
 */
function drawTile(pen, tile, inkOf) {
  for (const [name, layer] of Object.entries(new VectorTile(new Protobuf(tile.bytes)).layers)) {
    pen.save();
    pen.beginPath();
    pen.rect(tile.left, tile.top, tile.size, tile.size);
    if (layer.length && layer.feature(0).type !== POINT) pen.clip();
    for (let index = 0; index < layer.length; index += 1) {
      const feature = layer.feature(index);
      drawFeature(pen, feature, tile, inkOf(name, feature));
    }
    pen.restore();
  }
}

/** @param {CanvasRenderingContext2D} pen @param {TileFeature} feature @param {Placed} tile @param {Ink} ink */
function drawFeature(pen, feature, tile, ink) {
  const scale = tile.size / feature.extent;
  /** @returns {[number, number]} */
  const placed = (/** @type {number} */ x, /** @type {number} */ y) => [tile.left + x * scale, tile.top + y * scale];
  const rings = feature.loadGeometry().map((ring) => ring.map(({ x, y }) => placed(x, y)));
  if (feature.type === POINT) {
    for (const place of rings.flat()) drawDot(pen, place, ink.fill ?? "", ink.radius ?? DOT);
    return;
  }
  pen.beginPath();
  for (const ring of rings) ring.forEach(([x, y], index) => (index ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  if (ink.fill && feature.type === AREA) {
    pen.fillStyle = ink.fill;
    pen.globalAlpha = ink.width === 1 ? FAINT : 1;
    pen.fill("evenodd");
    pen.globalAlpha = 1;
  }
  if (ink.stroke) {
    pen.strokeStyle = ink.stroke;
    pen.lineWidth = ink.width ?? 1;
    pen.stroke();
  }
}

/** @param {CanvasRenderingContext2D} pen @param {[number, number]} place @param {string} colour @param {number} radius */
function drawDot(pen, [x, y], colour, radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, WHOLE_TURN);
  pen.fillStyle = colour;
  pen.fill();
}
