/** The form of what is asked: read from the state and written into it. */

import { kindCounts } from "./cities.js";
import { wallClock } from "./city_clock.js";
import { DEFAULT_MINUTES } from "./coverage_state.js";
import { clockOf, levelName, momentInWords, profileName } from "./coverage_words.js";
import { element, find } from "./dom.js";
import { differs } from "./store.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./types").City} City */
/** @typedef {import("./coverage_types").CoverageState} CoverageState */
/**
 * @typedef {object} Parts
 * @property {import("./coverage_types").CoveragePage} page
 * @property {import("./store.js").Store<CoverageState>} store
 * @property {City[]} cities
 * @property {(city: string | null) => string} zoneOf
 * @property {(kind: string) => string} kindTitle
 * @property {(city: string) => void} onCity another city was chosen
 */

const LEVELS = ["tambon", "amphoe", "province"]; // the finest first
export const HEXAGON = "hexagon"; // the level of every city
const FIRST_HOUR = "10:00";
const MOST_NAMED = 2;

export class CoverageForm {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {HTMLFormElement} */
    this._form = find("#asked");
    this._form.addEventListener("submit", (event) => event.preventDefault());
    this._form.addEventListener("change", (event) => this._read(/** @type {HTMLInputElement} */ (event.target)));
    this._form.addEventListener("input", (event) => this._say(/** @type {HTMLInputElement} */ (event.target)));
    this._fillCities();
    parts.store.onChange((after, before) => {
      if (differs(after, before, "city")) this._fillLevels();
      this._write();
    });
    this._fillLevels();
    this._write();
  }

  _fillCities() {
    const { cities, page } = this._parts;
    const options = cities.map((city) => element("option", { value: city.id }, nameIn(city, page.language) || city.id));
    find("#city").replaceChildren(...options);
  }

  /** The levels that a city has districts of; hexagons stand in for all. */
  _fillLevels() {
    const { store, cities } = this._parts;
    const city = cities.find(({ id }) => id === store.state.city);
    const levels = [...LEVELS.filter((level) => city?.levels[level]), HEXAGON];
    find("#level").replaceChildren(...levels.map((level) => element("option", { value: level }, levelName(level))));
    this._finest = levels[0];
    const counts = kindCounts(cities, store.state.city);
    for (const place of this._form.querySelectorAll("[data-count-of]")) {
      const count = counts[place.getAttribute("data-count-of") ?? ""] ?? 0;
      place.textContent = count.toLocaleString("en");
      place.closest("label")?.classList.toggle("is-empty", count === 0);
    }
  }

  _write() {
    const { state } = this._parts.store;
    this._field("city").value = state.city ?? "";
    this._field("level").value = state.level ?? this._finest ?? "";
    this._field("minutes").value = String(state.minutes);
    this._check("kind", state.kinds ?? []);
    this._check("profile", [state.profile]);
    this._check("when", [state.at ? "at" : "any"]);
    find("#hour-choice").hidden = !state.at;
    if (state.at) {
      this._field("day").value = state.at.slice(0, 10);
      this._field("hour").value = String(minutesOfDay(state.at.slice(11)));
    }
    this._say(this._field("minutes"));
    this._say(this._field("hour"));
    find("#asked-words").textContent = this._inWords(state);
  }

  /** What is folded away, in words. @param {CoverageState} state */
  _inWords({ kinds, profile, at }) {
    const { kindTitle, page } = this._parts;
    const named = kinds && kinds.length <= MOST_NAMED ? kinds.map(kindTitle).join(", ") : null;
    return [
      kinds ? (named ?? t("{count} kinds", { count: kinds.length })) : t("Every kind"),
      profileName(profile),
      at ? t("open on {moment}", { moment: momentInWords(at, page.language) }) : t("whatever the hour"),
    ].join(" · ");
  }

  /** Say what a slider stands at, while it is moved too. @param {HTMLInputElement} field */
  _say({ name, value }) {
    const { language } = this._parts.page;
    const words = name === "minutes" ? t("{minutes} min", { minutes: value }) : name === "hour" ? clockOf(timeOf(value), language) : null;
    if (words === null) return;
    find(`#${name}-words`).textContent = words;
    this._field(name).setAttribute("aria-valuetext", words);
  }

  /** Write what was just changed into the state. @param {HTMLInputElement} field */
  _read({ name, value }) {
    const { store, onCity } = this._parts;
    if (name === "city") {
      store.change({ city: value, level: null, district: null, scenario: null, avoid: null });
      return onCity(value);
    }
    if (name === "level") return store.change({ level: value === this._finest ? null : value, district: null });
    if (name === "minutes") return store.change({ minutes: Number(value) || DEFAULT_MINUTES });
    if (name === "profile") return store.change({ profile: value });
    if (name === "kind") return store.change({ kinds: this._chosenKinds() });
    store.change({ at: this._moment() });
  }

  /** None and all are the same: any kind. */
  _chosenKinds() {
    const chosen = new FormData(this._form).getAll("kind").map(String);
    return chosen.length && chosen.length < this._parts.page.kinds.length ? chosen : null;
  }

  _moment() {
    const { store, zoneOf } = this._parts;
    if (new FormData(this._form).get("when") !== "at") return null;
    if (!store.state.at) return `${wallClock(new Date(), zoneOf(store.state.city)).slice(0, 10)}T${FIRST_HOUR}`;
    const day = this._field("day").value || store.state.at.slice(0, 10);
    return `${day}T${timeOf(this._field("hour").value)}`;
  }

  /** @param {string} name @param {string[]} values */
  _check(name, values) {
    for (const box of this._form.querySelectorAll("input")) {
      if (box.name === name) box.checked = values.includes(box.value);
    }
  }

  /** @param {string} name @returns {HTMLInputElement} */
  _field(name) {
    return find(`[name="${name}"]`, this._form);
  }
}

/** @param {string | number} minutes after midnight */
function timeOf(minutes) {
  const all = Number(minutes);
  return [Math.floor(all / 60), all % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** @param {string} time as 10:00 */
function minutesOfDay(time) {
  const [hours, minutes] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
