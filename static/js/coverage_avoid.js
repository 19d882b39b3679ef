/** An area where nothing may stand: drawn by tapping its corners on the map. */

import * as L from "leaflet";
import { MOST_CORNERS } from "./coverage_state.js";
import { t } from "./words.js";

/** @typedef {[number, number][]} Corners lon, lat */
/**
 * @typedef {object} Parts
 * @property {L.Map} map
 * @property {import("./picking.js").Picking} picking
 * @property {(corners: Corners) => void} onDrawn
 */

export class AvoidArea {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    this._shape = L.polygon([], { className: "avoid-area", interactive: false }).addTo(parts.map);
    /** @type {Corners} */
    this._drawn = [];
  }

  /** Show an area that is decided on. @param {Corners} corners none to show nothing */
  show(corners) {
    if (!this._drawn.length) this._shape.setLatLngs(latLngs(corners));
  }

  /** Let corners be tapped until it is said that these are all. */
  draw() {
    this._drawn = [];
    this._shape.setLatLngs([]);
    this._parts.picking.begin({
      message: t("Tap the corners of the area where nothing may stand, then Done."),
      isMany: true,
      use: (place) => "lon" in place && this._add([place.lon, place.lat]),
      onEnd: () => this._end(),
    });
  }

  /** @param {[number, number]} corner */
  _add(corner) {
    this._drawn = [...this._drawn, corner].slice(0, MOST_CORNERS);
    this._shape.setLatLngs(latLngs(this._drawn));
  }

  _end() {
    const drawn = this._drawn;
    this._drawn = [];
    if (drawn.length >= 3) this._parts.onDrawn(drawn);
    else this._shape.setLatLngs([]);
  }
}

/** @param {Corners} corners */
function latLngs(corners) {
  return corners.map(([lon, lat]) => L.latLng(lat, lon));
}
