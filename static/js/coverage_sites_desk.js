/** Where next, on map and board: the panel, the ranked places, the area where nothing may stand. */

import * as L from "leaflet";
import { AvoidArea } from "./coverage_avoid.js";
import { lowerBoard } from "./coverage_board.js";
import { SiteSearch } from "./coverage_sites.js";
import { SitesPanel, siteName } from "./coverage_sites_panel.js";
import { NOTHING } from "./coverage_scenario.js";
import { element } from "./dom.js";
import { makeButton } from "./markers.js";
import { announce } from "./notices.js";
import { t } from "./words.js";

/** @typedef {import("./coverage_types").Site} Site */
/**
 * @typedef {object} Parts
 * @property {L.Map} map
 * @property {import("./coverage_types").CoveragePage} page
 * @property {import("./store.js").Store<import("./coverage_types").CoverageState>} store
 * @property {import("./coverage_model.js").CoverageModel} model
 * @property {import("./coverage_whatif.js").WhatIf} whatIf
 * @property {import("./picking.js").Picking} picking
 * @property {(code: string) => object | null} geometryOf
 * @property {(code: string | null) => string} districtName
 * @property {(box: import("./types").Box) => void} goToBox
 * @property {(lon: number, lat: number) => void} goTo
 */

const SIZE = 36;

export class SitesDesk {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    const { map, page, store, model, picking } = parts;
    this._markers = L.layerGroup().addTo(map);
    /** @type {unknown} the answer that the markers are of */
    this._shown = null;
    this._area = new AvoidArea({ map, picking, onDrawn: (avoid) => store.change({ avoid }) });
    this._search = new SiteSearch({ url: page.urls.sites, store, question: () => model.question, geometryOf: parts.geometryOf, onChange: () => this._show() });
    this._panel = new SitesPanel({
      store,
      search: this._search,
      language: page.language,
      districtName: parts.districtName,
      onShow: ({ lon, lat }) => parts.goTo(lon, lat),
      onTake: (sites) => this._take(sites),
      onDraw: () => {
        lowerBoard();
        this._area.draw();
      },
    });
    store.onChange(() => this._show());
    model.onChange(() => this._panel.show());
    this._show();
  }

  _show() {
    const { tab, avoid } = this._parts.store.state;
    const isShown = tab === "sites";
    this._panel.show();
    this._area.show(isShown && Array.isArray(avoid) ? avoid : []);
    const answer = isShown ? this._search.answer : null;
    if (answer === this._shown) return;
    this._shown = answer;
    this._markers.clearLayers();
    for (const [at, site] of (answer?.sites ?? []).entries()) this._addMarker(site, at);
    if (!answer?.sites.length) return;
    announce(t("{count} places found.", { count: answer.sites.length }));
    this._parts.goToBox(boxOf(answer.sites));
  }

  /** @param {Site} site @param {number} at */
  _addMarker(site, at) {
    const face = element("div", { class: "site-pin" }, String(at + 1));
    const icon = L.divIcon({ html: face, className: "site-place", iconSize: [SIZE, SIZE] });
    const marker = L.marker([site.lat, site.lon], { icon, zIndexOffset: 4_000 });
    const label = t("Place {rank}: {name}", { rank: at + 1, name: siteName(site, at, this._parts.page.language) });
    marker.on("add", () => makeButton(marker, label, () => this._parts.goTo(site.lon, site.lat)));
    this._markers.addLayer(marker);
  }

  /** One tap turns the answer into a scenario. @param {Site[]} sites */
  _take(sites) {
    const { whatIf, store } = this._parts;
    const kind = store.state.kinds?.[0] ?? "library";
    const add = sites.map(({ lon, lat }) => ({ lon: Number(lon.toFixed(5)), lat: Number(lat.toFixed(5)), kind }));
    store.change({ tab: "whatif" });
    whatIf.commit({ ...NOTHING, add });
  }
}

/** @param {Site[]} sites @returns {import("./types").Box} */
function boxOf(sites) {
  const [lons, lats] = [sites.map(({ lon }) => lon), sites.map(({ lat }) => lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
