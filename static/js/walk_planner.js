/** The walk being planned: its plan is the token in the state, its answer comes from the server. */

import { fillUrl, getJson, postJson } from "./api.js";
import { debounced } from "./dom.js";
import { differs } from "./store.js";
import { adopted, blankPlan, isBlank, isPlannable, isTimed, withSeen, withoutStop } from "./walk_plan.js";
import { decodeWalk, encodeWalk } from "./walk_token.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").WalkPlan} WalkPlan */
/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {{plan: WalkPlan, answer: WalkAnswer}} Planned an answer and what it answers */
/**
 * @typedef {object} Parts
 * @property {Page} page
 * @property {Store} store
 * @property {(city: string) => string} zoneOf
 * @property {() => string} cityHere the city in which a new walk lies
 */

const PAUSE_MS = 250;

export class WalkPlanner {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {(() => void)[]} */
    this._listeners = [];
    this._request = new AbortController();
    this._askSoon = debounced(PAUSE_MS, () => this._ask());
    this.plan = blankPlan(parts.cityHere());
    /** @type {Planned | null} the last walk that was planned */
    this.planned = null;
    this.isBusy = false;
    /** What went wrong last, empty where nothing did. */
    this.trouble = "";
    this.isOpen = false;
    this._isReadable = true;
    /** @type {string | null} the token that the page was opened with */
    this._link = null;
    parts.store.onChange((after, before) => differs(after, before, "walk") && this._follow());
  }

  /** Hear of every change: of the plan, of waiting, of the answer. @param {() => void} listener */
  onChange(listener) {
    this._listeners.push(listener);
  }

  /** Follow the address the page was opened with. */
  begin() {
    this._link = this._parts.store.state.walk;
    this._follow();
  }

  /** Open the planner with the plan it was closed with. */
  open() {
    this.change(isBlank(this.plan) ? blankPlan(this._parts.cityHere()) : this.plan);
  }

  close() {
    this._parts.store.change({ walk: null });
  }

  /** Throw the walk away and begin anew. */
  clear() {
    this.planned = null;
    this.change(blankPlan(this._parts.cityHere()));
  }

  /** @param {WalkPlan} plan */
  change(plan) {
    this.plan = plan;
    this._parts.store.change({ walk: encodeWalk(plan) });
  }

  /** Change the stops as they are walked. @param {(plan: WalkPlan) => WalkPlan} edit */
  edit(edit) {
    this.change(edit(this.asWalked()));
  }

  /** Take a stop of the list out; one that was chosen by itself is not chosen again. @param {number} index */
  remove(index) {
    const stop = this.asWalked().stops[index];
    if (isTimed(this.plan) && stop && "space" in stop) this.change(withSeen(this.plan, stop.space));
    else this.edit((plan) => withoutStop(plan, index));
  }

  /** Return the plan with its stops as the list shows them: as walked, where the answer says so. */
  asWalked() {
    const isShown = this.isCurrent || isTimed(this.plan);
    return this.planned && isShown ? adopted(this.plan, this.planned.answer) : this.plan;
  }

  /** Whether the last answer is one to the plan as it is. */
  get isCurrent() {
    return this.planned !== null && encodeWalk(this.planned.plan) === encodeWalk(this.plan);
  }

  /** Whether there is a question to ask the server. */
  get canAsk() {
    return this.isOpen && this._isReadable && isPlannable(this.plan);
  }

  /** Ask again for the same walk. */
  again() {
    this._begin();
    this._tell();
    this._ask();
  }

  _follow() {
    const { store, zoneOf } = this._parts;
    const { walk } = store.state;
    this.isOpen = walk !== null;
    this.trouble = "";
    this._isReadable = true;
    try {
      if (walk !== null) this.plan = decodeWalk(walk, zoneOf);
    } catch (error) {
      this._isReadable = false;
      this._stop();
      this.trouble = error instanceof Error ? error.message : String(error);
      return this._tell();
    }
    if (this.canAsk) this._begin();
    else this._stop();
    if (this.isBusy) this._askSoon();
    this._tell();
  }

  _begin() {
    this._request.abort();
    this._request = new AbortController();
    this.isBusy = true;
  }

  /** Wait for nothing any more; a walk that is not asked for is shown no longer. */
  _stop() {
    this._request.abort();
    this.isBusy = false;
    if (this.isOpen) this.planned = null;
  }

  async _ask() {
    const { signal } = this._request;
    const { plan } = this;
    if (!this.isBusy || signal.aborted) return;
    try {
      const answer = await this._fetch(plan, signal);
      this.planned = { plan, answer };
      this.trouble = "";
    } catch (error) {
      if (signal.aborted) return;
      this.trouble = error instanceof Error ? error.message : String(error);
    }
    this.isBusy = false;
    this._tell();
  }

  /**
   * A walk out of a link has an address of its own, under which it is kept for when there is no
   * network, and may be one whose day has passed.
   * @param {WalkPlan} plan @param {AbortSignal} signal @returns {Promise<WalkAnswer>}
   */
  _fetch(plan, signal) {
    const { page, store } = this._parts;
    const { language } = page;
    const { walk } = store.state;
    if (walk === null || walk !== this._link) return postJson(page.urls.walks, { ...plan, language }, { signal });
    return getJson(fillUrl(page.urls.walks, {}, { plan: walk, lang: language }), { signal });
  }

  _tell() {
    for (const listener of this._listeners) listener();
  }
}
