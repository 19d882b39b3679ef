/** Coverage as the server answers it for what the state asks: figures, and the areas they are of. */

import { fillUrl, getJson } from "./api.js";
import { debounced } from "./dom.js";
import { ASKED, parametersOf, questionOf } from "./coverage_question.js";
import { differs } from "./store.js";

/** @typedef {import("./coverage_types").CoverageAnswer} CoverageAnswer */
/** @typedef {import("./coverage_types").CoverageState} CoverageState */
/** @typedef {import("./types").Feature<import("./coverage_types").Row>} Area */
/** @typedef {import("./store.js").Store<CoverageState>} Store */
/** @typedef {{page: import("./coverage_types").CoveragePage, store: Store, zoneOf: (city: string | null) => string}} Parts */

const PAUSE_MS = 180;
const PATIENCE_MS = 45_000; // the first answer of a city takes longest

export class CoverageModel {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {(() => void)[]} */
    this._listeners = [];
    this._request = new AbortController();
    this._askSoon = debounced(PAUSE_MS, () => this._ask());
    /** @type {CoverageAnswer | null} the last answer */
    this.answer = null;
    /** @type {CoverageState} the state to which it is the answer */
    this.answered = parts.store.state;
    /** @type {Area[]} the districts of the last answer */
    this.areas = [];
    this._areasOf = "";
    this.isBusy = false;
    /** @type {Error | null} why there is no answer to what is asked now */
    this.trouble = null;
    parts.store.onChange((after, before) => differs(after, before, ...ASKED) && this.refresh());
  }

  /** Hear of every change: of waiting, of the answer. @param {() => void} listener */
  onChange(listener) {
    this._listeners.push(listener);
  }

  /** What is asked now. */
  get question() {
    const { state } = this._parts.store;
    return questionOf(state, this._parts.zoneOf(state.city));
  }

  /** Ask for what the state says, once it has been quiet for a moment. */
  refresh() {
    this._begin();
    this._askSoon();
  }

  /** Ask at once, as at the beginning and after a failure. */
  again() {
    this._begin();
    return this._ask();
  }

  _begin() {
    this._request.abort();
    this._request = new AbortController();
    this.isBusy = true;
    this._tell();
  }

  async _ask() {
    const { signal } = this._request;
    const { question } = this;
    const { state } = this._parts.store;
    if (!question.city || signal.aborted) return;
    try {
      const answer = await this._fetch(question, signal);
      if (signal.aborted) return;
      this.answer = answer;
      this.answered = state;
      this.trouble = null;
    } catch (error) {
      if (signal.aborted) return;
      this.trouble = error instanceof Error ? error : new Error(String(error));
    }
    this.isBusy = false;
    this._tell();
  }

  /**
   * The areas come with the figures when they are others than those at hand, alone else.
   * @param {import("./coverage_question.js").Question} question @param {AbortSignal} signal
   * @returns {Promise<CoverageAnswer>}
   */
  async _fetch(question, signal) {
    const key = `${question.city} ${question.level ?? ""}`;
    const isKnown = key === this._areasOf;
    const parameters = { ...parametersOf(question), f: isKnown ? "json" : "geojson" };
    const answer = await getJson(fillUrl(this._parts.page.urls.coverage, {}, parameters), { signal, timeout: PATIENCE_MS });
    if (isKnown || signal.aborted) return answer;
    const { features, ...rest } = answer;
    this.areas = features;
    this._areasOf = key;
    return { ...rest, districts: features.map((/** @type {Area} */ { properties }) => properties) };
  }

  _tell() {
    for (const listener of this._listeners) listener();
  }
}
