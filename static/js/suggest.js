/** Suggesting: the ways in from the card and from the map, and by a link. */

import * as L from "leaflet";
import { cityAt } from "./cities.js";
import { element, find } from "./dom.js";
import { controlIcon } from "./icons.js";
import { chosenMarker } from "./markers.js";
import { clearNotice, showNotice } from "./notices.js";
import { SuggestSheet } from "./suggest_sheet.js";
import { t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").City} City */
/** @typedef {import("./types").Feature} SpaceFeature */
/** @typedef {import("./types").WalkPlace} WalkPlace */
/** @typedef {{map: L.Map, page: Page, cities: City[], picking: import("./picking.js").Picking, openCard: (id: number) => void, asked: string | null}} Parts `asked`: what a link asks for, "update" or "create" */

const SUBJECT = "suggest";

export class Suggesting {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {SpaceFeature | null} */
    this._space = null;
    /** @type {L.Marker | null} */
    this._marker = null;
    this._isAsked = parts.asked === "update";
    this._sheet = new SuggestSheet({ page: parts.page, openCard: parts.openCard, onClose: () => this._clear() });
    find("#card-suggest").addEventListener("click", () => this._space && this._sheet.open({ space: this._space }));
    this._addControl();
    if (parts.asked === "create") this._pick();
  }

  /** Offer to correct the space whose card is shown; null for none. @param {SpaceFeature | null} space */
  showOn(space) {
    this._space = space;
    find("#card-suggest").hidden = !space;
    if (!space || !this._isAsked) return;
    this._isAsked = false;
    this._sheet.open({ space });
  }

  _addControl() {
    const label = t("Add a place");
    const button = element("button", { type: "button", id: "suggest-new", class: "suggest-new", title: label }, controlIcon("plus"), element("span", {}, label));
    const control = new L.Control({ position: "bottomright" });
    control.onAdd = () => {
      const box = element("div", { class: "leaflet-bar" }, button);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(this._parts.map);
    button.addEventListener("click", () => this._pick());
  }

  _pick() {
    clearNotice(SUBJECT);
    const message = t("Tap the map where the place is.");
    this._parts.picking.begin({ message, use: (place) => this._describe(place) });
  }

  /** @param {WalkPlace} picked */
  _describe(picked) {
    if ("space" in picked && picked.space) return this._parts.openCard(picked.space);
    const place = /** @type {{lon: number, lat: number}} */ (picked);
    const city = cityAt(this._parts.cities, place);
    if (!city) {
      return showNotice(SUBJECT, { message: t("No city of this map is there."), label: t("Choose again"), act: () => this._pick() });
    }
    this._marker = chosenMarker({ ...place, kind: "", subkind: null }, "").addTo(this._parts.map);
    this._sheet.open({ city, place });
  }

  _clear() {
    this._marker?.remove();
    this._marker = null;
  }
}
