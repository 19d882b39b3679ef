/** Spaces that may be listed twice: side by side, made one, or left as two. */

import { fillUrl, getJson, send } from "./api.js";
import { ask, button, clearTold, inWords, nothing, ofCity, spaceName, tell, tellFailure } from "./desk_parts.js";
import { whyField } from "./desk_reasons.js";
import { undoNewest } from "./desk_undo.js";
import { PLACE, isSame } from "./desk_values.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Twins} Pair */
/** @typedef {import("./desk_types").Whole} Whole */

export class TwinsDesk {
  /** @param {Bench} bench */
  constructor(bench) {
    this._bench = bench;
    /** @type {Pair[]} */
    this._pairs = [];
    this._at = 0;
    this._list = element("ul", { class: "desk-list" });
    this._detail = element("section", { class: "desk-detail", "aria-label": t("The chosen pair"), tabindex: "-1" });
    bench.body.append(element("div", { class: "desk-two" }, this._list, this._detail));
    this._load();
  }

  end() {}

  async _load() {
    try {
      const { duplicates, count } = await getJson(fillUrl(this._bench.page.urls.duplicates, {}, ofCity(this._bench)));
      this._pairs = duplicates;
      this._bench.count("twins", count);
      this._list.replaceChildren(...this._pairs.map((pair, n) => this._row(pair, n)));
      if (!this._pairs.length) this._list.append(element("li", {}, nothing(t("No two spaces look like one place."))));
      this._choose(Math.min(this._at, this._pairs.length - 1));
    } catch (error) {
      tellFailure(error, () => this._load());
    }
  }

  /** @param {Pair} pair @param {number} n */
  _row(pair, n) {
    const open = element("button", { type: "button", class: "desk-row", "data-id": n }, element("strong", {}, this._name(pair.keep)), element("span", {}, this._name(pair.other)),
      element("small", {}, whyInWords(pair)));
    open.addEventListener("click", () => {
      this._choose(n);
      this._detail.focus({ preventScroll: false });
    });
    return element("li", {}, open);
  }

  /** @param {Whole} whole */
  _name(whole) {
    return spaceName({ id: whole.id, ...whole.properties }, this._bench);
  }

