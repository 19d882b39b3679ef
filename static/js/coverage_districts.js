/** The districts on the map, coloured by their class, linked with the table. */

import * as L from "leaflet";

/** @typedef {import("./coverage_model.js").Area} Area */
/** @typedef {{colour: string | null, label: string}} Face `colour` null where nothing is known */
/**
 * @typedef {object} Parts
 * @property {L.Map} map
 * @property {(code: string) => void} onChoose
 * @property {(code: string | null) => void} onHover
 */

const PANE = "districts";
const PANE_ORDER = "340"; // under the streets
const NO_DATA = "url(#no-data)";

export class DistrictsLayer {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    parts.map.createPane(PANE).style.zIndex = PANE_ORDER;
    /** @type {Map<string, L.Path & {feature?: Area}>} */
    this._paths = new Map();
    /** @type {L.GeoJSON | null} */
    this._layer = null;
    /** @type {Area[]} */
    this._areas = [];
    /** @type {string | null} */
    this._chosen = null;
    /** @type {string | null} */
    this._hovered = null;
    this._isFilled = true;
  }

  /**
   * Show areas with their faces; those already there only change their face.
   * @param {Area[]} areas
   * @param {(code: string) => Face} faceOf
   * @param {{isFilled: boolean}} options false: borders only, as under the streets
   */
  show(areas, faceOf, { isFilled }) {
    if (areas !== this._areas) this._draw(areas);
    this._isFilled = isFilled;
    for (const [code, path] of this._paths) {
      const { colour, label } = faceOf(code);
      path.setStyle({ fillColor: colour ?? NO_DATA, fillOpacity: isFilled ? (colour ? 0.72 : 1) : 0 });
      path.setTooltipContent(label);
      this._mark(code);
    }
  }

  /** Outline one district. @param {string | null} code */
  choose(code) {
    const before = this._chosen;
    this._chosen = code;
    this._mark(before);
    this._mark(code);
  }

  /** @param {string | null} code */
  hover(code) {
    const before = this._hovered;
    this._hovered = code;
    this._mark(before);
    this._mark(code);
  }

  /** Return the box around a district. @param {string} code @returns {import("./types").Box | null} */
  boxOf(code) {
    const bounds = /** @type {any} */ (this._paths.get(code))?.getBounds();
    return bounds ? [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] : null;
  }

  /** @param {string} code @returns {object | null} GeoJSON */
  geometryOf(code) {
    return this._paths.get(code)?.feature?.geometry ?? null;
  }

  /** @param {Area[]} areas */
  _draw(areas) {
    this._layer?.remove();
    this._paths.clear();
    this._areas = areas;
    this._layer = L.geoJSON(/** @type {any} */ ({ type: "FeatureCollection", features: areas }), {
      pane: PANE,
      style: { className: "coverage-district" },
      onEachFeature: (feature, layer) => this._connect(feature.properties.code, /** @type {any} */ (layer)),
    }).addTo(this._parts.map);
  }

  /** @param {string} code @param {L.Path} path */
  _connect(code, path) {
    const { onChoose, onHover } = this._parts;
    this._paths.set(code, path);
    path.bindTooltip("", { sticky: true, className: "district-tip", direction: "top" });
    path.on({ click: () => onChoose(code), mouseover: () => onHover(code), mouseout: () => onHover(null) });
  }

  /** @param {string | null} code */
  _mark(code) {
    const path = this._paths.get(code ?? "");
    const face = path?.getElement();
    if (!path || !face) return;
    const isChosen = code === this._chosen;
    face.classList.toggle("is-chosen", isChosen);
    face.classList.toggle("is-hovered", code === this._hovered);
    face.classList.toggle("is-bare", !this._isFilled);
    if (isChosen) path.bringToFront();
  }
}
