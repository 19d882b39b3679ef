/** The table of districts: sorted by any column, searched, linked with the map. */

import { arranged, columnsOf, readSort } from "./coverage_columns.js";
import { saveCsv, tableCsv } from "./coverage_csv.js";
import { intervalBar } from "./coverage_headline.js";
import { debounced, element, find } from "./dom.js";
import { languageOf, t } from "./words.js";

/** @typedef {import("./coverage_types").Row} Row */
/** @typedef {import("./coverage_columns.js").Column} Column */
/** @typedef {import("./coverage_sight.js").Sight} Sight */
/**
 * @typedef {object} Parts
 * @property {import("./store.js").Store<import("./coverage_types").CoverageState>} store
 * @property {"th" | "en"} language
 * @property {(code: string) => void} onChoose
 * @property {(code: string | null) => void} onHover
 */

const TYPING_MS = 200;
const TOTAL = "city";

export class DistrictTable {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {Map<string, HTMLTableRowElement>} */
    this._rows = new Map();
    /** @type {Sight | null} */
    this._sight = null;
    this._heads = "";
    this._setUpSearch();
    this._setUpRows();
    find("#table-csv").addEventListener("click", () => this._save());
  }

  /** @param {Sight} sight */
  show(sight) {
    this._sight = sight;
    const { store, language } = this._parts;
    const { sort, q, district } = store.state;
    const columns = columnsOf(sight, language);
    const rows = arranged(sight.rows, columns, { sort, q, language });
    this._showHead(columns, sort);
    const lines = rows.map((row) => this._line(row, columns));
    const body = find("#table-rows");
    if (lines.length !== body.children.length || lines.some((line, at) => line !== body.children[at])) body.replaceChildren(...lines);
    this._fill(/** @type {HTMLTableRowElement} */ (find("#table-total")), sight.total, columns);
    for (const [code, line] of this._rows) line.classList.toggle("is-chosen", code === district);
    find("#table-note").textContent = rows.length ? "" : t("No district is called that.");
  }

  /** @param {string | null} code */
  hover(code) {
    for (const [each, line] of this._rows) line.classList.toggle("is-hovered", each === code);
  }

  /** Scroll to a district that was chosen on the map. @param {string} code */
  reveal(code) {
    this._rows.get(code)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  _setUpSearch() {
    const { store } = this._parts;
    /** @type {HTMLInputElement} */
    const field = find("#table-search");
    field.value = store.state.q;
    field.addEventListener("input", debounced(TYPING_MS, () => store.change({ q: field.value.trim() })));
    store.onChange(({ q }) => {
      if (q !== field.value.trim()) field.value = q;
    });
  }

  _setUpRows() {
    const { onChoose, onHover } = this._parts;
    const body = find("#table-rows");
    const codeOf = (/** @type {Event} */ { target }) => /** @type {Element} */ (target).closest("tr")?.dataset.code ?? null;
    body.addEventListener("click", (event) => {
      const code = codeOf(event);
      if (code) onChoose(code);
    });
    body.addEventListener("pointerover", (event) => onHover(codeOf(event)));
    body.addEventListener("pointerleave", () => onHover(null));
    body.addEventListener("focusin", (event) => onHover(codeOf(event)));
  }

  /** @param {Column[]} columns @param {string} sort */
  _showHead(columns, sort) {
    const { column: by, isDown } = readSort(sort, columns);
    const heads = JSON.stringify([columns.map(({ title }) => title), by.id, isDown]);
    if (heads === this._heads) return;
    this._heads = heads;
    const focused = document.activeElement?.closest("[data-column]")?.getAttribute("data-column");
    find("#table-head").replaceChildren(...columns.map((column) => this._headCell(column, by.id === column.id, isDown)));
    if (focused) find(`[data-column="${focused}"] button`, find("#table-head")).focus();
  }

  /** @param {Column} column @param {boolean} isBy @param {boolean} isDown */
  _headCell({ id, title }, isBy, isDown) {
    const button = element("button", { type: "button" }, element("span", {}, title), isBy && element("span", { class: "sort-mark", "aria-hidden": "true" }, isDown ? "▼" : "▲"));
    button.addEventListener("click", () => this._sortBy(id, isBy, isDown));
    const order = isBy ? (isDown ? "descending" : "ascending") : "none";
    return element("th", { scope: "col", "aria-sort": order, "data-column": id }, button);
  }

  /** Names begin with the first letter, figures with the largest, the share with those worst off. @param {string} id @param {boolean} isBy @param {boolean} isDown */
  _sortBy(id, isBy, isDown) {
    const beginsUp = ["name", "share", "street_share"].includes(id);
    const down = isBy ? !isDown : !beginsUp;
    this._parts.store.change({ sort: `${down ? "-" : ""}${id}` });
  }

  /** @param {Row} row @param {Column[]} columns */
  _line(row, columns) {
    const line = this._rows.get(row.code) ?? element("tr", { "data-code": row.code });
    this._rows.set(row.code, line);
    return this._fill(line, row, columns);
  }

  /** Write the cells; only what is other than before is touched. @param {HTMLTableRowElement} line @param {Row} row @param {Column[]} columns */
  _fill(line, row, columns) {
    const key = columns.map(({ id }) => id).join();
    if (line.dataset.columns !== key) {
      line.replaceChildren(...columns.map((column) => cellFor(column, row)));
      line.dataset.columns = key;
    }
    for (const [at, column] of columns.entries()) write(line.cells[at], column, row);
    return line;
  }

  _save() {
    if (!this._sight) return;
    const { store, language } = this._parts;
    const { sort, q, city, minutes } = store.state;
    const columns = columnsOf(this._sight, language);
    const rows = arranged(this._sight.rows, columns, { sort, q, language });
    saveCsv(tableCsv([...rows, this._sight.total], columns), `coverage-${city}-${minutes}.csv`);
  }
}

/** @param {Column} column @param {Row} row */
function cellFor(column, row) {
  if (column.id === "name" && row.level === TOTAL) return element("th", { scope: "row" });
  if (column.id === "name") return element("th", { scope: "row" }, element("button", { type: "button", class: "district-button" }));
  return element("td", { "data-column": column.id });
}

/** @param {HTMLTableCellElement} cell @param {Column} column @param {Row} row */
function write(cell, column, row) {
  const [text, hint] = [column.text(row), column.hint?.(row) ?? ""];
  const written = `${text}|${hint}`;
  if (cell.dataset.written === written) return;
  cell.dataset.written = written;
  if (column.id === "name") {
    const place = cell.querySelector("button") ?? cell;
    place.textContent = text;
    place.lang = languageOf(text);
    return;
  }
  const bar = column.id === "share" ? [intervalBar(row), element("small", {}, hint)] : [];
  cell.replaceChildren(element("span", { class: "cell-figure" }, text), ...bar);
}
