/** The ground of the map: our own vector tiles, or an outside raster basemap where one is set. */

import * as L from "leaflet";
import { Labelers, leafletLayer } from "protomaps-leaflet";
import { fillUrl, getBytes } from "./api.js";
import { FONT, labelRules, paintRules } from "./basemap_style.js";
import { basemapOfTile } from "./basemap_tiles.js";
import { clearNotice, showFailure } from "./notices.js";
import { PALETTES } from "./palettes.js";

/** @typedef {import("./types").Page} Page */

const GROUND = "ground";
const MAX_DATA_ZOOM = 16;
const LABELLED_TILES = 80; // a wall of 4K screens; the library's own 16 lose names on a desktop

/** Loads basemap tiles through our own door to the network. */
class TileSource {
  /** @param {Page} page */
  constructor(page) {
    this._page = page;
    /** @type {() => void} */
    this.onFailure = () => {};
  }

  /** @param {{z: number, x: number, y: number}} tile @param {number} size */
  async get({ z, x, y }, size) {
    try {
      const bytes = await getBytes(fillUrl(this._page.urls.basemapTiles, { z, x, y }));
      return basemapOfTile(bytes, { size, language: this._page.language });
    } catch (error) {
      showFailure("basemap", error, this.onFailure);
      throw Object.assign(new Error("tile failed"), { name: "AbortError" });
    }
  }
}

/**
 * Put the ground under the map and return how to change its colours.
 * @param {L.Map} map
 * @param {Page} page
 * @param {{namesPane?: string}} [options] in a pane of their own the names stand over what is drawn on the ground
 * @returns {(theme: "light" | "dark") => void}
 */
export function addBasemap(map, page, { namesPane } = {}) {
  const isOverRaster = Boolean(page.basemap.url);
  if (isOverRaster) L.tileLayer(page.basemap.url, { attribution: page.basemap.attribution }).addTo(map);
  const source = new TileSource(page);
  const parts = namesPane ? [{ pane: GROUND, has: "areas" }, { pane: namesPane, has: "names" }] : [{ pane: GROUND, has: "both" }];
  /** @type {any[]} */
  let layers = [];
  source.onFailure = () => layers.forEach((layer) => layer.rerenderTiles());
  map.on("zoomstart", () => clearNotice("basemap"));
  return (theme) => {
    const before = layers;
    layers = [];
    for (const part of parts) layers.push(vectorLayer(page, source, theme, { ...part, isOverRaster, kept: before[0] ?? layers[0] }).addTo(map));
    for (const layer of before) layer.remove();
  };
}

/**
 * @param {Page} page
 * @param {TileSource} source
 * @param {"light" | "dark"} theme
 * @param {{pane: string, has: string, isOverRaster: boolean, kept: any}} options `kept`: a layer whose loaded tiles are kept
 */
function vectorLayer(page, source, theme, { pane, has, isOverRaster, kept }) {
  const colours = PALETTES[theme];
  const layer = /** @type {any} */ (
    leafletLayer({
      url: page.urls.basemapTiles,
      maxDataZoom: MAX_DATA_ZOOM,
      paintRules: has === "names" ? [] : paintRules(colours, { isOverRaster }),
      labelRules: has === "areas" ? [] : labelRules(colours, { isOverRaster }),
      backgroundColor: isOverRaster || has === "names" ? undefined : colours.ground,
      attribution: "",
      lang: page.language,
      tasks: [fontsLoaded()],
      pane,
      maxZoom: 22,
    })
  );
  layer.labelers = new Labelers(layer.scratch, layer.labelRules, LABELLED_TILES, layer.onTilesInvalidated);
  if (kept) layer.views = kept.views;
  for (const view of layer.views.values()) view.tileCache.source = source;
  return layer;
}

/** Canvas does not wait for fonts: names drawn before would stay in the wrong one. */
function fontsLoaded() {
  const faces = ["400", "600"].flatMap((weight) => [
    document.fonts.load(`${weight} 12px ${FONT}`, "กำ้"),
    document.fonts.load(`${weight} 12px ${FONT}`, "Ab"),
  ]);
  return /** @type {Promise<any>} */ (Promise.all(faces));
}
