/** A walk on the map: the way with its casing, the doors dashed, the stops numbered. */

import * as L from "leaflet";
import { element } from "./dom.js";
import { controlIcon } from "./icons.js";
import { makeButton } from "./markers.js";
import { legsOf, placeOf, stopsOf, streetsAndDoors } from "./walk_answer.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./types").WalkAlternative} WalkAlternative */
/** @typedef {import("./walk_planner.js").Planned} Planned */
/** @typedef {{place: [number, number], number: number, kind: string | null, label: string, onChoose: () => void}} Pin */
/** @typedef {{language: "th" | "en", onChoose: (place: import("./types").WalkPlace, index: number) => void}} Options */

const PANE = "walk";
const PIN_SIZE = 34;

export class WalkLayer {
  /** @param {L.Map} map @param {Options} options */
  constructor(map, options) {
    map.createPane(PANE).style.zIndex = "450";
    this._options = options;
    this._lines = L.layerGroup().addTo(map);
    this._preview = L.layerGroup().addTo(map);
    this._pins = L.layerGroup().addTo(map);
    this._renderer = L.svg({ pane: PANE, padding: 0.5 });
  }

  clear() {
    this._lines.clearLayers();
    this._preview.clearLayers();
    this._pins.clearLayers();
  }

  /** Draw a planned walk. @param {Planned} planned */
  show({ plan, answer }) {
    this.clear();
    const stops = stopsOf(answer);
    const { streets, doors } = streetsAndDoors(legsOf(answer), stops, plan.start !== undefined);
    for (const style of ["walk-casing", "walk-line"]) {
      for (const line of streets) this._draw(this._lines, line, style);
    }
    for (const line of doors) this._draw(this._lines, line, "walk-door");
    const isLoop = isNear(answer.walk.start, answer.walk.end);
    if (plan.start) this._pin(endPin(answer.walk.start, "walk", isLoop ? t("Start and end of the walk") : t("Start of the walk")));
    if (!isLoop && (plan.end || plan.loop)) this._pin(endPin(answer.walk.end, "flag", t("End of the walk")));
    for (const [index, stop] of stops.entries()) {
      const name = nameIn(stop.properties, this._options.language) || t("Point on the map");
      this.showPin({
        place: stop.geometry.coordinates,
        number: index + 1,
        kind: stop.properties.kind,
        label: t("Stop {number}: {place}", { number: index + 1, place: name }),
        onChoose: () => this._options.onChoose(placeOf(stop), index),
      });
    }
  }

  /** Draw one numbered stop. @param {Pin} pin */
  showPin({ place: [lon, lat], number, kind, label, onChoose }) {
    const face = element("div", { class: "walk-pin", "data-kind": kind }, String(number));
    const marker = L.marker([lat, lon], {
      icon: L.divIcon({ html: face, className: "walk-stop-pin", iconSize: [PIN_SIZE, PIN_SIZE] }),
      zIndexOffset: 5_000 - number,
    });
    marker.on("add", () => makeButton(marker, label, onChoose));
    this._pin(marker);
  }

  /** Show another way to walk beside it, none for null. @param {WalkAlternative | null} alternative */
  preview(alternative) {
    this._preview.clearLayers();
    for (const leg of alternative?.features ?? []) this._draw(this._preview, leg.geometry.coordinates, "walk-other");
  }

  /** @param {L.LayerGroup} group @param {[number, number][]} line @param {string} className */
  _draw(group, line, className) {
    const places = line.map(([lon, lat]) => L.latLng(lat, lon));
    L.polyline(places, { className, interactive: false, pane: PANE, renderer: this._renderer, smoothFactor: 0.5 }).addTo(group);
  }

  /** @param {L.Marker} marker */
  _pin(marker) {
    marker.addTo(this._pins);
  }
}

/** @param {[number, number]} place @param {"walk" | "flag"} icon @param {string} label */
function endPin([lon, lat], icon, label) {
  const face = element("div", { class: "walk-pin walk-pin-end", role: "img", "aria-label": label, title: label }, controlIcon(icon));
  return L.marker([lat, lon], {
    icon: L.divIcon({ html: face, className: "walk-stop-pin", iconSize: [PIN_SIZE, PIN_SIZE] }),
    keyboard: false,
    interactive: false,
    zIndexOffset: 4_000,
  });
}

/** @param {[number, number]} a @param {[number, number]} b */
function isNear([a, b], [c, d]) {
  return Math.abs(a - c) < 1e-5 && Math.abs(b - d) < 1e-5;
}
