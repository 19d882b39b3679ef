/** The map of the desk: learning spaces to press, any place to press, and the way as it is drawn. */

import * as L from "leaflet";
import { addBasemap } from "./basemap.js";
import { find } from "./dom.js";
import { makeMap } from "./map_frame.js";
import { RouteLayer, boundsOf } from "./route_layer.js";
import { SpotsLayer } from "./spots_layer.js";
import { Store } from "./store.js";
import { setUpTheme } from "./theme.js";
import { nameIn } from "./words.js";

/** @typedef {import("./route_types").DeskPage} DeskPage */
/** @typedef {import("./route_types").DraftStop} DraftStop */
/** @typedef {import("./route_types").RouteDocument} RouteDocument */

const DECIMALS = 6;

export class DeskMap {
  /** @param {DeskPage} page @param {(stop: DraftStop) => void} onStop */
  constructor(page, onStop) {
    const map = makeMap([page.city]);
    const store = new Store(/** @type {import("./types").PageState} */ (/** @type {unknown} */ (page)));
    setUpTheme(store, find("#theme"), addBasemap(map, page));
    const [west, south, east, north] = page.city.bbox;
    map.fitBounds([[south, west], [north, east]], { animate: false });
    this._map = map;
    this._route = new RouteLayer(map, { language: page.language, onChoose: () => {} });
    this._spots = new SpotsLayer({
      url: page.urls.spaceTiles,
      wording: { language: page.language, kindTitle: (kind) => titleOf(page, kind) },
      onChoose: (spot) => {
        if (spot.count > 1) return this._spread(spot.bounds);
        onStop({ space: spot.id, name: nameIn(spot, page.language) || titleOf(page, spot.kind), kind: spot.kind });
      },
      onShown: () => {},
    });
    this._spots.addTo(map);
    this._spots.setParameters({ city: page.city.id });
    map.on("click", ({ latlng }) => onStop({ lon: rounded(latlng.lng), lat: rounded(latlng.lat) }));
  }

  /** @param {RouteDocument} route */
  show(route) {
    this._route.show(route);
    this._spots.setHidden(route.stops.flatMap(({ space }) => (space === null ? [] : [space])));
  }

  /** Go to where a route is. @param {RouteDocument} route */
  goTo(route) {
    const bounds = boundsOf(route);
    if (bounds) this._map.fitBounds(bounds, { animate: false });
  }

  /** @param {import("./types").Box} bounds */
  _spread([west, south, east, north]) {
    this._map.fitBounds(L.latLngBounds([south, west], [north, east]), { maxZoom: 19 });
  }
}

/** @param {DeskPage} page @param {string} kind */
function titleOf(page, kind) {
  const term = page.kinds.find(({ id }) => id === kind);
  return (page.language === "th" ? term?.title_th : term?.title_en) ?? kind;
}

/** @param {number} degrees */
function rounded(degrees) {
  return Number(degrees.toFixed(DECIMALS));
}
