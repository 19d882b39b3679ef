/** The box of the walk planner: opens and closes, and shows each change of the planner. */

import { distanceInWords } from "./distance.js";
import { element, find } from "./dom.js";
import { announce } from "./notices.js";
import { PHONE } from "./panel.js";
import { stopsOf } from "./walk_answer.js";
import { isBlank } from "./walk_plan.js";
import { shareBody } from "./walk_share.js";
import { makeWalkSheet, raise } from "./walk_sheet.js";
import { durationInWords } from "./walk_times.js";
import { encodeWalk } from "./walk_token.js";
import { t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./walk_planner.js").WalkPlanner} WalkPlanner */
/** @typedef {import("./walk_planner.js").Planned} Planned */
/** @typedef {{page: Page, planner: WalkPlanner, wishInWords: () => string, onOpen: () => void}} Parts */

const COMES_LATER_MS = 400; // what is there sooner needs no word about waiting

export class WalkBox {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    this._box = find("#walk");
    this._toggle = find("#walk-toggle");
    /** @type {HTMLDetailsElement} */
    this._wish = find("#walk-wish");
    /** @type {Planned | null} */
    this._shared = null;
    this._isOpen = false;
    this._hasAnswer = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this._later = undefined;
    const { planner } = parts;
    this._toggle.addEventListener("click", () => (planner.isOpen ? this.close() : this._openHere()));
    find("#walk-close").addEventListener("click", () => this.close());
    find("#walk-clear").addEventListener("click", () => {
      planner.clear();
      this._wish.open = true;
      find("#walk-title").focus({ preventScroll: true });
    });
    makeWalkSheet(this._box, find("#walk-handle"));
  }

  close() {
    this._parts.planner.close();
    this._toggle.focus({ preventScroll: true });
  }

  /** Fold the form away, as where a walk comes ready-made from a link. */
  foldWish() {
    this._wish.open = false;
  }

  show() {
    const { planner, wishInWords } = this._parts;
    this._reveal(planner.isOpen);
    this._foldOnPhone();
    find("#walk-clear").hidden = isBlank(planner.plan) && !planner.trouble;
    find("#walk-wish-words").textContent = wishInWords();
    this._showTrouble();
    this._sayBrief();
    this._showShare();
  }

  _openHere() {
    this._parts.planner.open();
    find("#walk-title").focus({ preventScroll: true });
  }

  /** @param {boolean} isOpen */
  _reveal(isOpen) {
    if (isOpen && !this._isOpen) {
      raise(this._box);
      this._parts.onOpen();
    }
    this._isOpen = isOpen;
    this._box.hidden = !isOpen;
    this._toggle.setAttribute("aria-expanded", String(isOpen));
    document.documentElement.classList.toggle("has-walk", isOpen);
  }

  /** Make room for the first answer where there is little. */
  _foldOnPhone() {
    const { planned } = this._parts.planner;
    if (planned && !this._hasAnswer && matchMedia(PHONE).matches) this.foldWish();
    this._hasAnswer = planned !== null;
  }

  _showTrouble() {
    const { planner } = this._parts;
    const box = find("#walk-trouble");
    box.hidden = !planner.trouble;
    if (!planner.trouble) return box.replaceChildren();
    const again = element("button", { type: "button", class: "button" }, t("Try again"));
    again.addEventListener("click", () => planner.again());
    const kept = planner.planned !== null && !planner.isCurrent;
    box.replaceChildren(
      element("p", {}, planner.trouble),
      ...(kept ? [element("p", { class: "hint" }, t("Below stands the walk from before."))] : []),
      ...(planner.canAsk ? [again] : []),
    );
  }

  /** Say the walk in one line, which stays in sight when the sheet is pulled down. */
  _sayBrief() {
    const { planner, page } = this._parts;
    const line = find("#walk-brief");
    clearTimeout(this._later);
    if (planner.isBusy) {
      this._box.classList.add("is-busy");
      this._later = setTimeout(() => line.replaceChildren(t("Planning the walk …")), COMES_LATER_MS);
      return;
    }
    this._box.classList.remove("is-busy");
    const { planned } = planner;
    if (!planned || !planner.isCurrent) return line.replaceChildren();
    const { walk } = planned.answer;
    const count = stopsOf(planned.answer).length;
    const stops = count === 1 ? t("1 stop") : t("{count} stops", { count });
    line.replaceChildren([stops, distanceInWords(walk.metres, page.language), durationInWords(walk.seconds)].join(" · "));
  }

  _showShare() {
    const { planner, page } = this._parts;
    const { planned } = planner;
    const box = find("#walk-share");
    box.hidden = !planned || !planner.isCurrent;
    if (!planned || box.hidden || this._shared === planned) return;
    this._shared = planned;
    find("#walk-share-body").replaceChildren(...shareBody({ page, plan: planned.plan, token: encodeWalk(planned.plan) }));
  }
}

/** Say that a stop stands elsewhere now. @param {string} name @param {number} place @param {number} count */
export function announceMove(name, place, count) {
  announce(t("{name} is now stop {place} of {count}.", { name, place, count }));
}
