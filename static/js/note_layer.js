/** Published field notes on the map: a layer that can be switched on. */

import * as L from "leaflet";
import { fillUrl, getJson } from "./api.js";
import { element, find } from "./dom.js";
import { controlIcon } from "./icons.js";
import { clearNotice, showFailure } from "./notices.js";
import { differs } from "./store.js";
import { languageOf, t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").Feature<import("./living_types").NoteProperties>} Note */

const MOST = 1_000;
const SUBJECT = "notes";
const SIZE = 34;

/**
 * Let a checkbox switch the notes of the chosen city on.
 * @param {{map: L.Map, page: Page, store: import("./store.js").Store<any>}} parts
 */
export function setUpNoteLayer({ map, page, store }) {
  const layer = new NoteLayer(map, page);
  const choice = /** @type {HTMLInputElement} */ (find("#notes-shown"));
  const show = () => (choice.checked ? layer.show(store.state.city) : layer.hide());
  choice.addEventListener("change", show);
  store.onChange((after, before) => differs(after, before, "city") && choice.checked && show());
}

class NoteLayer {
  /** @param {L.Map} map @param {Page} page */
  constructor(map, page) {
    this._page = page;
    this._map = map;
    this._layer = L.layerGroup();
    this._request = new AbortController();
  }

  /** Show the notes of a city, of all cities for null. @param {string | null} city */
  async show(city) {
    this._request.abort();
    this._request = new AbortController();
    const { signal } = this._request;
    this._layer.addTo(this._map);
    try {
      const asked = { limit: MOST, ...(city ? { city } : {}) };
      const { features } = await getJson(fillUrl(this._page.urls.noteItems, {}, asked), { signal });
      this._layer.clearLayers();
      for (const note of features) this._layer.addLayer(this._marker(note));
      clearNotice(SUBJECT);
    } catch (error) {
      if (!signal.aborted) showFailure(SUBJECT, error, () => this.show(city));
    }
  }

  hide() {
    this._request.abort();
    this._layer.clearLayers().remove();
    clearNotice(SUBJECT);
  }

  /** @param {Note} note */
  _marker(note) {
    const { kind, text, solved_at: solvedAt } = note.properties;
    const [lon, lat] = note.geometry?.coordinates ?? [0, 0];
    const face = element("div", { class: "note-face", "data-note": kind, "data-solved": solvedAt !== null }, controlIcon("note"));
    const icon = L.divIcon({ html: face, className: "note-spot", iconSize: [SIZE, SIZE] });
    const title = `${this._kindTitle(kind)}: ${text.slice(0, 80)}`;
    return L.marker([lat, lon], { icon, title, alt: title, zIndexOffset: 4_000 }).bindPopup(() => this._popup(note), { maxWidth: 280 });
  }

  /** @param {Note} note */
  _popup({ properties }) {
    const { kind, text, picture, solution, created_at: createdAt } = properties;
    const day = new Intl.DateTimeFormat(this._page.language, { dateStyle: "medium" }).format(new Date(createdAt));
    const box = element("div", { class: "note-popup" }, element("p", {}, element("strong", {}, this._kindTitle(kind)), ` · ${day}`));
    if (picture) box.append(element("img", { src: fillUrl(this._page.urls.medium, { key: picture }), alt: "", loading: "lazy" }));
    box.append(element("p", { lang: languageOf(text) }, text));
    if (solution) box.append(element("p", { class: "living-solved" }, t("What was done"), ": ", solution));
    return box;
  }

  /** @param {string} kind */
  _kindTitle(kind) {
    const term = this._page.noteKinds.find(({ id }) => id === kind);
    return (this._page.language === "th" ? term?.title_th : term?.title_en) ?? kind;
  }
}
