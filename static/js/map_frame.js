/** The frame of a page's map: how far one zooms, how it moves, its controls. */

import * as L from "leaflet";
import { element, wantsLessMotion } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./types").City} City */

export const MAX_ZOOM = 19;

/**
 * Return a map without ground, with the attribution of the cities.
 * @param {City[]} cities
 */
export function makeMap(cities) {
  const moves = !wantsLessMotion();
  const map = L.map("map", {
    zoomControl: false,
    maxZoom: MAX_ZOOM,
    minZoom: 3,
    worldCopyJump: true,
    zoomAnimation: moves,
    fadeAnimation: moves,
    inertia: moves,
  });
  map.createPane("ground").style.zIndex = "150";
  map.attributionControl.setPrefix(false);
  for (const attribution of new Set(cities.map((city) => city.attribution).filter(Boolean))) {
    map.attributionControl.addAttribution(escaped(attribution));
  }
  L.control
    .zoom({ position: "bottomright", zoomInTitle: t("Zoom in"), zoomOutTitle: t("Zoom out") })
    .addTo(map);
  L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
  return map;
}

/** @param {string} text */
function escaped(text) {
  return element("span", {}, text).innerHTML;
}
