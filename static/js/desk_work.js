/** What the city works on: its agendas, and what came of them. */

import { RequestError, fillUrl, getJson, send } from "./api.js";
import { agendasOf, fieldControl } from "./desk_fields.js";
import { ask, button, clearTold, nothing, ofCity, tell, tellFailure } from "./desk_parts.js";
import { whyField } from "./desk_reasons.js";
import { changedValues } from "./desk_values.js";
import { element } from "./dom.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Field} Field */
/** @typedef {"agendas" | "outcomes"} Layer */

export class CityWork {
  /** @param {Bench} bench */
  constructor(bench) {
    this._bench = bench;
    this._parts = { agendas: element("div"), outcomes: element("div") };
    bench.body.append(
      element("section", {}, element("h2", {}, t("Agendas of the city")), element("p", { class: "hint" }, t("Beside health, environment, learning, equity and local economy, which every city has.")), this._parts.agendas),
      element("section", {}, element("h2", {}, t("What came of them")), element("p", { class: "hint" }, t("Reported results: what changed, for how many people, when, and who says so.")), this._parts.outcomes));
    this._load();
  }

  end() {}

  async _load() {
    const { page } = this._bench;
    try {
      const [{ agendas }, { outcomes }] = await Promise.all([page.urls.agendas, page.urls.outcomes].map((url) => getJson(fillUrl(url, {}, ofCity(this._bench)))));
      keepAgendas(this._bench, agendas);
      this._draw("agendas", agendas);
      this._draw("outcomes", outcomes);
    } catch (error) {
      tellFailure(error, () => this._load());
    }
  }

  /** @param {Layer} layer @param {any[]} rows */
  _draw(layer, rows) {
    const items = /** @type {HTMLElement[]} */ (rows.map((row) => this._entry(layer, row)));
    if (!rows.length) items.push(nothing(layer === "agendas" ? t("The city has named none of its own yet.") : t("Nothing was reported yet.")));
    const fresh = element("details", { class: "desk-entry" }, element("summary", {}, layer === "agendas" ? t("Add an agenda") : t("Report an outcome")), this._form(layer, null));
    this._parts[layer].replaceChildren(...items, fresh);
  }

  /** @param {Layer} layer @param {any} row */
  _entry(layer, row) {
    const { language } = this._bench.page;
    const title = nameIn({ name_th: row.title_th ?? row.text_th, name_en: row.title_en ?? row.text_en }, language);
    return element("details", { class: "desk-entry" }, element("summary", {}, title, element("small", {}, ` ${row.slug ?? row.agenda}${row.happened_on ? ` · ${row.happened_on}` : ""}`)), this._form(layer, row));
  }

  /** @param {Layer} layer @param {any} row null: a new one */
  _form(layer, row) {
    const fields = workFields(layer, this._bench).filter(({ name }) => row === null || name !== "slug");
    const controls = new Map(fields.map((field) => [field.name, fieldControl(field, row?.[field.name] ?? null, this._bench)]));
    for (const [name, { element: box }] of controls) box.classList.toggle("is-wide", name === "figures" || name.startsWith("text") || name.startsWith("description"));
    const problem = element("p", { class: "desk-problem", role: "alert" });
    const form = element("form", { class: "desk-form", novalidate: true }, element("div", { class: "desk-fields" }, ...[...controls.values()].map((control) => control.element)), problem,
      element("div", { class: "buttons" }, element("button", { type: "submit", class: "button button-strong" }, row ? t("Save") : t("Add it")), row ? button(t("Remove …"), () => this._remove(layer, row)) : null));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearTold();
      problem.textContent = "";
      const values = Object.fromEntries([...controls].map(([name, control]) => [name, control.read()]));
      try {
        if (row) await send(`${this._bench.page.urls[layer]}/${row.id}`, { method: "PUT", body: changedValues(row, values), etag: row.etag });
        else await send(this._bench.page.urls[layer], { body: { city: this._bench.city.id, ...values } });
        tell(t("It is saved."));
        this._load();
      } catch (error) {
        if (error instanceof RequestError && error.status >= 400 && error.status < 500) problem.textContent = error.message;
        else tellFailure(error, () => this._load());
      }
    });
    return form;
  }

  /** @param {Layer} layer @param {any} row */
  async _remove(layer, row) {
    const why = whyField();
    if (!(await ask({ title: t("Remove this?"), body: why.element, yes: t("Remove") }))) return;
    try {
      await send(fillUrl(`${this._bench.page.urls[layer]}/${row.id}`, {}, why.read()), { method: "DELETE", etag: row.etag });
      tell(t("It is removed."));
    } catch (error) {
      tellFailure(error, () => this._load());
    }
    this._load();
  }
}

/** Keep what a city calls its agendas, for the forms. @param {Bench} bench @param {any[]} agendas */
function keepAgendas({ page, city }, agendas) {
  const usual = page.words.agendas.map(({ id }) => id);
  page.words.ownAgendas[city.id] = agendas.filter(({ slug }) => !usual.includes(slug)).map((each) => ({ id: each.slug, title: nameIn({ name_th: each.title_th, name_en: each.title_en }, page.language) }));
}

/** @param {Layer} layer @param {Bench} bench @returns {Field[]} */
function workFields(layer, bench) {
  const { page } = bench;
  const field = (/** @type {string} */ name, /** @type {string} */ title, /** @type {Partial<Field>} */ more = {}) =>
    ({ name, title, type: /** @type {Field["type"]} */ ("string"), format: "", terms: [], isLong: false, longest: null, least: null, most: null, ...more });
  if (layer === "agendas") {
    return [
      field("slug", t("Short name in addresses, like clean-river")), field("title_th", t("Title in Thai")), field("title_en", t("Title in English")),
      field("description_th", t("Description in Thai"), { isLong: true }), field("description_en", t("Description in English"), { isLong: true }),
      field("figures", t("Figures it should move"), { type: "array", terms: page.words.figures }),
    ];
  }
  const terms = agendasOf(bench);
  return [
    field("agenda", t("Agenda"), { terms }), field("happened_on", t("Day"), { format: "date" }), field("people", t("How many people"), { type: "integer" }), field("source", t("Who says so")),
    field("text_th", t("What changed, in Thai"), { isLong: true }), field("text_en", t("What changed, in English"), { isLong: true }),
  ];
}
