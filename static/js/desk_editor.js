/** The entries of a collection: found, opened, edited, added. */

import { fillUrl, getMarked } from "./api.js";
import { Form, askToLeave } from "./desk_form.js";
import { button, labelled, nothing, ofCity, tellFailure } from "./desk_parts.js";
import { debounced, element } from "./dom.js";
import { differs } from "./store.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */

const PAGE = 50;
const TYPING_MS = 300;
const NEW = 0;

export class Editor {
  /** @param {string} collection @param {Bench} bench */
  constructor(collection, bench) {
    this._collection = collection;
    this._bench = bench;
    /** @type {Form | null} */
    this._form = null;
    this._q = element("input", { type: "search", autocomplete: "off" });
    this._q.addEventListener("input", debounced(TYPING_MS, () => this._load()));
    this._list = element("ul", { class: "desk-list" });
    this._more = element("p");
    this._detail = element("section", { class: "desk-detail", "aria-label": t("The chosen entry"), tabindex: "-1" });
    bench.body.append(
      element("div", { class: "desk-filters" }, labelled(t("Search"), this._q), button(collection === "spaces" ? t("New space") : t("New entry"), () => this._open(NEW), { isStrong: true })),
      element("div", { class: "desk-two" }, element("div", {}, this._list, this._more), this._detail));
    this._isOver = false;
    this._turn = 0;
    bench.store.onChange((after, before) => {
      if (!this._isOver && after.tab === before.tab && differs(after, before, "id") && after.id !== this._shown) this._open(after.id ?? null);
    });
    /** @type {number | null} what the form shows; 0: a new one */
    this._shown = null;
    this._load();
    this._open(bench.store.state.id);
  }

  end() {
    this._isOver = true;
  }

  get isChanged() {
    return this._form?.isChanged ?? false;
  }

  /** @param {string | null} [next] the page to go on with */
  async _load(next = null) {
    const { page, map } = this._bench;
    const turn = (this._turn += 1);
    try {
      const q = this._q.value.trim();
      const url = next ?? fillUrl(page.urls.items, { collection: this._collection }, { ...ofCity(this._bench), limit: PAGE, ...(q && { q }) });
      const { features, links } = (await getMarked(url)).data;
      if (turn !== this._turn) return; // asked again meanwhile
      if (!next) this._list.replaceChildren();
      this._list.append(...features.map((/** @type {any} */ feature) => this._row(feature)));
      if (!this._list.children.length) this._list.append(element("li", {}, nothing(t("There is nothing here yet."))));
      const further = links.find((/** @type {any} */ { rel }) => rel === "next")?.href;
      this._more.replaceChildren(...(further ? [button(t("Show more"), () => this._load(further))] : []));
      if (!next) map.show(features.flatMap((/** @type {any} */ each) => pinOf(each, page.language)), (id) => this._open(id));
      this._mark();
    } catch (error) {
      tellFailure(error, () => this._load(next));
    }
  }

  /** @param {any} feature */
  _row({ id, properties }) {
    const { language } = this._bench.page;
    const name = titleOf(properties, language) || String(id);
    const place = nameIn({ name_th: properties.space_th, name_en: properties.space_en }, language);
    const open = element("button", { type: "button", class: "desk-row", "data-id": id }, element("strong", {}, name), place ? element("small", {}, place) : null);
    open.addEventListener("click", () => this._open(id));
    return element("li", {}, open);
  }

  _mark() {
    for (const row of this._list.querySelectorAll("button[data-id]")) {
      if (row.getAttribute("data-id") === String(this._shown)) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  /** @param {number | null} id 0: a new one */
  async _open(id) {
    if (this.isChanged && !(await askToLeave())) return this._bench.store.change({ id: this._shown || null });
    this._shown = id;
    this._bench.store.change({ id: id || null });
    this._bench.map.endPoint();
    this._form = id === null ? null : new Form(this._collection, id || null, this._bench, { onSaved: (saved) => this._saved(saved) });
    this._detail.replaceChildren(this._form?.element ?? nothing(t("Choose an entry, or add a new one.")));
    this._mark();
    await this._form?.open();
    if (id !== null && document.activeElement !== document.body) this._detail.querySelector("h2")?.focus({ preventScroll: false });
  }

  /** @param {number | null} id */
  _saved(id) {
    if (id === null) {
      this._form = null;
      this._open(null);
    } else if (this._shown !== id) {
      this._shown = id;
      this._bench.store.change({ id });
    }
    this._load();
  }
}

/** @param {any} properties @param {"th" | "en"} language */
export function titleOf(properties, language) {
  return nameIn(properties, language) || nameIn({ name_th: properties.title_th, name_en: properties.title_en }, language);
}

/** @param {any} feature @param {"th" | "en"} language */
function pinOf({ id, geometry, properties }, language) {
  return geometry?.type === "Point" ? [{ id, at: geometry.coordinates, label: titleOf(properties, language) || String(id), kind: properties.kind }] : [];
}