  /** @param {number} n */
  _choose(n) {
    this._at = Math.max(n, 0);
    for (const row of this._list.querySelectorAll("button[data-id]")) {
      if (row.getAttribute("data-id") === String(n)) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    const pair = this._pairs[n];
    this._detail.replaceChildren();
    this._bench.map.show([]);
    if (pair) this._show(pair.keep, pair.other, pair);
  }

  /** @param {Whole} stays @param {Whole} goes @param {Pair} pair */
  _show(stays, goes, pair) {
    const both = [stays, goes];
    const places = both.flatMap(({ geometry }) => (geometry ? [geometry.coordinates] : []));
    this._bench.map.show(both.flatMap((each) => (each.geometry ? [{ id: each.id, at: each.geometry.coordinates, label: this._name(each), kind: each.properties.kind, tone: each === stays ? "create" : "hide" }] : [])));
    this._bench.map.fit(places);
    const rows = this._fields(stays, goes);
    const side = (/** @type {Whole} */ each, /** @type {string} */ title) => element("th", { scope: "col" }, title, element("br"), element("a", { href: `?tab=spaces&id=${each.id}&city=${this._bench.city.id}&lang=${this._bench.page.language}` }, this._name(each)), element("br"), element("small", {}, each.source));
    const table = element("table", { class: "diff desk-pairing" },
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, t("Field")), side(stays, t("Stays")), side(goes, t("Is merged into it")))),
      element("tbody", {}, ...rows.map(({ name, title }) => this._field(name, title, stays, goes))));
    this._detail.replaceChildren(
      element("h2", {}, t("Is this one place?")),
      element("p", { class: "hint" }, whyInWords(pair)),
      table, element("p", {}, hangsInWords(goes)),
      element("div", { class: "buttons" },
        button(t("Make them one"), () => this._merge(stays, goes, table), { isStrong: true }),
        button(t("Let the other one stay"), () => this._show(goes, stays, pair)),
        button(t("These are two places"), () => this._dismiss(pair))));
  }

  /** Return the fields in which at least one says something, and they differ. @param {Whole} stays @param {Whole} goes */
  _fields(stays, goes) {
    const fields = this._bench.page.words.fields.spaces.map(({ name, title }) => ({ name, title }));
    return [...fields.filter(({ name }) => !isSame(stays.properties[name], goes.properties[name])), { name: PLACE, title: t("Position on the map") }];
  }

  /** @param {string} name @param {string} title @param {Whole} stays @param {Whole} goes */
  _field(name, title, stays, goes) {
    const value = (/** @type {Whole} */ each) => (name === PLACE ? (each.geometry?.coordinates ?? null) : each.properties[name]);
    const isTaken = isSame(value(stays), null);
    const option = (/** @type {Whole} */ each, /** @type {string} */ side, /** @type {boolean} */ checked, /** @type {string} */ label) => element("td", { "data-label": label },
      element("label", { class: "desk-side" }, element("input", { type: "radio", name: `field-${name}`, value: side, checked, disabled: side === "other" && isSame(value(each), null), "aria-label": `${title}: ${label}` }), element("span", {}, inWords("spaces", name, value(each), this._bench))));
    return element("tr", { "data-field": name }, element("th", { scope: "row" }, title), option(stays, "this", !isTaken, t("Stays")), option(goes, "other", isTaken, t("Is merged into it")));
  }

  /** @param {Whole} stays @param {Whole} goes @param {HTMLElement} table */
  async _merge(stays, goes, table) {
    clearTold();
    const taken = [.../** @type {NodeListOf<HTMLInputElement>} */ (table.querySelectorAll('input[value="other"]:checked'))].map(({ name }) => name.replace("field-", "")).map((name) => (name === PLACE ? "geom" : name));
    const name = this._name(goes);
    const why = whyField();
    const body = element("div", {}, element("p", {}, t("{name} is hidden, and what hangs on it moves to the one that stays.", { name })), why.element);
    if (!(await ask({ title: t("Make them one?"), body, yes: t("Make them one") }))) return;
    try {
      await send(fillUrl(this._bench.page.urls.merge, { id: goes.id }, why.read()), { body: { into: stays.id, fields: taken } });
      tell(t("They are one now."), () => undoNewest(this._bench, "spaces", goes.id, () => this._undoOther(stays)));
    } catch (error) {
      tellFailure(error, () => this._load());
    }
    this._load();
  }

  /** The one that stayed took over fields too: that is a write of its own. @param {Whole} stays */
  async _undoOther(stays) {
    const { writes } = await getJson(fillUrl(this._bench.page.urls.history, {}, { layer: "spaces", id: stays.id, limit: 1 })).catch(() => ({ writes: [] }));
    if (writes[0]?.action === "merge") await undoNewest(this._bench, "spaces", stays.id, () => this._load());
    else this._load();
  }

  /** @param {Pair} pair */
  async _dismiss(pair) {
    clearTold();
    const why = whyField();
    if (!(await ask({ title: t("Are these two places?"), body: why.element, yes: t("These are two places") }))) return;
    try {
      await send(fillUrl(this._bench.page.urls.dismissals, {}, why.read()), { body: { city: this._bench.city.id, keep: pair.keep.id, other: pair.other.id } });
      tell(t("They stay two places, and are not asked about again."));
    } catch (error) {
      tellFailure(error, () => this._load());
    }
    this._load();
  }
}

/** Say why two seem to be one. @param {Pair} pair */
function whyInWords({ metres, reasons }) {
  const apart = t("{metres} m apart", { metres: Math.round(metres) });
  return [apart, ...reasons].join(" · ");
}

/** @param {Whole} goes */
function hangsInWords({ hangs }) {
  const names = /** @type {Record<string, string>} */ ({ knowledge: t("pieces of knowledge"), activity: t("activities"), offering: t("offerings"), note: t("field notes"), route_stop: t("stops of routes") });
  const parts = Object.entries(hangs).map(([name, number]) => `${names[name] ?? name} ${number}`);
  return parts.length ? t("With it move: {what}.", { what: parts.join(", ") }) : t("Nothing else hangs on it.");
}
