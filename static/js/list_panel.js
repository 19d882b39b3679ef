/** The spaces of the map as a list: those in sight, or the nearest to where one stands. */

import { fillUrl, getJson } from "./api.js";
import { debounced, element, find } from "./dom.js";
import { rowContent } from "./space_row.js";
import { filterParameters } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").Feature} SpaceFeature */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./markers.js").Wording} Wording */
/** @typedef {{page: Page, store: Store, wording: Wording, inSight: () => Box, onChoose: (space: SpaceFeature) => void, buttonFor: (space: SpaceFeature) => Node | null}} Parts */

const MOST = 30;
const PAUSE_MS = 350;
const DIGITS = 6;

export class ListPanel {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {HTMLDetailsElement} */
    this._box = find("#list-box");
    this._list = find("#list");
    this._note = find("#list-note");
    this._title = find("#list-title");
    /** @type {{lat: number, lon: number} | null} */
    this._here = null;
    /** @type {Box | null} */
    this._within = null;
    this._request = new AbortController();
    this.refresh = debounced(PAUSE_MS, () => this._load());
    this._box.addEventListener("toggle", () => this._load());
    find("#list-back").addEventListener("click", () => this.showInSight());
  }

  /** List what is nearest to a place. @param {{lat: number, lon: number}} here */
  showNearest(here) {
    this._here = here;
    this._within = null;
    this._open();
  }

  /** List what lies within a box, as at one address. @param {Box} box */
  showWithin(box) {
    this._within = box;
    this._here = null;
    this._open();
  }

  showInSight() {
    this._here = null;
    this._within = null;
    this._load();
  }

  _open() {
    if (this._box.open) this._load();
    else this._box.open = true;
    this._box.scrollIntoView({ block: "nearest" });
  }

  async _load() {
    this._request.abort();
    if (!this._box.open) return;
    this._request = new AbortController();
    const { signal } = this._request;
    this._title.textContent = this._heading();
    find("#list-back").hidden = !this._here && !this._within;
    const parameters = this._parameters();
    if (!parameters) return this._show([], 0);
    try {
      const answer = await getJson(fillUrl(this._parts.page.urls.spaces, {}, parameters), { signal });
      this._show(answer.features, answer.numberMatched ?? answer.features.length);
    } catch (error) {
      if (!signal.aborted) this._fail(error);
    }
  }

  _heading() {
    if (this._here) return t("Nearest to you");
    return this._within ? t("At this place") : t("In this part of the map");
  }

  _parameters() {
    const { store, inSight } = this._parts;
    if (store.state.kinds?.length === 0) return null;
    const filter = { ...filterParameters(store.state), limit: MOST };
    if (this._here) {
      return { ...filter, near: joined([this._here.lon, this._here.lat]) };
    }
    const box = this._within ?? inSight();
    const [west, south, east, north] = box;
    const middle = [(west + east) / 2, (south + north) / 2];
    return { ...filter, bbox: joined(box), near: joined(middle) };
  }

  /** @param {SpaceFeature[]} spaces @param {number} matched */
  _show(spaces, matched) {
    const rows = spaces.map((space) => {
      const button = element("button", { type: "button", class: "row" });
      const metres = this._here ? space.properties.distance_metres : undefined;
      button.append(...rowContent(space, this._parts.wording, { metres }));
      button.addEventListener("click", () => this._parts.onChoose(space));
      return element("li", { class: "row-line" }, button, this._parts.buttonFor(space));
    });
    this._list.replaceChildren(...rows);
    this._note.textContent = this._remark(spaces.length, matched);
  }

  /** @param {number} shown @param {number} matched */
  _remark(shown, matched) {
    if (!shown) return t("No learning space here matches.");
    if (this._here) return t("Distances are in a straight line; the walk is longer.");
    return matched > shown
      ? t("The first {shown} of {matched}; zoom in to see others.", { shown, matched: matched.toLocaleString("en") })
      : "";
  }

  /** @param {unknown} error */
  _fail(error) {
    const again = element("button", { type: "button", class: "button" }, t("Try again"));
    again.addEventListener("click", () => this._load());
    this._list.replaceChildren();
    this._note.replaceChildren(error instanceof Error ? error.message : String(error), " ", again);
  }
}

/** @param {number[]} degrees */
function joined(degrees) {
  return degrees.map((each) => each.toFixed(DIGITS)).join(",");
}
