/** The slider of activities: which days, what happens on them, and where on the map. */

import { activityItem, noActivity } from "./activity_list.js";
import { ActivitySpots } from "./activity_spots.js";
import { boxOfSpots, happeningsWithin, isWithin, positionOf, spotsOf, windowAt, windowCount, windowInWords } from "./activity_window.js";
import { fillUrl, getJson } from "./api.js";
import { cityAt, timezoneOf } from "./cities.js";
import { wallClock } from "./city_clock.js";
import { element, find } from "./dom.js";
import { announce, clearNotice, showFailure } from "./notices.js";
import { differs } from "./store.js";
import { t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").City} City */
/** @typedef {import("./living_types").Happening} Happening */
/** @typedef {import("./activity_window.js").Step} Step */
/**
 * @typedef {object} Parts
 * @property {import("leaflet").Map} map
 * @property {import("./view.js").View} view
 * @property {Page} page
 * @property {import("./store.js").Store} store
 * @property {City[]} cities
 * @property {(id: number) => void} openCard
 * @property {() => void} closePanel
 */

const SUBJECT = "activities";
const AHEAD_DAYS = 56;
const DAY_MS = 86_400_000;

export class ActivityPanel {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    this._box = find("#activities");
    this._toggle = find("#activities-toggle");
    this._range = /** @type {HTMLInputElement} */ (find("#activities-range"));
    this._age = /** @type {HTMLSelectElement} */ (find("#activities-age"));
    this._spots = new ActivitySpots(parts.map, { language: parts.page.language, onChoose: parts.openCard });
    /** @type {Step} */
    this._step = "week";
    /** @type {Happening[]} */
    this._happenings = [];
    this._city = "";
    this._request = new AbortController();
    this._listen();
  }

  get isOpen() {
    return !this._box.hidden;
  }

  open() {
    this._parts.closePanel();
    this._parts.store.change({ space: null });
    this._reveal(true);
    find("#activities-title").focus({ preventScroll: true });
    this._fetch();
  }

  close() {
    this._leave();
    this._toggle.focus({ preventScroll: true });
  }

  /** Close without taking the focus: something else is done now. */
  _leave() {
    this._request.abort();
    this._reveal(false);
    this._spots.clear();
    clearNotice(SUBJECT);
  }

  _listen() {
    this._toggle.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    find("#activities-close").addEventListener("click", () => this.close());
    this._range.addEventListener("input", () => this._show());
    this._age.addEventListener("change", () => this._show());
    find("#activities-earlier").addEventListener("click", () => this._move(-1));
    find("#activities-later").addEventListener("click", () => this._move(1));
    for (const choice of document.querySelectorAll("input[name=activity-step]")) {
      choice.addEventListener("change", () => this._turn(/** @type {Step} */ (/** @type {HTMLInputElement} */ (choice).value)));
    }
    this._box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    this._parts.store.onChange((after, before) => {
      if (!this.isOpen) return;
      if (after.walk !== null && before.walk === null) this._leave();
      else if (differs(after, before, "city")) this._fetch();
    });
  }

  /** @param {boolean} isOpen */
  _reveal(isOpen) {
    this._box.hidden = !isOpen;
    this._toggle.setAttribute("aria-expanded", String(isOpen));
    document.documentElement.classList.toggle("has-activities", isOpen);
  }

  /** Ask for what happens in eight weeks; the slider moves through it without asking again. */
  async _fetch() {
    this._request.abort();
    this._request = new AbortController();
    const { signal } = this._request;
    const { page, cities } = this._parts;
    this._city = this._cityHere();
    this._today = wallClock(new Date(), timezoneOf(cities, this._city)).slice(0, 10);
    const last = new Date(Date.parse(this._today) + (AHEAD_DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
    /** @type {HTMLAnchorElement} */ (find("#activities-calendar")).href = fillUrl(page.urls.calendar, { city: this._city }, { lang: page.language });
    this._box.classList.add("is-busy");
    try {
      const asked = { city: this._city, from: this._today, to: last };
      const { occurrences } = await getJson(fillUrl(page.urls.activities, {}, asked), { signal });
      this._happenings = occurrences;
      this._begin();
    } catch (error) {
      if (!signal.aborted) showFailure(SUBJECT, error, () => this._fetch());
    } finally {
      if (!signal.aborted) this._box.classList.remove("is-busy");
    }
  }

  /** Begin with the first window in which something happens. */
  _begin() {
    this._range.max = String(windowCount(this._step) - 1);
    const first = this._happenings[0]?.starts_at.slice(0, 10);
    this._range.value = String(first ? positionOf(this._step, first, this._day()) : 0);
    this._show();
    this._look();
  }

  /** Go where all that happens in eight weeks is in sight, unless it is already. */
  _look() {
    const box = boxOfSpots(spotsOf(this._happenings));
    if (box && !isWithin(box, this._parts.view.inSight())) this._parts.view.goTo(box, { maxZoom: this._parts.map.getZoom() });
  }

  /** Show days or weeks, from the first on which something happens in what was shown. @param {Step} step */
  _turn(step) {
    const window = this._window();
    const [soonest] = happeningsWithin(this._happenings, window, this._age.value);
    const begins = soonest?.starts_at.slice(0, 10) ?? "";
    this._step = step;
    this._range.max = String(windowCount(step) - 1);
    this._range.value = String(positionOf(step, begins > window.first ? begins : window.first, this._day()));
    this._show();
  }

  /** @param {number} by */
  _move(by) {
    this._range.value = String(this._range.valueAsNumber + by);
    this._show();
  }

  _day() {
    return this._today ?? "";
  }

  _window() {
    return windowAt(this._step, this._range.valueAsNumber, this._day());
  }

  _show() {
    if (!this._today) return;
    const { page, cities, openCard } = this._parts;
    const { language } = page;
    const window = this._window();
    const found = happeningsWithin(this._happenings, window, this._age.value);
    const words = windowInWords(window, language);
    const count = countInWords(found.length);
    this._range.setAttribute("aria-valuetext", `${words}, ${count}`);
    find("#activities-window").textContent = words;
    find("#activities-count").textContent = count;
    this._showEnds();
    this._showBars();
    const wording = { language, timezone: timezoneOf(cities, this._city), ageGroups: page.ageGroups };
    const items = found.map((each) => activityItem(each, wording, openCard));
    find("#activities-list").replaceChildren(...(items.length ? items : [noActivity(this._happenings.length > 0)]));
    find("#activities-list").scrollTop = 0;
    this._spots.show(spotsOf(found));
    announce(`${words}: ${count}`);
  }

  _showEnds() {
    const at = this._range.valueAsNumber;
    /** @type {HTMLButtonElement} */ (find("#activities-earlier")).disabled = at <= 0;
    /** @type {HTMLButtonElement} */ (find("#activities-later")).disabled = at >= windowCount(this._step) - 1;
  }

  /** Draw over the slider how much happens when. */
  _showBars() {
    const at = this._range.valueAsNumber;
    const counts = Array.from({ length: windowCount(this._step) }, (_, position) =>
      happeningsWithin(this._happenings, windowAt(this._step, position, this._day()), this._age.value).length);
    const most = Math.max(1, ...counts);
    const bars = counts.map((count, position) =>
      element("span", { style: `height: ${count ? 15 + (85 * count) / most : 0}%`, class: position === at ? "is-here" : null }));
    find("#activities-bars").replaceChildren(...bars);
  }

  /** The chosen city, or the one in the middle of the map. */
  _cityHere() {
    const { store, cities, map } = this._parts;
    const { lat, lng } = map.getCenter();
    return store.state.city ?? cityAt(cities, { lat, lon: lng }) ?? cities[0].id;
  }
}

/** @param {number} count */
function countInWords(count) {
  if (count === 1) return t("1 activity");
  return t("{count} activities", { count });
}
