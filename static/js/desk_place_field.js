/** The place of a space in its form: typed as two numbers, dragged on the map, or set by a click. */

import { button, labelled } from "./desk_parts.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").LonLat} LonLat */

const DIGITS = 7;

export class PlaceField {
  /** @param {LonLat | null} at @param {Bench} bench */
  constructor(at, { map }) {
    /** @type {LonLat | null} longitude and latitude; null: on no map */
    this.place = at;
    this._map = map;
    this._lat = element("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
    this._lon = element("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
    this._move = (/** @type {LonLat} */ moved) => this._moveTo(moved);
    for (const input of [this._lon, this._lat]) input.addEventListener("change", () => this._typed());
    this._show();
    map.editPoint(at, this._move);
    const middle = button(t("Take the middle of the map"), () => {
      this.place = null;
      this._moveTo(map.middle());
    });
    this.element = element("fieldset", { class: "field is-wide desk-place" }, element("legend", {}, t("Position on the map")),
      element("p", { class: "hint" }, t("Drag the point on the map, or click the map where there is none yet.")),
      element("div", { class: "desk-pair" }, labelled(t("Latitude"), this._lat), labelled(t("Longitude"), this._lon)),
      element("div", { class: "buttons" }, middle));
  }

  _show() {
    [this._lon.value, this._lat.value] = this.place ? this.place.map((each) => each.toFixed(DIGITS).replace(/\.?0+$/, "")) : ["", ""];
  }

  /** @param {LonLat} moved */
  _moveTo(moved) {
    const isFirst = this.place === null;
    this.place = moved;
    this._show();
    if (isFirst) this._map.editPoint(moved, this._move);
  }

  _typed() {
    const pair = /** @type {LonLat} */ ([Number(this._lon.value), Number(this._lat.value)]);
    const isPlace = this._lon.value.trim() && this._lat.value.trim() && pair.every(Number.isFinite) && Math.abs(pair[1]) <= 90 && Math.abs(pair[0]) <= 180;
    this.place = isPlace ? pair : null;
    this._map.editPoint(this.place, this._move);
  }
}
