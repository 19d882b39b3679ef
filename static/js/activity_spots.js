/** The places where something happens, on the map. */

import * as L from "leaflet";
import { element } from "./dom.js";
import { kindIcon } from "./icons.js";
import { makeButton } from "./markers.js";
import { nameIn, t } from "./words.js";

/** @typedef {ReturnType<typeof import("./activity_window.js").spotsOf>[number]} Spot */

const SIZE = 40;

export class ActivitySpots {
  /** @param {L.Map} map @param {{language: "th" | "en", onChoose: (space: number) => void}} options */
  constructor(map, { language, onChoose }) {
    this._language = language;
    this._onChoose = onChoose;
    this._layer = L.layerGroup().addTo(map);
  }

  /** @param {Spot[]} spots */
  show(spots) {
    this._layer.clearLayers();
    for (const spot of spots) this._layer.addLayer(this._marker(spot));
  }

  clear() {
    this._layer.clearLayers();
  }

  /** @param {Spot} spot */
  _marker({ space, happenings }) {
    const count = happenings.length;
    const face = element(
      "div",
      { class: "activity-face", "data-kind": space.kind },
      kindIcon(space.kind),
      element("span", { class: "activity-number" }, String(count)),
    );
    const icon = L.divIcon({ html: face, className: "activity-spot", iconSize: [SIZE, SIZE] });
    const marker = L.marker([space.lat, space.lon], { icon, riseOnHover: true, zIndexOffset: 5_000 });
    const name = nameIn(space, this._language) || t("No name");
    const label = [name, count === 1 ? t("1 activity") : t("{count} activities", { count })].join(", ");
    marker.on("add", () => makeButton(marker, label, () => this._onChoose(space.id)));
    return marker;
  }
}
