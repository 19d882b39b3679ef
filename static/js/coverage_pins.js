/** Pins of a scenario on the map: dragged with a finger or a mouse, moved with the arrow keys. */

import * as L from "leaflet";
import { movedTo } from "./coverage_targets.js";
import { debounced, element } from "./dom.js";
import { controlIcon, kindIcon } from "./icons.js";
import { makeButton } from "./markers.js";

/** @typedef {import("./coverage_targets.js").Standing} Standing */
/** @typedef {import("./coverage_types").Scenario} Scenario */
/**
 * @typedef {object} Parts
 * @property {L.Map} map
 * @property {import("./coverage_whatif.js").WhatIf} whatIf
 * @property {(standing: Standing) => string} labelOf
 * @property {(target: import("./coverage_targets.js").Target) => void} onChoose
 */

const SIZE = 40;
const STEP_PIXELS = 8;
const LARGE_STEP_PIXELS = 40;
const KEYS_REST_MS = 500;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const MARKS = { new: "plus", removed: "close", changed: "grip", untouched: "grip" };

export class Pins {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {Map<string, {marker: L.Marker, standing: Standing, face: string}>} */
    this._pins = new Map();
    /** @type {string | null} the pin that is being moved */
    this._held = null;
    this._commitSoon = debounced(KEYS_REST_MS, () => this._commit());
  }

  /** @param {Standing[]} all */
  show(all) {
    const wanted = new Map(all.map((each) => [each.key, each]));
    for (const [key, { marker }] of this._pins) {
      if (wanted.has(key)) continue;
      marker.remove();
      this._pins.delete(key);
    }
    for (const [key, each] of wanted) this._showOne(key, each);
  }

  /** Give the focus to a pin. @param {string} key */
  focus(key) {
    this._pins.get(key)?.marker.getElement()?.focus({ preventScroll: true });
  }

  /** @param {string} key @param {Standing} standing */
  _showOne(key, standing) {
    const known = this._pins.get(key) ?? { marker: this._make(key, standing), standing, face: "" };
    this._pins.set(key, known);
    known.standing = standing;
    if (this._held !== key) known.marker.setLatLng([standing.lat, standing.lon]);
    const face = `${standing.kind} ${standing.subkind} ${standing.fate}`;
    if (face !== known.face) known.marker.setIcon(iconOf(standing));
    known.face = face;
    if (standing.fate === "removed") known.marker.dragging?.disable();
    else known.marker.dragging?.enable();
    const label = this._parts.labelOf(standing);
    known.marker.getElement()?.setAttribute("aria-label", label);
    known.marker.getElement()?.setAttribute("title", label);
  }

  /** @param {string} key @param {Standing} standing */
  _make(key, standing) {
    const { map, labelOf, onChoose } = this._parts;
    const marker = L.marker([standing.lat, standing.lon], { icon: iconOf(standing), draggable: true, autoPan: true, zIndexOffset: 5_000 });
    const now = () => this._pins.get(key)?.standing ?? standing;
    marker.on("add", () => makeButton(marker, labelOf(now()), () => onChoose(now().target)));
    marker.on("dragstart", () => {
      this._held = key;
    });
    marker.on("drag", () => this._preview(now(), marker.getLatLng()));
    marker.on("dragend", () => this._commit());
    marker.addTo(map);
    marker.getElement()?.addEventListener("keydown", (event) => this._onKey(event, key));
    return marker;
  }

  /** @param {Standing} standing @param {L.LatLng} at */
  _preview({ target }, at) {
    const { lat, lng } = at.wrap();
    const place = { lon: Number(lng.toFixed(5)), lat: Number(lat.toFixed(5)) };
    this._parts.whatIf.preview(movedTo(this._parts.whatIf.scenario, target, place));
  }

  _commit() {
    this._held = null;
    this._parts.whatIf.commit(this._parts.whatIf.scenario);
  }

  /** @param {KeyboardEvent} event @param {string} key */
  _onKey(event, key) {
    const way = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
    const pin = this._pins.get(key);
    if (!way || !pin || pin.standing.fate === "removed") return;
    L.DomEvent.stop(event);
    const { map } = this._parts;
    const pixels = event.shiftKey ? LARGE_STEP_PIXELS : STEP_PIXELS;
    const at = map.latLngToContainerPoint(pin.marker.getLatLng()).add([way[0] * pixels, way[1] * pixels]);
    const place = map.containerPointToLatLng(at);
    this._held = key;
    pin.marker.setLatLng(place);
    this._preview(pin.standing, place);
    this._commitSoon();
  }
}

/** @param {Standing} standing */
function iconOf({ kind, subkind, fate }) {
  const mark = element("span", { class: "pin-mark" }, controlIcon(/** @type {any} */ (MARKS[fate])));
  const pin = element("span", { class: "pin-head", "data-kind": kind }, kindIcon(kind, subkind));
  const face = element("div", { class: `pin pin-${fate}` }, pin, mark);
  return L.divIcon({ html: face, className: "pin-place", iconSize: [SIZE, SIZE], iconAnchor: [SIZE / 2, SIZE + 6] });
}
