/** Reads basemap tiles for protomaps-leaflet: scaled to the screen, with the names to be drawn. */

import Point from "@mapbox/point-geometry";
import { VectorTile } from "@mapbox/vector-tile";
import Protobuf from "pbf";
import { joined, simplified } from "./street_names.js";
import { nameIn, otherName } from "./words.js";

/** @typedef {import("protomaps-leaflet").Feature} DrawnFeature */
/** @typedef {{x: number, y: number}} XY */

const STREETS = "streets";
const LINE = 2;
const TOLERANCE_PIXELS = 4;

/** The layer made here: named streets as long lines. */
export const STREET_NAMES = "street_names";

/**
 * Return the layers of one tile.
 * @param {Uint8Array} bytes may be empty
 * @param {{size: number, language: "th" | "en"}} options `size` of the tile in pixels
 * @returns {Map<string, DrawnFeature[]>}
 */
export function basemapOfTile(bytes, { size, language }) {
  /** @type {Map<string, DrawnFeature[]>} */
  const layers = new Map();
  for (const [name, layer] of Object.entries(new VectorTile(new Protobuf(bytes)).layers)) {
    const scale = size / layer.extent;
    const features = Array.from({ length: layer.length }, (_, index) => {
      const feature = layer.feature(index);
      const rings = feature.loadGeometry().map((ring) => ring.map((at) => scaled(at, scale)));
      const props = { ...feature.properties, label: label(name, feature.properties, language) };
      return drawn(rings, feature.type, props);
    });
    layers.set(name, features);
  }
  layers.set(STREET_NAMES, namedStreets(layers.get(STREETS) ?? []));
  return layers;
}

/**
 * Return a line for each name, as long as can be, for the name to run along.
 * @param {DrawnFeature[]} streets
 * @returns {DrawnFeature[]}
 */
function namedStreets(streets) {
  /** @type {Map<string, DrawnFeature[]>} */
  const byName = new Map();
  for (const street of streets) {
    if (!street.props.label) continue;
    const key = `${street.props.label}\n${street.props.highway}`;
    byName.set(key, [...(byName.get(key) ?? []), street]);
  }
  return [...byName.values()].flatMap((same) =>
    joined(same.flatMap((street) => street.geom)).map((line) =>
      drawn([simplified(line, TOLERANCE_PIXELS)], LINE, same[0].props),
    ),
  );
}

/** @param {XY} at @param {number} scale */
function scaled(at, scale) {
  return new Point(at.x * scale, at.y * scale);
}

/**
 * Streets carry both names, for the sign at the corner has both; areas the one being read.
 * @param {string} layer
 * @param {Record<string, any>} named
 * @param {"th" | "en"} language
 */
function label(layer, named, language) {
  const name = nameIn(named, language);
  const other = layer === STREETS ? otherName(named, language) : "";
  return other ? `${name} · ${other}` : name;
}

/**
 * @param {Point[][]} geom
 * @param {number} geomType
 * @param {Record<string, any>} props
 * @returns {DrawnFeature}
 */
function drawn(geom, geomType, props) {
  const points = geom.flat();
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return {
    props,
    geomType,
    geom,
    numVertices: points.length,
    bbox: { minX: least(xs), minY: least(ys), maxX: most(xs), maxY: most(ys) },
  };
}

/** @param {number[]} values */
function least(values) {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

/** @param {number[]} values */
function most(values) {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}
