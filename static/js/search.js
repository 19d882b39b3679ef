/**
 * The search box that completes as one types: a combobox with a list
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 */

import { fillUrl, getJson } from "./api.js";
import { debounced, element, find } from "./dom.js";
import { announce } from "./notices.js";
import { rowContent } from "./space_row.js";
import { t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").Feature} SpaceFeature */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./markers.js").Wording} Wording */
/** @typedef {{page: Page, store: Store, wording: Wording, onChoose: (space: SpaceFeature) => void, onSearch: () => void}} Parts */

const TYPING_PAUSE_MS = 160;
const SUGGESTIONS = 8;

export class Search {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {HTMLInputElement} */
    this._field = find("#search-field");
    this._list = find("#search-list");
    this._clear = find("#search-clear");
    /** @type {SpaceFeature[]} */
    this._found = [];
    this._active = -1;
    this._request = new AbortController();
    this._askSoon = debounced(TYPING_PAUSE_MS, () => this._ask());
    this._listen();
    this._follow();
    parts.store.onChange((after, before) => after.q !== before.q && this._follow());
  }

  _listen() {
    this._field.addEventListener("input", () => {
      this._clear.hidden = !this._field.value;
      this._askSoon();
    });
    this._field.addEventListener("keydown", (event) => this._onKey(event));
    this._field.addEventListener("blur", () => this._close());
    this._clear.addEventListener("click", () => {
      this._field.value = "";
      this._submit();
      this._field.focus();
    });
    find("#search").addEventListener("submit", (event) => {
      event.preventDefault();
      this._submit();
    });
    // pressing an option must not take the focus, and with it the list, away first
    this._list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  /** Show the words that filter the map. */
  _follow() {
    this._field.value = this._parts.store.state.q;
    this._clear.hidden = !this._field.value;
  }

  /** Let only what matches the words stay on the map. */
  _submit() {
    this._close();
    const q = this._field.value.trim();
    this._parts.store.change({ q });
    if (q) this._parts.onSearch();
  }

  async _ask() {
    this._request.abort();
    this._request = new AbortController();
    const { signal } = this._request;
    const q = this._field.value.trim();
    if (!q) return this._close();
    const { page, store } = this._parts;
    /** @type {Record<string, string | number>} */
    const parameters = { q, limit: SUGGESTIONS };
    if (store.state.city) parameters.city = store.state.city;
    try {
      const url = fillUrl(page.urls.spaces, {}, parameters);
      const answer = await getJson(url, { signal });
      if (document.activeElement === this._field) this._show(answer.features, q);
    } catch (error) {
      if (signal.aborted) return;
      this._say(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {SpaceFeature[]} found @param {string} typed */
  _show(found, typed) {
    this._found = found;
    this._active = -1;
    if (!found.length) return this._say(t("Nothing was found for “{words}”.", { words: typed }));
    const options = found.map((space, index) => {
      const content = rowContent(space, this._parts.wording, { typed });
      const option = element("li", { role: "option", id: `found-${index}`, class: "row", "aria-selected": "false" }, ...content);
      option.addEventListener("click", () => this._choose(index));
      return option;
    });
    this._list.replaceChildren(...options);
    this._open();
    announce(
      found.length === 1 ? t("1 suggestion") : t("{count} suggestions", { count: found.length }),
    );
  }

  /** @param {string} message */
  _say(message) {
    this._found = [];
    const line = element("li", { role: "option", "aria-disabled": "true", class: "row-message" }, message);
    this._list.replaceChildren(line);
    this._open();
    announce(message);
  }

  _open() {
    this._list.hidden = false;
    this._field.setAttribute("aria-expanded", "true");
    this._field.removeAttribute("aria-activedescendant");
  }

  _close() {
    this._request.abort();
    this._list.hidden = true;
    this._found = [];
    this._field.setAttribute("aria-expanded", "false");
    this._field.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  _onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this._list.hidden) return void this._ask();
      this._move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !this._list.hidden) {
      event.stopPropagation();
      this._close();
    } else if (event.key === "Enter" && !this._list.hidden && this._active >= 0) {
      event.preventDefault();
      this._choose(this._active);
    }
  }

  /** @param {number} step through the options and the field itself, around */
  _move(step) {
    const places = this._found.length + 1;
    this._active = ((this._active + 1 + step + places) % places) - 1;
    for (const [index, option] of [...this._list.children].entries()) {
      option.setAttribute("aria-selected", String(index === this._active));
      if (index === this._active) option.scrollIntoView({ block: "nearest" });
    }
    if (this._active < 0) this._field.removeAttribute("aria-activedescendant");
    else this._field.setAttribute("aria-activedescendant", `found-${this._active}`);
  }

  /** @param {number} index */
  _choose(index) {
    const space = this._found[index];
    this._close();
    if (space) this._parts.onChoose(space);
  }
}
