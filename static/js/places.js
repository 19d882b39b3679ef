/** City and district: choosing one goes there; a district is outlined. */

import * as L from "leaflet";
import { fillUrl, getJson } from "./api.js";
import { boxOf } from "./cities.js";
import { groupedDistricts } from "./districts.js";
import { element, find } from "./dom.js";
import { clearNotice, showFailure } from "./notices.js";
import { differs } from "./store.js";
import { languageOf, nameIn, t } from "./words.js";

/** @typedef {import("./types").City} City */
/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").Box} Box */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./types").Feature<import("./types").DistrictProperties>} District */
/** @typedef {{map: L.Map, page: Page, store: Store, cities: City[], goTo: (box: Box) => void}} Parts */

const MOST_DISTRICTS = 2_000;

/** @param {Parts} parts */
export function setUpPlaces(parts) {
  const { store, cities } = parts;
  setUpCityChoice(parts);
  const outline = new Outline(parts);
  const refresh = () => showDistricts(parts);
  find("#district").addEventListener("change", (event) => {
    const value = /** @type {HTMLSelectElement} */ (event.target).value;
    outline.fitsNext = true;
    store.change({ district: value ? Number(value) : null });
  });
  store.onChange((after, before) => {
    if (differs(after, before, "city")) refresh();
    if (differs(after, before, "district")) outline.follow();
  });
  if (cities.length) refresh();
  outline.follow();
}

/** @param {Parts} parts */
function setUpCityChoice({ page, store, cities, goTo }) {
  /** @type {HTMLSelectElement} */
  const choice = find("#city");
  const options = cities.map((city) =>
    element("option", { value: city.id }, nameIn(city, page.language) || city.id),
  );
  if (cities.length > 1) options.push(element("option", { value: "" }, t("All cities")));
  choice.replaceChildren(...options);
  choice.value = store.state.city ?? "";
  choice.addEventListener("change", () => {
    store.change({ city: choice.value || null, district: null, space: null });
    goTo(boxOf(cities, choice.value));
  });
  store.onChange((state) => {
    choice.value = state.city ?? "";
  });
}

/** @param {Parts} parts */
async function showDistricts(parts) {
  const { page, store } = parts;
  /** @type {HTMLSelectElement} */
  const choice = find("#district");
  const { city } = store.state;
  const field = find("#district-field");
  field.hidden = true;
  if (!city) return;
  try {
    const districts = await districtsOf(page, city);
    if (store.state.city !== city) return;
    fillDistricts(choice, districts, page.language);
    choice.value = String(store.state.district ?? "");
    field.hidden = districts.length === 0;
    clearNotice("districts");
  } catch (error) {
    showFailure("districts", error, () => showDistricts(parts));
  }
}

/** @param {Page} page @param {string} city @returns {Promise<District[]>} */
async function districtsOf(page, city) {
  const url = districtsUrl(page, city);
  const found = await getJson(url);
  return found.features;
}

/** Return the address of the districts of a city. @param {Page} page @param {string} city */
export function districtsUrl(page, city) {
  return fillUrl(page.urls.districts, {}, { city, limit: MOST_DISTRICTS });
}

/** @param {HTMLSelectElement} choice @param {District[]} districts @param {"th" | "en"} language */
function fillDistricts(choice, districts, language) {
  const option = (/** @type {District} */ district) => {
    const name = nameIn(district.properties, language) || district.properties.code;
    return element("option", { value: district.id, lang: languageOf(name) }, name);
  };
  const groups = groupedDistricts(districts, language).flatMap(({ head, members }) => {
    if (!head) return members.map(option);
    if (!members.length) return [option(head)];
    const label = nameIn(head.properties, language) || head.properties.code;
    return [element("optgroup", { label }, option(head), ...members.map(option))];
  });
  choice.replaceChildren(element("option", { value: "" }, t("Whole city")), ...groups);
}

/** The outline of the chosen district. */
class Outline {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {L.Layer | null} */
    this._layer = null;
    this.fitsNext = parts.store.state.lat === null;
  }

  /** Draw what the state says, and go there if a person has just chosen it. */
  async follow() {
    const { page, store, map, goTo } = this._parts;
    const { district } = store.state;
    /** @type {HTMLSelectElement} */ (find("#district")).value = String(district ?? "");
    this._layer?.remove();
    if (district === null) return;
    try {
      const feature = await getJson(fillUrl(page.urls.district, { id: district }));
      if (store.state.district !== district) return;
      this._layer?.remove();
      const layer = L.geoJSON(feature, { style: { className: "district-outline", interactive: false } });
      this._layer = layer.addTo(map);
      if (this.fitsNext) goTo(toBox(layer.getBounds()));
      this.fitsNext = false;
      clearNotice("district");
    } catch (error) {
      showFailure("district", error, () => this.follow());
    }
  }
}

/** @param {L.LatLngBounds} bounds @returns {Box} */
function toBox(bounds) {
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}
