/** How an activity repeats, in plain words, with the next days on which it happens. */

import { DAYS, nextDays, readRepeat, writeRepeat } from "./desk_repeats.js";
import { choice, labelled } from "./desk_parts.js";
import { clockOf } from "./desk_values.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

export class RepeatField {
  /** @param {import("./desk_types").Field} field @param {Bench} bench */
  constructor(field, bench) {
    this._bench = bench;
    this._repeat = readRepeat(null, bench.city.timezone);
    this._start = "";
    /** @type {string[]} */
    this._skips = [];
    this._how = choice([["once", t("Once")], ["weekly", t("Every week")], ["monthly", t("Every month")], ["other", t("By a rule of its own")]], "once");
    this._days = element("fieldset", { class: "desk-checks" }, element("legend", {}, t("On these days")), ...DAYS.map((day, n) => this._day(day, n)));
    this._by = choice([["date", t("On the same date")], ["weekday", t("On the same weekday of the month")]], "date");
    this._until = element("input", { type: "date" });
    this._rule = element("input", { type: "text", spellcheck: "false" });
    this._preview = element("p", { class: "hint", role: "status" });
    this._parts = { by: labelled(t("Which day"), this._by), until: labelled(t("Until (empty: without an end)"), this._until), rule: labelled(t("Rule (iCalendar RRULE)"), this._rule) };
    this.element = element("fieldset", { class: "field desk-repeat" }, element("legend", {}, field.title),
      labelled(t("How often"), this._how), this._days, this._parts.by, this._parts.until, this._parts.rule, this._preview);
    this.element.addEventListener("change", () => this._changed());
    this._rule.addEventListener("input", () => this._changed());
  }

  read() {
    return writeRepeat(this._repeat, this._start);
  }

  /** @param {any} value */
  show(value) {
    this._repeat = readRepeat(value, this._bench.city.timezone);
    this._draw();
  }

  /** Tell when it first happens, and on which days it does not. @param {string} start @param {string[]} skips */
  follow(start, skips) {
    this._start = start;
    this._skips = skips;
    this._draw();
  }

  /** @param {string} day @param {number} n */
  _day(day, n) {
    const name = new Intl.DateTimeFormat(this._bench.page.language, { weekday: "short", timeZone: "UTC" }).format(MONDAY + n * DAY_MS);
    return element("label", { class: "desk-check" }, element("input", { type: "checkbox", value: day }), element("span", {}, name));
  }

  _changed() {
    const days = [.../** @type {NodeListOf<HTMLInputElement>} */ (this._days.querySelectorAll("input:checked"))].map(({ value }) => value);
    const how = /** @type {import("./desk_repeats.js").Repeat["how"]} */ (this._how.value);
    this._repeat = { how, days, by: /** @type {"date" | "weekday"} */ (this._by.value), until: this._until.value, rule: this._rule.value.trim() };
    this._draw();
  }

  _draw() {
    const { how, days, by, until, rule } = this._repeat;
    this._how.value = how;
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (this._days.querySelectorAll("input"))) box.checked = days.includes(box.value);
    this._by.value = by;
    this._until.value = until;
    if (document.activeElement !== this._rule) this._rule.value = rule;
    this._days.hidden = how !== "weekly";
    this._parts.by.hidden = how !== "monthly";
    this._parts.until.hidden = how !== "weekly" && how !== "monthly";
    this._parts.rule.hidden = how !== "other";
    this._preview.textContent = this._nextInWords();
  }

  _nextInWords() {
    const next = nextDays(this._repeat, this._start, { skips: this._skips, since: clockOf(new Date().toISOString(), this._bench.city.timezone).slice(0, 10) });
    if (!next.length) return "";
    const words = new Intl.DateTimeFormat(this._bench.page.language === "th" ? "th-TH" : "en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
    return t("Next: {days}", { days: next.map((day) => words.format(new Date(`${day}T00:00:00Z`))).join(" · ") });
  }
}
