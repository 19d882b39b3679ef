/** Keeps everything on the page in step with the answer, the scenario and the state. */

import { showCharts } from "./coverage_charts.js";
import { ASKED } from "./coverage_question.js";
import { showHeadline, showNoHeadline, headlineSentence } from "./coverage_headline.js";
import { profileBody, profileHead } from "./coverage_profile.js";
import { sightOf } from "./coverage_sight.js";
import { find } from "./dom.js";
import { announce } from "./notices.js";
import { differs } from "./store.js";

/** @typedef {import("./coverage_sight.js").Sight} Sight */
/**
 * @typedef {object} Parts
 * @property {import("./coverage_types").CoveragePage} page
 * @property {import("./store.js").Store<import("./coverage_types").CoverageState>} store
 * @property {import("./coverage_model.js").CoverageModel} model
 * @property {import("./coverage_whatif.js").WhatIf} whatIf
 * @property {import("./coverage_map.js").CoverageMap} onMap
 * @property {import("./coverage_table.js").DistrictTable} table
 * @property {import("./coverage_card.js").CoverageCard} card
 * @property {{language: "th" | "en", kindTitle: (kind: string) => string}} wording
 */

const LOOKED_AT = /** @type {const} */ ([...ASKED, "theme", "view", "tab", "method", "district", "sort", "q", "scenario"]);

export class Stage {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    this._frame = 0;
    this._said = "";
    const soon = () => this._showSoon();
    parts.model.onChange(soon);
    parts.whatIf.onChange(soon);
    parts.store.onChange((after, before) => differs(after, before, ...LOOKED_AT) && soon());
  }

  /** What is looked at, null while there is no answer. @returns {Sight | null} */
  get sight() {
    const { model, whatIf } = this._parts;
    const isOfThisCity = model.answer?.city === model.question.city;
    if (!model.answer || !isOfThisCity) return null;
    return sightOf(model.answer, model.isBusy ? null : (whatIf.current?.answer ?? null));
  }

  /** What changes several times within a frame is drawn once. */
  _showSoon() {
    if (this._frame) return;
    this._frame = requestAnimationFrame(() => {
      this._frame = 0;
      this._show();
    });
  }

  _show() {
    const { model, store, wording, onMap } = this._parts;
    document.documentElement.classList.toggle("is-asking", model.isBusy);
    find("#headline").setAttribute("aria-busy", String(model.isBusy));
    const { sight } = this;
    if (model.trouble && !model.isBusy) return showNoHeadline(model.trouble, () => model.again());
    if (!sight) return showNoHeadline(null, () => {});
    showHeadline(sight, model.answered, wording);
    onMap.show(sight);
    if (store.state.tab === "table") this.showFigures(sight);
    this._showProfile(sight);
    if (!model.isBusy) this._say(headlineSentence(sight, model.answered, wording));
  }

  /** Show table and charts, which are not seen in the other tabs, but printed. @param {Sight | null} sight */
  showFigures(sight) {
    if (!sight) return;
    this._parts.table.show(sight);
    showCharts(sight, this._parts.wording.language);
  }

  /** @param {Sight} sight */
  _showProfile(sight) {
    const { store, card, page } = this._parts;
    const { district } = store.state;
    const { minutes } = sight.answer;
    const row = sight.rows.find(({ code }) => code === district);
    if (!row) {
      if (card.of.startsWith("district")) card.hide();
      return;
    }
    const wording = { language: page.language, ageGroups: page.ageGroups, minutes };
    const shown = { head: profileHead(row, wording), body: profileBody(row, wording), onClose: () => store.change({ district: null }) };
    card.show(`district ${row.code}`, shown, { takesFocus: this.takesFocus });
    this.takesFocus = false;
  }

  /** Whether the next profile is opened by a key, and is to be read from its title. */
  takesFocus = false;

  /** Read the sentence aloud when it is another; not while something is dragged. @param {string} sentence */
  _say(sentence) {
    if (sentence === this._said || this._parts.whatIf.isBusy) return;
    if (this._said) announce(sentence);
    this._said = sentence;
  }
}

