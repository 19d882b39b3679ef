/** How the basemap looks: colours by theme, what is drawn in which order, where names stand. */

import {
  CenteredTextSymbolizer,
  LineLabelSymbolizer,
  LineSymbolizer,
  PolygonSymbolizer,
  exp,
} from "protomaps-leaflet";
import { STREET_NAMES } from "./basemap_tiles.js";
import { widestPlace } from "./label_place.js";

/** @typedef {import("protomaps-leaflet").PaintRule} PaintRule */
/** @typedef {import("protomaps-leaflet").LabelRule} LabelRule */
/** @typedef {import("protomaps-leaflet").LabelSymbolizer} LabelSymbolizer */
/** @typedef {import("protomaps-leaflet").Filter} Filter */
/** @typedef {typeof import("./palettes.js").PALETTES.light} Palette */

export const FONT = '"Noto Sans Thai", "Noto Sans", system-ui, sans-serif';

const MOTORWAYS = ["motorway", "motorway_link", "trunk", "trunk_link"];
const MAIN = [...MOTORWAYS, "primary", "primary_link", "secondary", "secondary_link"];
const MIDDLE = ["tertiary", "tertiary_link", "unclassified", "residential", "living_street", "road"];
const PATHS = ["footway", "path", "steps", "cycleway", "bridleway", "track", "corridor"];

const mainWidth = exp(1.6, [[8, 0.8], [12, 1.8], [14, 3.5], [16, 8], [18, 18], [20, 34]]);
const middleWidth = exp(1.6, [[12, 0.6], [14, 1.8], [16, 5.5], [18, 14], [20, 28]]);
const smallWidth = exp(1.6, [[13, 0.4], [15, 1.6], [16, 3], [18, 8], [20, 16]]);
const LEAST_WIDTH_PIXELS = 48; // of an area that carries its name

const pathWidth = exp(1.4, [[14, 0.6], [16, 1.1], [18, 2], [20, 3]]);

/** @param {string[]} classes @returns {Filter} */
const highways = (classes) => (_zoom, feature) => classes.includes(String(feature.props.highway));

/** @type {Filter} */
const isSmall = (_zoom, feature) =>
  ![...MAIN, ...MIDDLE, ...PATHS].includes(String(feature.props.highway));

/**
 * Return what is drawn, the lowest first.
 * @param {Palette} colours
 * @param {{isOverRaster: boolean}} options over an outside basemap only borders are drawn
 * @returns {PaintRule[]}
 */
export function paintRules(colours, { isOverRaster }) {
  const borders = borderRules(colours);
  return isOverRaster ? borders : [...areaRules(colours), ...streetRules(colours), ...borders];
}

/** @param {Palette} colours @returns {PaintRule[]} */
function areaRules(colours) {
  const area = (/** @type {string} */ name, /** @type {object} */ look) => ({
    dataLayer: "basemap",
    filter: (/** @type {number} */ _zoom, /** @type {any} */ feature) => feature.props.class === name,
    symbolizer: new PolygonSymbolizer(look),
  });
  return [
    area("green", { fill: colours.green }),
    area("water", { fill: colours.water }),
    area("building", { fill: colours.building, stroke: colours.buildingEdge, width: 0.6 }),
  ];
}

/** @param {Palette} colours @returns {PaintRule[]} */
function streetRules(colours) {
  const line = (
    /** @type {Filter} */ filter,
    /** @type {string} */ color,
    /** @type {(zoom: number) => number} */ width,
    more = {},
  ) => ({
    dataLayer: "streets",
    filter,
    symbolizer: new LineSymbolizer({ color, width, lineCap: "round", lineJoin: "round", ...more }),
    ...more,
  });
  const wider = (/** @type {(zoom: number) => number} */ width) => (/** @type {number} */ zoom) =>
    width(zoom) + (zoom < 14 ? 0.8 : 1.6);
  const dash = { dash: [3, 3], lineCap: "butt", minzoom: 15 };
  return [
    line(isSmall, colours.casing, wider(smallWidth), { minzoom: 14 }),
    line(highways(MIDDLE), colours.casing, wider(middleWidth), { minzoom: 13 }),
    line(highways(MAIN), colours.casing, wider(mainWidth)),
    dashed(highways(PATHS.filter((each) => each !== "steps")), colours.path, dash),
    dashed(highways(["steps"]), colours.steps, { ...dash, dash: [1.5, 1.5] }),
    line(isSmall, colours.street, smallWidth, { minzoom: 14 }),
    line(highways(MIDDLE), colours.street, middleWidth),
    line(highways(MAIN), colours.main, mainWidth),
  ];
}

