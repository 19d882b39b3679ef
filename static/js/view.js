/** The part of the earth the map shows, and going elsewhere with room for the boxes over it. */

import * as L from "leaflet";
import { boxOf } from "./cities.js";
import { find, wantsLessMotion } from "./dom.js";
import { insetsOf } from "./layout.js";
import { differs } from "./store.js";

/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").City} City */
/** @typedef {import("./store.js").Store<import("./types").PageState>} Store */

const SPACE_ZOOM = 17;
const MOST_FIT_ZOOM = 18;

export class View {
  /** @param {L.Map} map @param {Store} store @param {HTMLElement[]} boxes that may lie over the map */
  constructor(map, store, boxes) {
    this._map = map;
    this._boxes = boxes;
    this._store = store;
    map.on("moveend", () => this._remember());
    store.onChange((after, before) => differs(after, before, "lat", "lon", "zoom") && this._follow());
  }

  /** Show what the state says, or the whole city. @param {City[]} cities */
  begin(cities) {
    const { lat, lon, zoom, city } = this._store.state;
    if (lat !== null && lon !== null) this._map.setView([lat, lon], zoom ?? SPACE_ZOOM, { animate: false });
    else this.goTo(boxOf(cities, city), { animate: false });
  }

  /**
   * Go so that a box lies in the free part of the map.
   * @param {Box} box
   * @param {{animate?: boolean, maxZoom?: number}} [options]
   */
  goTo([west, south, east, north], { animate = true, maxZoom = MOST_FIT_ZOOM } = {}) {
    const insets = this._insets();
    this._map.fitBounds([[south, west], [north, east]], {
      paddingTopLeft: [insets.left, insets.top],
      paddingBottomRight: [insets.right, insets.bottom],
      maxZoom,
      animate: animate && !wantsLessMotion(),
    });
  }

  /** Go to a space, not farther out than the map is. @param {number} lon @param {number} lat */
  goToSpace(lon, lat) {
    const zoom = Math.max(this._map.getZoom(), SPACE_ZOOM);
    this.goTo([lon, lat, lon, lat], { maxZoom: zoom });
  }

  /** Move just so far that a space is not under a box. @param {number} lon @param {number} lat */
  uncover(lon, lat) {
    const insets = this._insets();
    this._map.panInside([lat, lon], {
      paddingTopLeft: [insets.left + 24, insets.top + 48],
      paddingBottomRight: [insets.right + 24, insets.bottom + 24],
      animate: !wantsLessMotion(),
    });
  }

  /** Return what lies in the free part of the map. @returns {Box} */
  inSight() {
    const { left, top, right, bottom } = this._insets();
    const { x, y } = this._map.getSize();
    const northWest = this._map.containerPointToLatLng([left, top]);
    const southEast = this._map.containerPointToLatLng([x - right, y - bottom]);
    return [northWest.lng, southEast.lat, southEast.lng, northWest.lat];
  }

  _insets() {
    return insetsOf(find("#map"), this._boxes);
  }

  _remember() {
    const { lat, lng } = this._map.getCenter().wrap();
    const [latitude, longitude] = [Number(lat.toFixed(5)), Number(lng.toFixed(5))];
    this._store.change({ lat: latitude, lon: longitude, zoom: this._map.getZoom() });
  }

  /** Follow the history, not our own remembering. */
  _follow() {
    const { lat, lon, zoom } = this._store.state;
    if (lat === null || lon === null || zoom === null) return;
    const here = this._map.getCenter().wrap();
    const isThere = Math.abs(here.lat - lat) < 1e-5 && Math.abs(here.lng - lon) < 1e-5;
    if (isThere && this._map.getZoom() === zoom) return;
    this._map.setView([lat, lon], zoom, { animate: !wantsLessMotion() });
  }
}
