/** The form of a walk: what is wished for, read from the plan and written into it. */

import { wallClock, withOffset } from "./city_clock.js";
import { element, find } from "./dom.js";
import { controlIcon } from "./icons.js";
import { FIRST_BUDGET, adopted, changed, isTimed } from "./walk_plan.js";
import { durationInWords } from "./walk_times.js";
import { t } from "./words.js";

/** @typedef {import("./types").WalkPlan} WalkPlan */
/** @typedef {import("./types").WalkPlace} WalkPlace */
/** @typedef {import("./walk_planner.js").WalkPlanner} WalkPlanner */
/**
 * @typedef {object} Parts
 * @property {WalkPlanner} planner
 * @property {(city: string) => string} zoneOf
 * @property {(place: WalkPlace) => string} nameOf
 * @property {(use: (place: WalkPlace) => void) => void} locate finds out where the person is
 * @property {(message: string, use: (place: WalkPlace) => void) => void} pick lets a place be chosen
 */

export class WalkForm {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {HTMLFormElement} */
    this._form = find("#walk-form");
    /** @type {HTMLInputElement} */
    this._budget = find("#walk-budget");
    this._form.addEventListener("submit", (event) => event.preventDefault());
    this._form.addEventListener("change", (event) => this._read(/** @type {HTMLInputElement} */ (event.target)));
    this._budget.addEventListener("input", () => this._sayBudget());
    const start = (/** @type {WalkPlace} */ place) => this._change({ start: place });
    find("#walk-start-here").addEventListener("click", () => parts.locate(start));
    find("#walk-start-pick").addEventListener("click", () =>
      parts.pick(t("Tap where the walk starts: a learning space or any place."), start),
    );
  }

  /** Show the plan as it is. */
  show() {
    const { plan } = this._parts.planner;
    const isByTime = isTimed(plan);
    this._check("way", [isByTime ? "time" : "stops"]);
    this._check("end", [plan.loop ? "loop" : plan.end ? "place" : "last"]);
    this._check("profile", [plan.profile ?? "adult"]);
    this._check("leave", [plan.depart ? "then" : "now"]);
    this._check("order", [plan.order]);
    this._check("prefer", plan.prefer ?? []);
    this._check("kind", plan.kinds ?? []);
    this._check("limited", plan.budget_minutes === undefined ? [] : ["on"]);
    this._field("age").value = plan.age_group ?? "";
    this._field("depart").value = plan.depart?.slice(0, 16) ?? "";
    this._budget.value = String(plan.budget_minutes ?? FIRST_BUDGET);
    this._sayBudget();
    this._reveal(isByTime, plan);
    this._showPlace("start", t("Not chosen yet"));
    this._showPlace("end", "");
  }

  /** @param {boolean} isByTime @param {WalkPlan} plan */
  _reveal(isByTime, plan) {
    const shown = { time: isByTime, stops: !isByTime, budget: plan.budget_minutes !== undefined };
    for (const part of this._form.querySelectorAll("[data-way]")) {
      const way = /** @type {keyof typeof shown} */ (part.getAttribute("data-way"));
      /** @type {HTMLElement} */ (part).hidden = !shown[way];
    }
    find(".walk-depart", this._form).hidden = !plan.depart;
    find(".walk-limit", this._form).hidden = plan.stops.length === 0;
  }

  /** @param {"start" | "end"} which @param {string} none */
  _showPlace(which, none) {
    const { planner, nameOf } = this._parts;
    const place = planner.plan[which];
    const line = find(`#walk-${which}`);
    line.hidden = !place && !none;
    if (!place) return line.replaceChildren(none);
    const label = which === "start" ? t("Take the start out") : t("Take the end out");
    const away = element("button", { type: "button", class: "icon-button", "aria-label": label }, controlIcon("close"));
    away.addEventListener("click", () => this._change({ [which]: undefined }));
    line.replaceChildren(controlIcon(which === "start" ? "pin" : "flag"), element("span", {}, nameOf(place)), away);
  }

  _sayBudget() {
    const words = durationInWords(Number(this._budget.value) * 60);
    find("#walk-budget-words").textContent = words;
    this._budget.setAttribute("aria-valuetext", words);
  }

  /** Write what was just changed into the plan. @param {HTMLInputElement} field */
  _read({ name, value }) {
    if (name === "way") return this._changeWay(value);
    if (name === "end") return this._changeEnd(value);
    if (name === "leave") return this._change({ depart: value === "now" ? undefined : this._soon() });
    this._change(this._changes(name, value));
  }

  /** @param {string} name @param {string} value @returns {Partial<WalkPlan>} */
  _changes(name, value) {
    const { planner, zoneOf } = this._parts;
    const chosen = new FormData(this._form).getAll(name).map(String);
    const all = chosen.length ? chosen : undefined;
    if (name === "budget") return { budget_minutes: Number(value) };
    if (name === "limited") return { budget_minutes: chosen.length ? Number(this._budget.value) : undefined };
    if (name === "profile") return { profile: value === "adult" ? undefined : value };
    if (name === "order") return { order: value === "given" ? "given" : "best" };
    if (name === "prefer") return { prefer: all };
    if (name === "kind") return { kinds: all };
    if (name === "age") return { age_group: value || undefined };
    if (name === "depart") return { depart: value ? withOffset(value, zoneOf(planner.plan.city)) : undefined };
    return {};
  }

  /** Choosing oneself goes on from what was chosen; by time begins anew. @param {string} way */
  _changeWay(way) {
    const { plan, planned } = this._parts.planner;
    if (way === "time") {
      const budget = plan.budget_minutes ?? Number(this._budget.value);
      return this._change({ stops: [], fixed: undefined, order: "best", budget_minutes: budget });
    }
    const own = planned ? adopted(plan, planned.answer) : plan;
    this._parts.planner.change(changed(own, { budget_minutes: undefined }));
  }

  /** @param {string} where */
  _changeEnd(where) {
    if (where !== "place") return this._change({ end: undefined, loop: where === "loop" || undefined });
    this.show(); // nothing is changed until a place is chosen
    this._parts.pick(t("Tap where the walk ends: a learning space or any place."), (end) =>
      this._change({ end, loop: undefined }),
    );
  }

  /** The wall clock of the city, at the next full half hour. */
  _soon() {
    const zone = this._parts.zoneOf(this._parts.planner.plan.city);
    const half = 1_800_000;
    const next = new Date(Math.ceil(Date.now() / half) * half);
    return withOffset(wallClock(next, zone), zone);
  }

  /** @param {Partial<WalkPlan>} changes */
  _change(changes) {
    this._parts.planner.change(changed(this._parts.planner.plan, changes));
  }

  /** @param {string} name @param {string[]} values */
  _check(name, values) {
    for (const box of this._form.querySelectorAll("input")) {
      if (box.name === name) box.checked = values.includes(box.value);
    }
  }

  /** @param {string} name @returns {HTMLInputElement | HTMLSelectElement} */
  _field(name) {
    return find(`[name="${name}"]`, this._form);
  }
}
