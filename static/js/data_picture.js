/** A little picture of what is chosen, drawn from its own vector tiles. */

import { VectorTile } from "@mapbox/vector-tile";
import Protobuf from "pbf";
import { fillUrl, getBytes } from "./api.js";
import { tilesOver } from "./data_tiles.js";

/** @typedef {import("./types").Box} Box */
/** @typedef {import("./data_tiles.js").Placed} Placed */
/** @typedef {import("@mapbox/vector-tile").VectorTileFeature} TileFeature */
/** @typedef {{fill?: string, stroke?: string, width?: number, radius?: number}} Ink */

const POINT = 1;
const AREA = 3;
const COARSE = 512; // pixels of a tile
const FINE = 128;
const WHOLE_TURN = 2 * Math.PI;

/**
 * Draw a box: the ground, then what is chosen.
 * @param {HTMLCanvasElement} canvas
 * @param {{box: Box, ground: string, chosen: string, fine: boolean, signal: AbortSignal}} asked templates
 * of tile addresses; `fine` draws from smaller tiles, in which fewer features stand for several
 */
export async function drawPicture(canvas, { box, ground, chosen, fine, signal }) {
  const picture = { width: canvas.clientWidth, height: canvas.clientHeight };
  const read = (/** @type {string} */ template, /** @type {number} */ pixels) =>
    Promise.all(
      tilesOver(box, picture, pixels).map(async (tile) => {
        const bytes = await getBytes(fillUrl(template, { z: tile.z, x: tile.x, y: tile.y }), { signal });
        return { ...tile, bytes };
      }),
    );
  const [under, over] = await Promise.all([read(ground, COARSE), read(chosen, fine ? FINE : COARSE)]);
  const pen = begun(canvas, picture);
  const inks = inksOf(canvas);
  for (const tile of under) drawTile(pen, tile, inks.ground);
  for (const tile of over) drawTile(pen, tile, inks.chosen);
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
  return {
    ground: (/** @type {string} */ layer, /** @type {TileFeature} */ feature) =>
      layer === "basemap" ? { fill: area(feature) } : { stroke: colour("--line-strong"), width: 0.75 },
    chosen: (/** @type {string} */ layer, /** @type {TileFeature} */ feature) => {
      if (layer === "basemap") return { fill: area(feature), stroke: colour("--line-strong"), width: 0.25 };
      const kind = colour(`--kind-${feature.properties.kind}`) || colour("--accent");
      const count = Number(feature.properties.count ?? 1);
      return { fill: kind, stroke: colour("--accent"), width: 1, radius: 2.5 + Math.log2(count) };
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
  pen.beginPath();
  for (const ring of feature.loadGeometry()) {
    const places = ring.map(({ x, y }) => [tile.left + x * scale, tile.top + y * scale]);
    if (feature.type === POINT) places.forEach(([x, y]) => pen.arc(x, y, ink.radius ?? 2, 0, WHOLE_TURN));
    else places.forEach(([x, y], index) => (index ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  }
  if (ink.fill && feature.type !== 2) {
    pen.fillStyle = ink.fill;
    pen.globalAlpha = feature.type === AREA && ink.width === 1 ? 0.15 : 1;
    pen.fill("evenodd");
    pen.globalAlpha = 1;
  }
  if (ink.stroke && feature.type !== POINT) {
    pen.strokeStyle = ink.stroke;
    pen.lineWidth = ink.width ?? 1;
    pen.stroke();
  }
}
