/** Choosing places by tapping the map or a learning space; with the keyboard, by the map's middle. */

import { find } from "./dom.js";
import { announce } from "./notices.js";
import { t } from "./words.js";

/** @typedef {import("./types").WalkPlace} WalkPlace */
/** @typedef {{message: string, use: (place: WalkPlace) => void, isMany?: boolean, onEnd?: () => void}} Wish `isMany`: until it is ended */

export class Picking {
  /** @param {import("leaflet").Map} map */
  constructor(map) {
    this._map = map;
    this._box = find("#pick");
    /** @type {Wish | null} */
    this._wish = null;
    /** @type {Element | null} */
    this._opener = null;
    map.on("click", ({ latlng }) => this._takePoint(latlng));
    find("#pick-middle").addEventListener("click", () => this._takePoint(map.getCenter()));
    find("#pick-end").addEventListener("click", () => this.end());
  }

  get isOn() {
    return this._wish !== null;
  }

  /** @param {Wish} wish */
  begin(wish) {
    this._wish = wish;
    this._opener = document.activeElement;
    this._box.hidden = false;
    document.documentElement.classList.add("is-picking");
    find("#pick-words").textContent = wish.message;
    find("#pick-end").textContent = wish.isMany ? t("Done") : t("Cancel");
    find("#pick-end").focus({ preventScroll: true });
    announce(wish.message);
  }

  end() {
    const wish = this._wish;
    this._wish = null;
    this._box.hidden = true;
    document.documentElement.classList.remove("is-picking");
    if (this._opener instanceof HTMLElement) this._opener.focus({ preventScroll: true });
    wish?.onEnd?.();
  }

  /** @param {WalkPlace} place */
  take(place) {
    const wish = this._wish;
    if (!wish) return;
    if (!wish.isMany) this.end();
    wish.use(place);
  }

  /** @param {import("leaflet").LatLng} at */
  _takePoint(at) {
    const { lng, lat } = at.wrap();
    this.take({ lon: Number(lng.toFixed(5)), lat: Number(lat.toFixed(5)) });
  }
}
