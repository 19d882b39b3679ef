/** What the planners of a city keep for each other; seen by planners who signed in. */

import { keepsFor } from "./accounts.js";
import { fillUrl, getJson, send } from "./api.js";
import { element, find } from "./dom.js";
import { announce, showFailure } from "./notices.js";
import { t } from "./words.js";

/** @typedef {{id: number, name: string, city: string, token: string, by: string | null}} CityScenario */
/**
 * @typedef {object} Parts
 * @property {import("./coverage_types").CoveragePage} page
 * @property {() => string | null} cityOf
 * @property {() => import("./coverage_question.js").Question} questionOf
 * @property {(token: string) => void} onOpen
 */

export class CityKept {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    find("#keep-figures").addEventListener("click", () => this._keepFigures());
  }

  get isOpen() {
    return keepsFor(this._parts.page.account, this._parts.cityOf());
  }

  async show() {
    find("#city-kept-box").hidden = !this.isOpen;
    find("#keep-figures").hidden = !this.isOpen;
    if (!this.isOpen) return;
    const { page, cityOf } = this._parts;
    const city = cityOf() ?? "";
    try {
      const { scenarios } = await getJson(fillUrl(page.urls.kept, {}, { city }));
      if (city === cityOf()) this._fill(scenarios);
    } catch (error) {
      showFailure("kept", error, () => this.show());
    }
  }

  /** @param {string} name @param {string} token */
  async keep(name, token) {
    const { page, cityOf } = this._parts;
    try {
      await send(page.urls.kept, { body: { city: cityOf(), name, token } });
      announce(t("{name} is kept for the planners of the city.", { name }));
      await this.show();
    } catch (error) {
      showFailure("kept", error, () => this.keep(name, token));
    }
  }

  /** @param {CityScenario[]} scenarios */
  _fill(scenarios) {
    const rows = scenarios.map((each) => this._row(each));
    const none = element("p", { class: "hint" }, t("No planner of this city keeps one yet."));
    find("#city-kept").replaceChildren(rows.length ? element("ul", { class: "kept-list" }, ...rows) : none);
  }

  /** @param {CityScenario} kept */
  _row(kept) {
    const open = element("button", { type: "button", class: "kept-open" }, kept.name);
    open.addEventListener("click", () => this._parts.onOpen(kept.token));
    const by = kept.by && element("small", { class: "hint" }, t("by {name}", { name: kept.by }));
    const remove = element("button", { type: "button", class: "link-button", "aria-label": t("Remove {name}", { name: kept.name }) }, t("Remove"));
    remove.addEventListener("click", () => this._remove(kept));
    return element("li", {}, open, by, remove);
  }

  /** @param {CityScenario} kept */
  async _remove(kept) {
    try {
      await send(fillUrl(this._parts.page.urls.keptOne, { id: kept.id }), { method: "DELETE" });
      announce(t("{name} is removed.", { name: kept.name }));
      await this.show();
      find("#city-kept-title").focus({ preventScroll: true });
    } catch (error) {
      showFailure("kept", error, () => this._remove(kept));
    }
  }

  async _keepFigures() {
    const { page, questionOf } = this._parts;
    try {
      const { data } = await send(page.urls.snapshots, { body: questionOf() });
      announce(data.new ? t("The figures of today are kept; later ones can be compared with them.") : t("Nothing changed since they were kept last."));
    } catch (error) {
      showFailure("kept", error, () => this._keepFigures());
    }
  }
}
