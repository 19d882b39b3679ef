/** What came of a wish: totals, strip, stops and legs, remarks; or why there is nothing yet. */

import { distanceInWords } from "./distance.js";
import { element, find } from "./dom.js";
import { legsByStop } from "./walk_answer.js";
import { makeSortable } from "./walk_drag.js";
import { endRow, legRow, stopRow } from "./walk_list.js";
import { isTimed } from "./walk_plan.js";
import { alternatives, leftOut, notes } from "./walk_remarks.js";
import { rowsOf } from "./walk_rows.js";
import { strip } from "./walk_strip.js";
import { clockInWords, durationInWords } from "./walk_times.js";
import { t } from "./words.js";

/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./walk_planner.js").WalkPlanner} WalkPlanner */
/** @typedef {import("./walk_planner.js").Planned} Planned */
/** @typedef {import("./walk_list.js").ListWording} ListWording */
/** @typedef {Omit<ListWording, "isLockable" | "count" | "timezone">} Wording */
/** @typedef {Parameters<typeof leftOut>[1]} LeftOutOptions */
/**
 * @typedef {object} Parts
 * @property {WalkPlanner} planner
 * @property {(city: string) => string} zoneOf
 * @property {Wording} wording
 * @property {(from: number, to: number) => void} onMove
 * @property {(prefer: string[]) => void} onTake another way
 * @property {(alternative: import("./types").WalkAlternative | null) => void} onPreview
 * @property {LeftOutOptions} leftOut
 * @property {((answer: WalkAnswer) => void) | null} onStart begins to follow the walk
 */

export class WalkResult {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    this._box = find("#walk-result");
    makeSortable(this._box, { rows: ".walk-stop", grip: ".walk-grip", onMove: parts.onMove });
  }

  show() {
    const { planner } = this._parts;
    this._box.setAttribute("aria-busy", String(planner.isBusy));
    this._box.classList.toggle("is-stale", !planner.isCurrent && planner.planned !== null);
    const shown = planner.planned || planner.plan.stops.length ? this._content() : [this._nothing()];
    replaceKeeping(this._box, shown.filter((each) => each !== null));
  }

  /** Say what is missing, or that it is under way. */
  _nothing() {
    const { planner } = this._parts;
    if (planner.isBusy) return element("div", { class: "bones", "aria-hidden": "true" });
    if (planner.trouble) return null;
    const words = isTimed(planner.plan)
      ? t("Say where you start: the walk is planned past learning spaces that are open and fit your time.")
      : t("Choose two stops or more, or a start and a stop: tap learning spaces on the map, or search for them.");
    return element("p", { class: "walk-hint" }, words);
  }

  /** @returns {(Node | null)[]} */
  _content() {
    const { planner } = this._parts;
    const { planned } = planner;
    return [
      planned && this._totals(planned),
      this._list(planned),
      planned && this._remarks(planned),
    ];
  }

  /** @param {Planned} planned */
  _totals({ plan, answer }) {
    const { wording, zoneOf, onStart } = this._parts;
    const { walk } = answer;
    const clock = { language: wording.language, timezone: zoneOf(plan.city) };
    const figures = [
      [t("Whole time"), durationInWords(walk.seconds)],
      [t("Walking"), durationInWords(walk.walk_seconds)],
      [t("Length"), distanceInWords(walk.metres, wording.language)],
      [t("Arrival"), clockInWords(walk.arrive, clock)],
    ].map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value)));
    const start = onStart && element("button", { type: "button", class: "button button-strong walk-go", "data-key": "go" }, t("Start walking"));
    start?.addEventListener("click", () => onStart?.(answer));
    return element("div", { class: "walk-sum" }, element("dl", { class: "walk-totals" }, ...figures), strip(answer, clock), start);
  }

  /** @param {Planned | null} planned */
  _list(planned) {
    const { planner, wording, zoneOf } = this._parts;
    const rows = rowsOf(planner);
    const { plan } = planner;
    const all = { ...wording, timezone: zoneOf(plan.city), isLockable: plan.order === "best" && rows.length > 1, count: rows.length };
    const list = element("ol", { class: "walk-list" });
    const whole = planner.isCurrent || isTimed(plan) ? planned : null;
    const depart = whole?.answer.walk.depart ?? null;
    if (plan.start) list.append(endRow("start", { name: wording.nameOf(plan.start), moment: depart }, all));
    for (const [index, row] of rows.entries()) {
      if (row.leg) list.append(legRow(row.leg, all));
      list.append(stopRow(row, index, all));
    }
    list.append(...this._end(whole, all));
    return list;
  }

  /** @param {Planned | null} planned @param {ListWording} wording @returns {Node[]} */
  _end(planned, wording) {
    const { plan } = this._parts.planner;
    const place = plan.end ?? (plan.loop ? (plan.start ?? plan.stops[0]) : undefined);
    if (!place) return [];
    const leg = planned && legsByStop(planned.answer, plan.start !== undefined).toEnd;
    const moment = planned?.answer.walk.arrive ?? null;
    const end = endRow("end", { name: wording.nameOf(place), moment }, wording);
    return leg ? [legRow(leg, wording), end] : [end];
  }

  /** @param {Planned} planned */
  _remarks({ plan, answer }) {
    const { wording, onTake, onPreview } = this._parts;
    const { language } = wording;
    const parts = [
      notes(answer),
      alternatives(answer, { language, preferred: plan.prefer ?? [], onTake, onPreview }),
      leftOut(answer.left_out, this._parts.leftOut),
    ];
    return element("div", { class: "walk-remarks" }, ...parts);
  }
}

/**
 * Put new content in, and keep the focus and what is opened where it was.
 * @param {HTMLElement} box
 * @param {Node[]} content
 */
function replaceKeeping(box, content) {
  const key = box.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key") : null;
  const open = [...box.querySelectorAll("details[open][data-open]")].map((each) => each.getAttribute("data-open"));
  box.replaceChildren(...content);
  for (const each of open) box.querySelector(`details[data-open="${each}"]`)?.setAttribute("open", "");
  if (key) focusKey(box, key);
}

/** @param {HTMLElement} box @param {string} key */
export function focusKey(box, key) {
  const again = box.querySelector(`[data-key="${CSS.escape(key)}"]:not(:disabled)`);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}
