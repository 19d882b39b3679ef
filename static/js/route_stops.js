/** The stops that are drawn, as a list: dragged, moved by buttons, told in two languages. */

import { element } from "./dom.js";
import { controlIcon } from "./icons.js";
import { makeSortable } from "./walk_drag.js";
import { t } from "./words.js";

/** @typedef {import("./route_types").DraftStop} DraftStop */
/** @typedef {import("./route_types").RouteCheck} RouteCheck */
/**
 * @typedef {object} Options
 * @property {(from: number, to: number) => void} onMove
 * @property {(at: number) => void} onRemove
 * @property {(at: number, changes: Partial<DraftStop>) => void} onChange
 */

const LONGEST_STAY = 480;

/** @type {[keyof DraftStop, string, boolean][]} field, language, whether it is long */
const TEXTS = [
  ["title_th", "th", false],
  ["title_en", "en", false],
  ["story_th", "th", true],
  ["story_en", "en", true],
];

export class StopList {
  /** @param {HTMLElement} list @param {Options} options */
  constructor(list, options) {
    this._list = list;
    this._options = options;
    /** @type {Set<string>} the rows that are open */
    this._open = new Set();
    makeSortable(list, { rows: ".desk-stop", grip: ".walk-grip", onMove: options.onMove });
  }

  /** @param {DraftStop[]} stops */
  show(stops) {
    const focused = document.activeElement?.getAttribute("data-key");
    this._list.replaceChildren(...stops.map((stop, at) => this._row(stop, at, stops.length)));
    if (focused) /** @type {HTMLElement | null} */ (this._list.querySelector(`[data-key="${focused}"]`))?.focus();
  }

  /** Say at each stop what was found there. @param {RouteCheck[]} checks */
  mark(checks) {
    for (const [at, row] of [...this._list.children].entries()) {
      const found = checks.filter(({ stop, leg }) => (stop ?? leg) === at + 1);
      row.classList.toggle("is-wrong", found.some(({ in_the_way: isInTheWay }) => isInTheWay));
      row.querySelector(".stop-found")?.replaceChildren(...found.map(({ text }) => element("p", { class: "shut" }, text)));
    }
  }

  /** @param {DraftStop} stop @param {number} at @param {number} count */
  _row(stop, at, count) {
    const name = nameOf(stop);
    const press = (/** @type {string} */ key, /** @type {string} */ label, /** @type {"up" | "down" | "close"} */ icon, /** @type {() => void} */ act, isOff = false) => {
      const button = element("button", { type: "button", class: "icon-button", "aria-label": label, title: label, "data-key": `${key}:${at}`, disabled: isOff }, controlIcon(icon));
      button.addEventListener("click", act);
      return button;
    };
    const { onMove, onRemove } = this._options;
    return element(
      "li",
      { class: "desk-stop" },
      element("div", { class: "desk-stop-top" },
        element("span", { class: "walk-grip", "aria-hidden": "true" }, controlIcon("grip")),
        element("span", { class: "walk-number", "data-kind": stop.kind }, String(at + 1)),
        element("span", { class: "desk-stop-name" }, name),
        press("up", t("Move {name} up", { name }), "up", () => onMove(at, at - 1), at === 0),
        press("down", t("Move {name} down", { name }), "down", () => onMove(at, at + 1), at === count - 1),
        press("out", t("Take {name} out", { name }), "close", () => onRemove(at))),
      element("div", { class: "stop-found" }),
      this._texts(stop, at),
    );
  }

  /** @param {DraftStop} stop @param {number} at */
  _texts(stop, at) {
    const key = stop.space === undefined ? `${stop.lon},${stop.lat}` : String(stop.space);
    const fields = TEXTS.map(([name, language, isLong]) => this._text(stop, at, name, { language, isLong }));
    const box = element("details", { open: this._open.has(key) }, element("summary", { "data-key": `texts:${at}` }, t("Title, story and stay")), ...fields, this._stay(stop, at));
    box.addEventListener("toggle", () => (box.open ? this._open.add(key) : this._open.delete(key)));
    return box;
  }

  /** @param {DraftStop} stop @param {number} at @param {keyof DraftStop} name @param {{language: string, isLong: boolean}} how */
  _text(stop, at, name, { language, isLong }) {
    const common = { lang: language, maxlength: isLong ? 5000 : 300, "data-key": `${name}:${at}` };
    const input = isLong ? element("textarea", { ...common, rows: 3 }) : element("input", common);
    input.value = String(stop[name] ?? "");
    input.addEventListener("change", () => this._options.onChange(at, { [name]: input.value.trim() || undefined }));
    return element("label", { class: "field" }, element("span", {}, labelOf(name)), input);
  }

  /** @param {DraftStop} stop @param {number} at */
  _stay(stop, at) {
    const input = element("input", { type: "number", min: 0, max: LONGEST_STAY, step: 5, "data-key": `stay:${at}`, placeholder: t("As usual") });
    input.value = stop.dwell_minutes === undefined ? "" : String(stop.dwell_minutes);
    input.addEventListener("change", () => this._options.onChange(at, { dwell_minutes: input.value === "" ? undefined : Number(input.value) }));
    return element("label", { class: "field" }, element("span", {}, t("Minutes to stay")), input);
  }
}

/** @param {keyof DraftStop} name */
function labelOf(name) {
  if (name === "title_th") return t("Thai title");
  if (name === "title_en") return t("English title");
  return name === "story_th" ? t("Thai story") : t("English story");
}

/** @param {DraftStop} stop */
function nameOf(stop) {
  return stop.title_th || stop.title_en || stop.name || t("Point on the map");
}
