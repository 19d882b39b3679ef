/** The scenario that is being tried: its token stands in the state, its figures come as it is dragged. */

import { fillUrl, postForBytes, postJson } from "./api.js";
import { minutesOf, unpackStreets } from "./coverage_binary.js";
import { LiveAsking } from "./coverage_live.js";
import { ASKED } from "./coverage_question.js";
import { MOST_CHANGES, NOTHING, asQuestion, countChanges, isNothing } from "./coverage_scenario.js";
import { STREETS_TYPE } from "./coverage_streets.js";
import { decodeScenario, encodeScenario } from "./coverage_token.js";
import { differs } from "./store.js";
import { t } from "./words.js";

/** @typedef {import("./coverage_types").Scenario} Scenario */
/** @typedef {import("./coverage_types").ScenarioAnswer} ScenarioAnswer */
/** @typedef {import("./coverage_types").StreetMinutes} StreetMinutes */
/** @typedef {{scenario: Scenario, question: import("./coverage_question.js").Question, withStreets: boolean}} Wanted */
/** @typedef {{answer: ScenarioAnswer, minutes: StreetMinutes | null, key: string}} Trial `key` of the question it answers */
/**
 * @typedef {object} Parts
 * @property {import("./coverage_types").CoveragePage} page
 * @property {import("./store.js").Store<import("./coverage_types").CoverageState>} store
 * @property {import("./coverage_model.js").CoverageModel} model
 */

const MOST_UNDONE = 50;

export class WhatIf {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {(() => void)[]} */
    this._listeners = [];
    /** @type {Scenario} as it is, even while something is dragged */
    this.scenario = NOTHING;
    /** @type {Trial | null} */
    this.trial = null;
    /** What went wrong last, empty where nothing did. */
    this.trouble = "";
    /** @type {Scenario[]} */
    this._before = [];
    this._isOwnChange = false;
    this._live = new LiveAsking({
      ask: (/** @type {Wanted} */ wanted) => this._ask(wanted),
      onAnswer: (/** @type {Trial} */ trial) => this._take(trial),
      onTrouble: (error) => this._tell(error.message),
    });
    parts.store.onChange((after, before) => {
      if (differs(after, before, "scenario")) this._follow();
      else if (differs(after, before, ...ASKED)) this._try();
      else if (after.view === "streets" && before.view !== "streets" && this.trial && !this.trial.minutes) this._try();
    });
  }

  /** Hear of every change: of the scenario, of its figures. @param {() => void} listener */
  onChange(listener) {
    this._listeners.push(listener);
  }

  /** Follow the address the page was opened with. */
  begin() {
    this._follow();
  }

  /** Show a scenario that is not decided on yet, as while dragging. @param {Scenario} scenario */
  preview(scenario) {
    this.scenario = scenario;
    this._try();
  }

  /** Decide on a scenario; it stands in the address from now on. @param {Scenario} scenario */
  commit(scenario) {
    if (countChanges(scenario) > MOST_CHANGES) return this._refuse(t("A scenario holds at most {count} changes; take one out first.", { count: MOST_CHANGES }));
    const { store } = this._parts;
    this._before = [...this._before, this._committed()].slice(-MOST_UNDONE);
    this._isOwnChange = true;
    this.scenario = scenario;
    const token = encodeScenario(scenario);
    if (token === store.state.scenario) this._follow();
    else store.change({ scenario: token });
    this._isOwnChange = false;
  }

  get canUndo() {
    return this._before.length > 0;
  }

  /** Take the last change back. */
  undo() {
    const last = this._before.pop();
    if (!last) return;
    const rest = this._before;
    this.commit(last);
    this._before = rest;
    this._tell();
  }

  /** Whether figures of the scenario as it is are under way. */
  get isBusy() {
    return this._live.isBusy;
  }

  again() {
    this._try();
  }

  /** The answer where it is one to what is asked now. */
  get current() {
    return this.trial?.key === this._key() ? this.trial : null;
  }

  _committed() {
    try {
      return decodeScenario(this._parts.store.state.scenario);
    } catch {
      return NOTHING;
    }
  }

  /** Read the token of the state. */
  _follow() {
    if (!this._isOwnChange) this._before = [];
    try {
      this.scenario = decodeScenario(this._parts.store.state.scenario);
    } catch (error) {
      this.scenario = NOTHING;
      this._stop();
      return this._tell(error instanceof Error ? error.message : String(error));
    }
    this._try();
  }

  _try() {
    this.trouble = "";
    if (isNothing(this.scenario)) this._stop();
    else this._live.want(this._wanted());
    this._tell(this.trouble);
  }

  /** @returns {Wanted} */
  _wanted() {
    const { store, model } = this._parts;
    return { scenario: this.scenario, question: model.question, withStreets: store.state.view === "streets" };
  }

  _stop() {
    this._live.stop();
    this.trial = null;
  }

  /** @param {Wanted} wanted @returns {Promise<Trial>} */
  async _ask({ scenario, question, withStreets }) {
    const { scenario: url } = this._parts.page.urls;
    const body = { ...question, ...asQuestion(scenario) };
    const key = JSON.stringify(question);
    if (!withStreets) return { answer: await postJson(url, body), minutes: null, key };
    const packed = unpackStreets(await postForBytes(fillUrl(url, {}, { f: "streets" }), body, { accept: STREETS_TYPE }));
    return { answer: packed.head.scenario, minutes: minutesOf(packed), key };
  }

  _key() {
    return JSON.stringify(this._parts.model.question);
  }

  /** @param {Trial} trial */
  _take(trial) {
    if (trial.key !== this._key()) return;
    this.trial = trial;
    this._tell();
  }

  /** @param {string} trouble */
  _refuse(trouble) {
    this.scenario = this._committed();
    this._try();
    this._tell(trouble);
  }

  /** @param {string} [trouble] */
  _tell(trouble = "") {
    this.trouble = trouble;
    for (const listener of this._listeners) listener();
  }
}
