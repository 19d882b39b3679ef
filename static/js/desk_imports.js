/** What the last imports did, and what they refused with the reason. */

import { fillUrl, getJson } from "./api.js";
import { moment, nothing, ofCity, tellFailure } from "./desk_parts.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */

const FIGURES = ["read", "new", "changed", "unchanged", "hidden", "refused", "pieces"];

export class Imports {
  /** @param {Bench} bench */
  constructor(bench) {
    this._bench = bench;
    this._load();
  }

  end() {}

  async _load() {
    const { page, body } = this._bench;
    try {
      const { imports } = await getJson(fillUrl(page.urls.imports, {}, ofCity(this._bench)));
      body.replaceChildren(...imports.map((/** @type {any} */ each) => this._import(each)));
      if (!imports.length) body.append(nothing(t("Nothing was imported into this city yet.")));
    } catch (error) {
      tellFailure(error, () => this._load());
    }
  }

  /** @param {any} each */
  _import(each) {
    const { language } = this._bench.page;
    const counted = FIGURES.filter((name) => each.figures[name]);
    const figures = counted.map((name) => `${figureInWords(name)} ${new Intl.NumberFormat(language).format(each.figures[name])}`);
    const told = each.refusals.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.count, 0);
    return element("section", { class: "desk-import" },
      element("h2", {}, each.file),
      element("p", { class: "hint" }, moment(each.at, this._bench), " · ", actionInWords(each.action), " · ", each.actor === "shell" ? t("from the shell") : each.actor),
      element("p", {}, figures.join(" · ")),
      each.refused ? element("details", {}, element("summary", {}, t("{number} refused", { number: each.refused })), this._refusals(each.refusals),
        told < each.refused ? element("p", { class: "hint" }, t("The first {number} reasons are shown.", { number: each.refusals.length })) : null) : null);
  }

  /** @param {any[]} refusals */
  _refusals(refusals) {
    return element("table", { class: "diff" },
      element("thead", {}, element("tr", {}, ...[t("Where"), t("How many"), t("Reason")].map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, ...refusals.map(({ row, count, reason }) => element("tr", {},
        element("th", { scope: "row" }, row), element("td", { "data-label": t("How many") }, String(count)), element("td", { "data-label": t("Reason") }, reason)))));
  }
}

/** @param {string} action */
function actionInWords(action) {
  return {
    "import osm": "OpenStreetMap", "import spaces": t("Table of spaces"), "import districts": t("Districts"), "import population": t("Population"),
  }[action] ?? action;
}

/** @param {string} name */
function figureInWords(name) {
  return {
    read: t("Read"), new: t("New"), changed: t("Changed"), unchanged: t("As before"), hidden: t("Hidden"), refused: t("Refused"), pieces: t("Street pieces"),
  }[name] ?? "";
}