/** @param {Filter} filter @param {string} color @param {any} more @returns {PaintRule} */
function dashed(filter, color, { minzoom, dash, lineCap }) {
  const symbolizer = new LineSymbolizer({ color, width: pathWidth, dash, lineCap });
  return { dataLayer: "streets", filter, minzoom, symbolizer };
}

/** @param {Palette} colours @returns {PaintRule[]} */
function borderRules(colours) {
  const border = (/** @type {string} */ level, /** @type {object} */ look) => ({
    dataLayer: "districts",
    filter: (/** @type {number} */ _zoom, /** @type {any} */ feature) => feature.props.level === level,
    symbolizer: new LineSymbolizer({ color: colours.border, ...look }),
  });
  return [
    border("tambon", { width: 1, dash: [2, 3], opacity: 0.7 }),
    border("amphoe", { width: 1.4, dash: [6, 3], opacity: 0.8 }),
    border("province", { width: 1.6, dash: [9, 4], opacity: 0.8 }),
  ];
}

/**
 * Return which names are drawn, the most important first.
 * @param {Palette} colours
 * @param {{isOverRaster: boolean}} options
 * @returns {LabelRule[]}
 */
export function labelRules(colours, { isOverRaster }) {
  const halo = { stroke: colours.halo, labelProps: ["label"] };
  const districts = {
    dataLayer: "districts",
    minzoom: 10,
    maxzoom: 14,
    filter: (/** @type {number} */ zoom, /** @type {any} */ feature) =>
      (zoom < 13 ? "amphoe" : "tambon") === feature.props.level,
    symbolizer: once(centred({ ...halo, fill: colours.borderName, fontSize: 12, fontWeight: 600 }), 500),
  };
  if (isOverRaster) return [districts];
  const along = (/** @type {string[]} */ classes, minzoom = 0, size = 12) => ({
    dataLayer: STREET_NAMES,
    minzoom,
    filter: highways(classes),
    symbolizer: new LineLabelSymbolizer({
      ...halo,
      fill: colours.name,
      width: 3,
      font: `400 ${size}px ${FONT}`,
      position: 2,
      maxLabelChars: 70,
      repeatDistance: 420,
    }),
  });
  const area = (/** @type {string} */ name, /** @type {string} */ fill, zooms = {}) => ({
    dataLayer: "basemap",
    ...zooms,
    filter: (/** @type {number} */ _zoom, /** @type {any} */ feature) =>
      feature.props.class === name && Boolean(feature.props.label),
    symbolizer: once(centred({ ...halo, fill, fontSize: 11, fontWeight: 400 }), 300),
  });
  return [
    along(MAIN, 13, 12.5),
    districts,
    along(MIDDLE, 15),
    area("water", colours.waterName, { minzoom: 13 }),
    // nearer, the markers of parks carry their names
    area("green", colours.greenName, { minzoom: 13, maxzoom: 15 }),
    { ...along(PATHS, 17, 11), filter: (zoom, f) => isSmall(zoom, f) || highways(PATHS)(zoom, f) },
    area("building", colours.name, { minzoom: 18 }),
  ];
}

/** @param {any} look @returns {LabelSymbolizer} */
function centred({ fontSize, fontWeight, ...look }) {
  const font = `${fontWeight} ${fontSize}px ${FONT}`;
  const text = { ...look, font, width: 1.5, lineHeight: 1.35, maxLineChars: 22 };
  return new WidestOfArea(new CenteredTextSymbolizer(text));
}

/** Places a label where an area's part of the tile is widest instead of on its first corner. */
class WidestOfArea {
  /** @param {LabelSymbolizer} symbolizer */
  constructor(symbolizer) {
    this._symbolizer = symbolizer;
  }

  /** @type {LabelSymbolizer["place"]} */
  place(layout, geom, feature) {
    const { x, y, width } = widestPlace(geom);
    if (width < LEAST_WIDTH_PIXELS) return undefined;
    const place = geom[0][0].clone();
    [place.x, place.y] = [x, y];
    return this._symbolizer.place(layout, [[place]], feature);
  }
}

/**
 * Let a name stand only once within so many pixels: an area is cut into tiles, its name is not.
 * @param {LabelSymbolizer} symbolizer
 * @param {number} distance
 * @returns {LabelSymbolizer}
 */
function once(symbolizer, distance) {
  return {
    place: (layout, geom, feature) =>
      symbolizer.place(layout, geom, feature)?.map((label) => ({
        ...label,
        deduplicationKey: String(feature.props.label),
        deduplicationDistance: distance,
      })),
  };
}
