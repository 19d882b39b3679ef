/** The map of the desk: what waits and where, and one point that is moved. */

import "./desk_leaflet.js";
import "@geoman-io/leaflet-geoman-free";
import * as L from "leaflet";
import { addBasemap } from "./basemap.js";
import { element, find, wantsLessMotion } from "./dom.js";
import { kindIcon } from "./icons.js";
import { makeMap } from "./map_frame.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").LonLat} LonLat */
/** @typedef {{id: number, at: LonLat, label: string, kind?: string | null, tone?: string}} Pin */

const CLOSE_ZOOM = 17;
const DIGITS = 7;

export class DeskMap {
  /** @param {import("./desk_types").DeskPage} page @param {import("./types").City[]} cities */
  constructor(page, cities) {
    this._box = find("#map-box");
    this._box.hidden = false;
    this.map = makeMap(cities);
    this._recolour = addBasemap(this.map, page);
    this._pins = L.layerGroup().addTo(this.map);
    this._point = L.layerGroup().addTo(this.map);
    /** @type {Map<number, L.Marker>} */
    this._byId = new Map();
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(find("#map"));
  }

  /** @param {"light" | "dark"} theme */
  setTheme(theme) {
    this._recolour(theme);
  }

  /** Show the map or take it away; what was on it goes. @param {boolean} isShown */
  open(isShown) {
    this._box.hidden = !isShown;
    this.clear();
    if (isShown) this.map.invalidateSize({ animate: false });
  }

  clear() {
    this._pins.clearLayers();
    this._byId.clear();
    this.endPoint();
  }

  /** @param {import("./types").City} city */
  fitCity({ bbox: [west, south, east, north] }) {
    this.map.fitBounds([[south, west], [north, east]], { animate: false });
  }

  /**
   * Show pins in the place of those before.
   * @param {Pin[]} pins
   * @param {(id: number) => void} [onChoose]
   */
  show(pins, onChoose) {
    this._pins.clearLayers();
    this._byId.clear();
    for (const pin of pins) {
      const marker = this._pin(pin);
      if (onChoose) marker.on("click", () => onChoose(pin.id));
      this._byId.set(pin.id, marker);
    }
  }

  /** @param {Pin} pin */
  _pin({ at: [lon, lat], label, kind, tone }) {
    const face = element("span", { class: "desk-pin", "data-kind": kind ?? null, "data-tone": tone ?? null });
    if (kind) face.append(kindIcon(kind));
    const icon = L.divIcon({ html: face, className: "desk-spot", iconSize: [32, 32] });
    return L.marker([lat, lon], { icon, title: label, alt: label, riseOnHover: true }).addTo(this._pins);
  }

  /** Let one pin stand out, and go there. @param {number | null} id */
  choose(id) {
    for (const [each, marker] of this._byId) marker.getElement()?.classList.toggle("is-chosen", each === id);
    const marker = id === null ? null : this._byId.get(id);
    if (marker) this._go(marker.getLatLng());
  }

  /** Go where all of these are. @param {LonLat[]} places */
  fit(places) {
    if (places.length === 0) return;
    const bounds = L.latLngBounds(places.map(([lon, lat]) => /** @type {L.LatLngTuple} */ ([lat, lon])));
    this.map.fitBounds(bounds.pad(0.3), { maxZoom: CLOSE_ZOOM, animate: !wantsLessMotion() });
  }

  /** Show a move: from where to where. @param {LonLat | null} before @param {LonLat} after */
  showMove(before, after) {
    this.endPoint();
    if (before) {
      L.polyline([latLng(before), latLng(after)], { className: "desk-move", interactive: false }).addTo(this._point);
      L.circleMarker(latLng(before), { radius: 7, className: "desk-before", interactive: false }).addTo(this._point);
    }
    L.circleMarker(latLng(after), { radius: 9, className: "desk-after", interactive: false }).addTo(this._point);
    this.fit(before ? [before, after] : [after]);
  }

  /**
   * Let a point be dragged, or be set by a click where there is none yet.
   * @param {LonLat | null} at
   * @param {(at: LonLat) => void} onMove
   */
  editPoint(at, onMove) {
    this.endPoint();
    if (at) {
      this._draggable(at, onMove);
      this.fit([at]);
    } else this._drawable(onMove);
  }

  /** @param {LonLat} at @param {(at: LonLat) => void} onMove */
  _draggable(at, onMove) {
    const icon = L.divIcon({ html: element("span", { class: "desk-point" }), className: "desk-spot", iconSize: [44, 44] });
    const label = t("The place: drag it, or move it with the arrow keys");
    const marker = L.marker(latLng(at), { icon, title: label, alt: label, zIndexOffset: 1000 }).addTo(this._point);
    /** @type {any} */ (marker).pm.enable({ draggable: true, snappable: false, preventMarkerRemoval: true });
    const tell = () => onMove(lonLat(marker.getLatLng()));
    marker.on("pm:drag pm:dragend dragend", tell);
    marker.on("keydown", (/** @type {any} */ { originalEvent: event }) => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[/** @type {string} */ (event.key)];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const spot = this.map.latLngToContainerPoint(marker.getLatLng());
      marker.setLatLng(this.map.containerPointToLatLng(spot.add(L.point(step[0], step[1]))));
      tell();
    });
  }

  /** @param {(at: LonLat) => void} onMove */
  _drawable(onMove) {
    const geoman = /** @type {any} */ (this.map).pm;
    this.map.once("pm:create", (/** @type {any} */ { layer }) => {
      const at = lonLat(layer.getLatLng());
      layer.remove();
      onMove(at);
    });
    geoman.enableDraw("Marker", { continueDrawing: false, tooltips: false, snappable: false });
  }

  endPoint() {
    const geoman = /** @type {any} */ (this.map).pm;
    if (geoman?.globalDrawModeEnabled?.()) geoman.disableDraw();
    this.map.off("pm:create");
    this._point.clearLayers();
  }

  /** @returns {LonLat} the middle of what is seen */
  middle() {
    return lonLat(this.map.getCenter());
  }

  /** @param {L.LatLng} at */
  _go(at) {
    const zoom = Math.max(this.map.getZoom(), CLOSE_ZOOM - 1);
    this.map.setView(at, zoom, { animate: !wantsLessMotion() });
  }
}

/** @param {LonLat} at @returns {L.LatLngTuple} */
function latLng([lon, lat]) {
  return [lat, lon];
}

/** @param {L.LatLng} at @returns {LonLat} */
function lonLat(at) {
  const { lng, lat } = at.wrap();
  return [Number(lng.toFixed(DIGITS)), Number(lat.toFixed(DIGITS))];
}
