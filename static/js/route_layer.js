/** A route on the map: its way over the streets, and its numbered stops. */

import * as L from "leaflet";
import { element } from "./dom.js";
import { makeButton } from "./markers.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./route_types").RouteStop} RouteStop */
/** @typedef {import("./route_types").RouteLegs} RouteLegs */
/** @typedef {{language: "th" | "en", onChoose: (number: number) => void}} Options `number` counts the stops from 1 */

const PANE = "walk";
const PIN_SIZE = 34;
const ROOM = 0.0015; // degrees around a route, so that its pins are not at the edge

export class RouteLayer {
  /** @param {L.Map} map @param {Options} options */
  constructor(map, options) {
    map.createPane(PANE).style.zIndex = "450";
    this._options = options;
    this._lines = L.layerGroup().addTo(map);
    this._pins = L.layerGroup().addTo(map);
    this._renderer = L.svg({ pane: PANE, padding: 0.5 });
  }

  /** @param {{stops: RouteStop[], legs: RouteLegs}} route */
  show({ stops, legs }) {
    this._lines.clearLayers();
    this._pins.clearLayers();
    for (const className of ["walk-casing", "walk-line"]) {
      for (const { geometry } of legs.features) this._line(geometry.coordinates, className);
    }
    const shown = stops.filter(isPlaced);
    for (const [index, stop] of shown.entries()) this._pin(stop, index + 1);
  }

  /** @param {[number, number][]} line @param {string} className */
  _line(line, className) {
    const places = line.map(([lon, lat]) => L.latLng(lat, lon));
    L.polyline(places, { className, interactive: false, pane: PANE, renderer: this._renderer, smoothFactor: 0.5 }).addTo(this._lines);
  }

  /** @param {RouteStop} stop @param {number} number */
  _pin(stop, number) {
    const { language, onChoose } = this._options;
    const label = t("Stop {number}: {place}", { number, place: stopName(stop, language) });
    const face = element("div", { class: "walk-pin", "data-kind": stop.kind }, String(number));
    const marker = L.marker([stop.lat ?? 0, stop.lon ?? 0], {
      icon: L.divIcon({ html: face, className: "walk-stop-pin", iconSize: [PIN_SIZE, PIN_SIZE] }),
      zIndexOffset: 5_000 - number,
    });
    marker.on("add", () => makeButton(marker, label, () => onChoose(number)));
    marker.addTo(this._pins);
  }
}

/** @param {RouteStop} stop */
export function isPlaced({ left_out: isLeftOut, lon, lat }) {
  return !isLeftOut && lon !== undefined && lat !== undefined;
}

/** What a stop is called: by its own title, by its space. @param {RouteStop} stop @param {"th" | "en"} language */
export function stopName(stop, language) {
  const title = nameIn({ name_th: stop.title_th, name_en: stop.title_en }, language);
  return title || nameIn(stop, language) || t("Point on the map");
}

/**
 * Return the bounds of a route, null where nothing of it has a place.
 * @param {{stops: RouteStop[], legs: RouteLegs}} route
 */
export function boundsOf({ stops, legs }) {
  const places = [
    ...stops.filter(isPlaced).map(({ lat, lon }) => L.latLng(lat ?? 0, lon ?? 0)),
    ...legs.features.flatMap(({ geometry }) => geometry.coordinates.map(([lon, lat]) => L.latLng(lat, lon))),
  ];
  if (!places.length) return null;
  const bounds = L.latLngBounds(places);
  return L.latLngBounds(
    [bounds.getSouth() - ROOM, bounds.getWest() - ROOM],
    [bounds.getNorth() + ROOM, bounds.getEast() + ROOM],
  );
}
