/** A change field by field: before, proposed, and as it is now. */

import { fieldControl } from "./desk_fields.js";
import { choice, inWords } from "./desk_parts.js";
import { isSame } from "./desk_values.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Difference} Difference */

/**
 * Return a table of what a write changed.
 * @param {string} layer
 * @param {Difference[]} diff
 * @param {Bench} bench
 */
export function pastDiff(layer, diff, bench) {
  return table([t("Field"), t("Before"), t("After")], diff.map((each) => [
    element("th", { scope: "row" }, each.title),
    cell(t("Before"), inWords(layer, each.field, each.before, bench), "was"),
    cell(t("After"), inWords(layer, each.field, each.after, bench), "is"),
  ]));
}

/** What a curator makes of a proposed change. */
export class ProposedDiff {
  /** @param {string} layer @param {{diff: Difference[], action: string}} proposal @param {Bench} bench */
  constructor(layer, { diff, action }, bench) {
    this._layer = layer;
    this._bench = bench;
    this._isNew = action === "create";
    /** @type {Map<string, {choice: HTMLSelectElement, difference: Difference, control: ReturnType<typeof fieldControl> | null}>} */
    this._rows = new Map();
    const heads = this._isNew ? [t("Field"), t("Proposed"), t("Take")] : [t("Field"), t("Before"), t("Proposed"), t("Now"), t("Take")];
    this.element = table(heads, diff.map((each) => this._row(each)));
  }

  /** The title of the first field that is in conflict and not decided; null: none. */
  get undecided() {
    for (const { choice: chosen, difference } of this._rows.values()) if (!chosen.value) return difference.title;
    return null;
  }

  /** Return what is not taken as proposed, by field. @returns {Record<string, any>} */
  get values() {
    /** @type {Record<string, any>} */
    const values = {};
    for (const [field, { choice: chosen, difference, control }] of this._rows) {
      const name = field === "geom" ? "geometry" : field;
      if (chosen.value === "own" && control) values[name] = control.read();
      else if (chosen.value === "now") values[name] = placed(field, difference.current ?? null);
      else if (difference.conflict) values[name] = placed(field, difference.after);
    }
    return values;
  }

  /** @param {Difference} difference */
  _row(difference) {
    const { field, title, before, after, current, conflict } = difference;
    const words = (/** @type {any} */ value) => inWords(this._layer, field, value, this._bench);
    const about = this._bench.page.words.fields[this._layer].find(({ name }) => name === field);
    const options = /** @type {[string, string][]} */ ([
      ...(conflict ? [["", t("Decide …")]] : []),
      ["proposed", t("As proposed")],
      ["now", this._isNew ? t("Leave it out") : t("As it is now")],
      ...(about ? [["own", t("Own wording")]] : []),
    ]);
    const chosen = choice(options, conflict ? "" : "proposed", { "aria-label": t("What to take: {field}", { field: title }) });
    const take = cell(t("Take"), chosen, "take");
    const row = { choice: chosen, difference, control: /** @type {ReturnType<typeof fieldControl> | null} */ (null) };
    this._rows.set(field, row);
    chosen.addEventListener("change", () => {
      take.querySelector(".own-wording")?.remove();
      row.control = chosen.value === "own" && about ? fieldControl(about, after, this._bench) : null;
      if (row.control) take.append(element("div", { class: "own-wording" }, row.control.element));
    });
    const now = cell(t("Now"), words(current), conflict ? "conflict" : isSame(before, current) ? "as-before" : "");
    if (conflict) now.append(" ", element("strong", {}, t("Changed meanwhile")));
    const head = element("th", { scope: "row" }, title);
    if (this._isNew) return [head, cell(t("Proposed"), words(after), "is"), take];
    return [head, cell(t("Before"), words(before), "was"), cell(t("Proposed"), words(after), "is"), now, take];
  }
}

/** @param {string} field @param {any} value */
function placed(field, value) {
  return field === "geom" && Array.isArray(value) ? { type: "Point", coordinates: value } : value;
}

/** @param {string} label @param {Node | string} content @param {string} kind */
function cell(label, content, kind) {
  return element("td", { "data-label": label, class: kind || null }, content);
}

/** @param {string[]} heads @param {HTMLElement[][]} rows */
function table(heads, rows) {
  return element("table", { class: "diff" },
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells))));
}
