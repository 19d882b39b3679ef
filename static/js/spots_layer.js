/** The learning spaces on the map: tiles come in, markers stand, each space once. */

import * as L from "leaflet";
import { fillUrl, getBytes } from "./api.js";
import { mergeOverlapping } from "./clusters.js";
import { debounced } from "./dom.js";
import { spotMarker } from "./markers.js";
import { namesWithRoom } from "./name_places.js";
import { clearNotice, showFailure } from "./notices.js";
import { spotsOfTile, tileKeyAt } from "./spot_tiles.js";
import { nameIn } from "./words.js";

/** @typedef {import("./types").Spot} Spot */
/** @typedef {import("./markers.js").Wording} Wording */
/** @typedef {{url: string, wording: Wording, onChoose: (spot: Spot) => void, onShown: () => void}} Options */

const DRAW_PAUSE_MS = 60;
const MERGE_PIXELS = 44;
const MERGE_PIXELS_CLOSE = 24;
const CLOSE_ZOOM = 17;
const NAMES_ZOOM = 16;

export class SpotsLayer extends L.GridLayer {
  /** @param {Options} given */
  constructor(given) {
    super({ pane: "markerPane", keepBuffer: 1, maxZoom: 22 });
    this._given = given;
    this._markers = L.layerGroup();
    /** @type {Set<number>} */
    this._hidden = new Set();
    /** @type {Record<string, string> | null} */
    this._parameters = null;
    /** @type {Map<string, Spot[]>} by tile key */
    this._spots = new Map();
    /** @type {Map<string, {marker: L.Marker, spot: Spot}>} by what it shows */
    this._shown = new Map();
    this._drawSoon = debounced(DRAW_PAUSE_MS, () => this._draw());
    this._requests = new AbortController();
    this.on("load", this._drawSoon);
    this.on("tileunload", (event) => this._spots.delete(keyOf(/** @type {any} */ (event).coords)));
  }

  /** @param {L.Map} map */
  onAdd(map) {
    this._markers.addTo(map);
    return super.onAdd(map);
  }

  /** @param {L.Map} map */
  onRemove(map) {
    this._markers.remove();
    return super.onRemove(map);
  }

  /**
   * Show the spaces that the server finds with these parameters, none at all for null.
   * @param {Record<string, string> | null} parameters
   */
  setParameters(parameters) {
    this._parameters = parameters;
    this.reload();
  }

  /** Ask for every tile anew; markers stay until their tile has come. */
  reload() {
    this._requests.abort();
    this._requests = new AbortController();
    this._spots.clear();
    clearNotice("spots");
    if (this._map) this.redraw();
    if (!this._parameters) this._draw();
  }

  /**
   * Return the number of spaces inside the bounds now shown.
   * @param {L.LatLngBounds} bounds
   */
  countWithin(bounds) {
    let count = 0;
    for (const { spot } of this._shown.values()) {
      if (bounds.contains([spot.lat, spot.lon])) count += spot.count;
    }
    return count;
  }

  /** Say again what is shown, as after the map has moved. */
  tellCount() {
    if (!this.isLoading()) this._given.onShown();
  }

  /** Hide the markers of spaces that are shown otherwise. @param {number[]} ids */
  setHidden(ids) {
    this._hidden = new Set(ids);
    for (const { marker, spot } of this._shown.values()) mark(marker, spot, this._hidden);
  }

  /** @param {L.Coords} coords @param {L.DoneCallback} done */
  createTile(coords, done) {
    const tile = document.createElement("div");
    this._load(coords).then(
      () => done(undefined, tile),
      (/** @type {Error} */ error) => done(error, tile),
    );
    return tile;
  }

  /** @param {L.Coords} coords */
  async _load(coords) {
    const { signal } = this._requests;
    if (!this._parameters) return;
    try {
      const { x, y, z } = coords;
      const url = fillUrl(this._given.url, { x, y, z }, this._parameters);
      const bytes = await getBytes(url, { signal });
      if (signal.aborted) return;
      this._spots.set(keyOf(coords), spotsOfTile(bytes, { x, y, z }));
      this._drawSoon();
    } catch (error) {
      if (!signal.aborted) showFailure("spots", error, () => this.reload());
      throw error;
    }
  }

  _draw() {
    if (!this._map) return;
    const zoom = this._map.getZoom();
    const current = [...this._spots].filter(([key]) => key.endsWith(`:${zoom}`));
    for (const [key] of this._spots) if (!key.endsWith(`:${zoom}`)) this._spots.delete(key);
    const spots = merged(current.flatMap(([, each]) => each), this._map, zoom);
    this._replace(spots, new Set(current.map(([key]) => key)), zoom);
    this._showNames(zoom);
    this.tellCount();
  }

  /** @param {Spot[]} spots @param {Set<string>} loaded @param {number} zoom */
  _replace(spots, loaded, zoom) {
    const wanted = new Map(spots.map((spot) => [identity(spot), spot]));
    for (const [key, { marker, spot }] of this._shown) {
      if (wanted.has(key) || this._isAwaited(spot, loaded, zoom)) continue;
      this._markers.removeLayer(marker);
      this._shown.delete(key);
    }
    for (const [key, spot] of wanted) {
      if (this._shown.has(key)) continue;
      const marker = spotMarker(spot, this._given.wording, this._given.onChoose);
      this._markers.addLayer(marker);
      mark(marker, spot, this._hidden);
      this._shown.set(key, { marker, spot });
    }
  }

  /** @param {number} zoom */
  _showNames(zoom) {
    const shown = [...this._shown.values()];
    const spots = shown.map(({ spot }) => spot).sort((a, b) => a.id - b.id);
    const { language } = this._given.wording;
    const named = namesWithRoom(
      zoom < NAMES_ZOOM ? [] : spots,
      (spot) => this._map.project([spot.lat, spot.lon], zoom),
      (spot) => nameIn(spot, language),
    );
    for (const { marker, spot } of shown) {
      marker.getElement()?.classList.toggle("has-name", spot.count === 1 && named.has(spot.id));
    }
  }

  /**
   * Whether the tile that will say if a spot stays is still under way.
   * @param {Spot} spot @param {Set<string>} loaded @param {number} zoom
   */
  _isAwaited(spot, loaded, zoom) {
    return Boolean(this._parameters) && this.isLoading() && !loaded.has(tileKeyAt(spot, zoom));
  }
}

/** @param {L.Coords} coords */
function keyOf({ x, y, z }) {
  return `${x}:${y}:${z}`;
}

/** @param {Spot[]} spots @param {L.Map} map @param {number} zoom */
function merged(spots, map, zoom) {
  const unique = [...new Map(spots.map((spot) => [identity(spot), spot])).values()];
  const project = (/** @type {Spot} */ spot) => map.project([spot.lat, spot.lon], zoom);
  return mergeOverlapping(unique, project, zoom >= CLOSE_ZOOM ? MERGE_PIXELS_CLOSE : MERGE_PIXELS);
}

/** @param {Spot} spot */
function identity(spot) {
  return `${spot.id}:${spot.count}:${JSON.stringify(spot.kinds)}`;
}

/** @param {L.Marker} marker @param {Spot} spot @param {Set<number>} hidden */
function mark(marker, spot, hidden) {
  marker.getElement()?.classList.toggle("is-chosen", spot.count === 1 && hidden.has(spot.id));
}
