/** What the chosen filters find: how many, the first rows, a picture; or what is wrong with them. */

import { getJson } from "./api.js";
import { drawPicture } from "./data_picture.js";
import { collectionOf, filterPairs, pathOf } from "./data_state.js";
import { around } from "./data_tiles.js";
import { element, find } from "./dom.js";
import { writePairs } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./data_types").DataPage} DataPage */
/** @typedef {import("./data_types").DataState} DataState */
/** @typedef {import("./data_types").DataCollection} DataCollection */
/** @typedef {import("./data_types").Sample} Sample */

const ROWS = 5;
const DOTS = 1000; // more are drawn from tiles, where one may stand for several

export class DataPreview {
  /** @param {{page: DataPage}} parts */
  constructor({ page }) {
    this._page = page;
    this._request = new AbortController();
  }

  /** Show what the filters find. @param {DataState} state */
  async show(state) {
    this._request.abort();
    this._request = new AbortController();
    const { signal } = this._request;
    const collection = collectionOf(this._page, state.collection);
    find("#found").textContent = t("Counting …");
    try {
      const sample = await getJson(itemsUrl(state, collection, { limit: String(ROWS) }), { signal });
      this._showSample(sample, collection);
      this._draw(state, collection, { signal, count: sample.numberMatched }).catch(() => {
        if (!signal.aborted) find("#picture").hidden = true; // a picture only: the rows say it too
      });
    } catch (error) {
      if (!signal.aborted) this._showTrouble(error);
    }
  }

  /** @param {Sample} sample @param {DataCollection} collection */
  _showSample(sample, collection) {
    this._setTrouble("");
    find("#found").textContent = countSentence(sample);
    find("#rows-note").textContent = sample.features.length ? t("The first rows") : "";
    find("#rows").replaceChildren(...rowsOf(sample, collection, this._page.language));
  }

  /** @param {unknown} error */
  _showTrouble(error) {
    find("#found").textContent = "";
    find("#rows").replaceChildren();
    find("#rows-note").textContent = "";
    this._setTrouble(error instanceof Error ? error.message : String(error));
  }

  /** @param {string} text */
  _setTrouble(text) {
    const trouble = find("#trouble");
    trouble.hidden = !text;
    trouble.textContent = text;
    find("#download").toggleAttribute("hidden", Boolean(text));
  }

  /** @param {DataState} state @param {DataCollection} collection @param {{signal: AbortSignal, count: number}} found */
  async _draw(state, collection, { signal, count }) {
    const { cities, urls } = this._page;
    const shown = cities.filter(({ id }) => (state.city ? id === state.city : collection.cities.includes(id)));
    const canvas = /** @type {HTMLCanvasElement} */ (find("#picture"));
    canvas.hidden = !shown.length;
    if (!shown.length) return;
    const place = state.city ? shown[0].title : t("All cities");
    canvas.setAttribute("aria-label", t("A small map: {collection}, {place}", { collection: collection.title, place }));
    const box = around(shown.map(({ bbox }) => bbox));
    const asDots = collection.clustered && count <= DOTS;
    const chosen = asDots ? await dotsOf(state, collection, signal) : pathOf(collection.urls.tiles) + tileQuery(state);
    await drawPicture(canvas, { box, ground: urls.groundTiles, chosen, signal });
  }
}

/** @param {DataState} state @param {DataCollection} collection @param {Record<string, string>} more */
function itemsUrl(state, collection, more) {
  const crs = state.crs.startsWith("EPSG:") ? `[${state.crs}]` : state.crs;
  return pathOf(collection.urls.items) + writePairs([...filterPairs(state), ...Object.entries({ crs, ...more })]);
}

/**
 * Return the places of features that are few.
 * @param {DataState} state
 * @param {DataCollection} collection
 * @param {AbortSignal} signal
 */
async function dotsOf(state, collection, signal) {
  const [{ name }] = collection.columns; // of a space its kind
  const asked = { limit: String(DOTS), properties: name, crs: "" };
  /** @type {import("./types").FeatureCollection} */
  const { features } = await getJson(itemsUrl(state, collection, asked), { signal });
  return features
    .filter(({ geometry }) => geometry)
    .map(({ geometry, properties }) => {
      const [lon, lat] = geometry?.coordinates;
      return { lon, lat, kind: properties.kind };
    });
}

/** @param {DataState} state */
function tileQuery(state) {
  const query = writePairs(filterPairs(state));
  return query === "?" ? "" : query;
}

/** @param {Sample} sample */
function countSentence({ numberMatched, numberMatchedIsEstimate }) {
  const count = numberMatched.toLocaleString("en");
  if (numberMatchedIsEstimate) return t("About {count} features match.", { count });
  return numberMatched === 1 ? t("1 feature matches.") : t("{count} features match.", { count });
}

/** @param {Sample} sample @param {DataCollection} collection @param {"th" | "en"} language */
function rowsOf({ features }, collection, language) {
  const titles = new Map(collection.fields.flatMap(({ name, terms }) => terms.map(({ id, title }) => [`${name}:${id}`, title])));
  const columns = collection.columns.filter(({ name }) => features.some(({ properties }) => properties[name] != null));
  if (!features.length) return [];
  const cell = (/** @type {string} */ name, /** @type {unknown} */ value) =>
    element("td", {}, value == null ? "" : (titles.get(`${name}:${value}`) ?? plain(value)));
  const head = element("tr", {}, ...["id", ...columns.map(({ title }) => title)].map((title) => element("th", { scope: "col" }, title)));
  const body = features.map(({ id, properties }) =>
    element("tr", {}, element("td", {}, String(id)), ...columns.map(({ name }) => cell(name, properties[name]))),
  );
  const caption = element("caption", { class: "visually-hidden" }, t("The first rows"));
  return [element("table", { lang: language }, caption, element("thead", {}, head), element("tbody", {}, ...body))];
}

/** @param {unknown} value */
function plain(value) {
  if (typeof value === "boolean") return value ? t("Yes") : t("No");
  return Array.isArray(value) ? value.join(", ") : String(value);
}
