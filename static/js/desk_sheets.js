/** Sheets with QR codes for several spaces, printed together. */

import { fillUrl, getJson, send } from "./api.js";
import { ask, button, choice, clearTold, labelled, nothing, ofCity, spaceName, tell, tellFailure } from "./desk_parts.js";
import { debounced, element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */

const PAGE = 100;
const MOST = 100;
const TYPING_MS = 300;

export class Sheets {
  /** @param {Bench} bench */
  constructor(bench) {
    this._bench = bench;
    /** @type {Map<number, string>} */
    this._chosen = new Map();
    this._turn = 0;
    this._q = element("input", { type: "search", autocomplete: "off" });
    this._kind = choice([["", t("All kinds")], ...bench.page.kinds.map((kind) => /** @type {[string, string]} */ ([kind.id, bench.page.language === "th" ? kind.title_th : kind.title_en]))], "");
    this._q.addEventListener("input", debounced(TYPING_MS, () => this._load()));
    this._kind.addEventListener("change", () => this._load());
    this._list = element("ul", { class: "desk-list desk-choosing" });
    this._picked = element("section", { class: "desk-detail", "aria-label": t("Chosen spaces") });
    bench.body.append(element("div", { class: "desk-filters" }, labelled(t("Search"), this._q), labelled(t("Kind of place"), this._kind)), element("div", { class: "desk-two" }, this._list, this._picked));
    this._load();
    this._draw();
  }

  end() {}

  async _load() {
    const turn = (this._turn += 1);
    try {
      const q = this._q.value.trim();
      const asked = { ...ofCity(this._bench), limit: PAGE, ...(q && { q }), ...(this._kind.value && { kind: this._kind.value }) };
      const { features } = await getJson(fillUrl(this._bench.page.urls.spaces, {}, asked));
      if (turn !== this._turn) return; // asked again meanwhile
      this._list.replaceChildren(...features.map((/** @type {any} */ feature) => this._row(feature)));
      if (!features.length) this._list.append(element("li", {}, nothing(t("Nothing is called like that."))));
    } catch (error) {
      tellFailure(error, () => this._load());
    }
  }

  /** @param {any} feature */
  _row({ id, properties }) {
    const name = spaceName({ id, ...properties }, this._bench);
    const box = element("input", { type: "checkbox", checked: this._chosen.has(id) });
    box.addEventListener("change", () => {
      if (box.checked) this._chosen.set(id, name);
      else this._chosen.delete(id);
      this._draw();
    });
    return element("li", {}, element("label", { class: "desk-check" }, box, element("span", {}, name)));
  }

  _draw() {
    const number = this._chosen.size;
    const names = [...this._chosen.values()].map((name) => element("li", {}, name));
    const ids = [...this._chosen.keys()].join(",");
    const link = (/** @type {string} */ what, /** @type {string} */ label) => element("a", { class: "button", target: "_blank", rel: "noopener", href: `${this._bench.page.urls.sheets}?spaces=${ids}&what=${what}&lang=${this._bench.page.language}` }, label);
    const isTooMany = number > MOST;
    this._picked.replaceChildren(
      element("h2", {}, t("{number} chosen", { number })),
      ...(number === 0 ? [nothing(t("Tick the spaces whose sheets you want to hang."))] : [element("ul", { class: "desk-names" }, ...names)]),
      ...(isTooMany ? [element("p", { class: "desk-problem", role: "alert" }, t("At most {most} at once.", { most: MOST }))] : []),
      ...(number && !isTooMany ? [element("div", { class: "buttons" }, link("door", t("Print door sheets")), link("stamp", t("Print stamp sheets")), button(t("Make new stamp sheets …"), () => this._renew()))] : []));
  }

  async _renew() {
    clearTold();
    const ids = [...this._chosen.keys()];
    const isAgreed = await ask({ title: t("Make {number} new stamp sheets?", { number: ids.length }), body: t("Sheets that hang there now stamp for another 7 days; hang the new ones until then."), yes: t("Make them") });
    if (!isAgreed) return;
    try {
      for (const id of ids) await send(fillUrl(this._bench.page.urls.newStampSheet, { id }));
      tell(t("The new sheets are made; print them now."));
    } catch (error) {
      tellFailure(error, () => this._draw());
    }
  }
}
