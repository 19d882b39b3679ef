/** The walk and the walker on the map, which goes along with them. */

import * as L from "leaflet";
import { element, find, wantsLessMotion } from "./dom.js";
import { insetsOf } from "./layout.js";
import { legsOf } from "./walk_answer.js";
import { nameIn } from "./words.js";

/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./follow_types").Route} Route */
/** @typedef {import("./follow_types").Progress} Progress */
/** @typedef {import("./follow_types").Fix} Fix */

const PANE = "follow";
const WALKING_ZOOM = 17;
const STOP_SIZE = 36;
const SELF_SIZE = 44;
const STILL_METRES = 4; // a shorter move says nothing about where one is heading
const GROUND_METRES = 1_000; // wider circles of accuracy only hide the map

export class FollowMap {
  /** @param {L.Map} map @param {{language: "th" | "en", onHeld: (isHeld: boolean) => void}} options */
  constructor(map, { language, onHeld }) {
    this._map = map;
    this._language = language;
    this._onHeld = onHeld;
    if (!map.getPane(PANE)) map.createPane(PANE).style.zIndex = "455";
    this._walk = L.layerGroup().addTo(map);
    this._self = L.layerGroup().addTo(map);
    this._renderer = L.svg({ pane: PANE, padding: 0.5 });
    /** @type {Fix | null} */
    this._fix = null;
    /** @type {number | null} */
    this._heading = null;
    this._isHeld = true;
    this._release = () => this._hold(false);
    map.on("dragstart", this._release);
    map.getContainer().addEventListener("keydown", this._onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.key.startsWith("Arrow")) this._release();
    });
  }

  /** Draw what is walked, what is ahead and the stops. @param {WalkAnswer} answer @param {Route} route @param {Progress} progress */
  draw(answer, route, progress) {
    this._walk.clearLayers();
    const current = progress.phase === "arrived" ? progress.leg + 1 : progress.leg;
    for (const [index, leg] of legsOf(answer).entries()) {
      const style = index < current || progress.phase === "finished" ? "done" : index === current ? "now" : "later";
      if (style === "now") this._line(leg.geometry.coordinates, "casing");
      this._line(leg.geometry.coordinates, style);
    }
    for (const [index, stop] of route.stops.entries()) {
      const name = nameIn(stop, this._language);
      const face = element("div", { class: "follow-stop", "data-kind": stop.kind }, String(index + 1));
      this._mark(stop.lonLat, face, STOP_SIZE).addTo(this._walk).getElement()?.setAttribute("title", name);
    }
  }

  /** @param {Fix} fix */
  showFix(fix) {
    this._heading = fix.heading ?? this._headingFrom(fix) ?? this._heading;
    this._fix = fix;
    this._self.clearLayers();
    const { lon, lat, accuracy } = fix;
    if (accuracy < GROUND_METRES) {
      L.circle([lat, lon], { radius: accuracy, className: "follow-accuracy", interactive: false, pane: PANE, renderer: this._renderer }).addTo(this._self);
    }
    const cone = this._heading === null ? null : element("span", { class: "follow-heading", style: `rotate: ${Math.round(this._heading)}deg` });
    this._mark([lon, lat], element("div", { class: "follow-self", "data-place": `${lon.toFixed(5)},${lat.toFixed(5)}` }, cone, element("span", { class: "follow-dot" })), SELF_SIZE, 20_000).addTo(this._self);
    this.goAlong();
  }

  /** Keep the walker in the middle of the free part of the map, unless the person looks elsewhere. */
  goAlong() {
    if (this._fix && this._isHeld) this._centre([this._fix.lat, this._fix.lon]);
  }

  /** Look at the walker again. */
  recentre() {
    this._hold(true);
    this._map.setZoom(Math.max(this._map.getZoom(), WALKING_ZOOM), { animate: false });
    this.goAlong();
  }

  /** Look at the walk while the walker is not found yet. @param {[number, number]} place lon, lat */
  lookAt([lon, lat]) {
    this._map.setZoom(Math.max(this._map.getZoom(), WALKING_ZOOM), { animate: false });
    this._centre([lat, lon]);
  }

  remove() {
    this._map.off("dragstart", this._release);
    this._map.getContainer().removeEventListener("keydown", this._onKey);
    this._walk.remove();
    this._self.remove();
    this._renderer.remove();
  }

  /** @param {[number, number]} place lat, lon */
  _centre(place) {
    const zoom = this._map.getZoom();
    const size = this._map.getSize();
    const { left, top, right, bottom } = insetsOf(find("#map"), [find("#follow-top"), find("#follow-bottom")]);
    const shift = L.point((right - left) / 2, (bottom - top) / 2);
    if (!size.x) return;
    const centre = this._map.unproject(this._map.project(place, zoom).add(shift), zoom);
    this._map.setView(centre, zoom, { animate: !wantsLessMotion() });
  }

  /** @param {boolean} isHeld */
  _hold(isHeld) {
    if (isHeld === this._isHeld) return;
    this._isHeld = isHeld;
    this._onHeld(isHeld);
  }

  /** @param {Fix} fix @returns {number | null} degrees from north */
  _headingFrom(fix) {
    const before = this._fix;
    if (!before || this._map.distance([before.lat, before.lon], [fix.lat, fix.lon]) < STILL_METRES) return null;
    const east = (fix.lon - before.lon) * Math.cos((fix.lat * Math.PI) / 180);
    return ((Math.atan2(east, fix.lat - before.lat) * 180) / Math.PI + 360) % 360;
  }

  /** @param {[number, number][]} line @param {string} style */
  _line(line, style) {
    const places = line.map(([lon, lat]) => L.latLng(lat, lon));
    L.polyline(places, { className: `follow-line follow-line-${style}`, interactive: false, pane: PANE, renderer: this._renderer, smoothFactor: 0.5 }).addTo(this._walk);
  }

  /** @param {[number, number]} place lon, lat @param {HTMLElement} html @param {number} size @param {number} [above] */
  _mark([lon, lat], html, size, above = 8_000) {
    return L.marker([lat, lon], {
      icon: L.divIcon({ html, className: "follow-mark", iconSize: [size, size] }),
      keyboard: false,
      interactive: false,
      zIndexOffset: above,
    });
  }
}
