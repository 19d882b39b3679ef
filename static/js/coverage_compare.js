/** Scenarios side by side: people, share, and each district. */

import { postJson } from "./api.js";
import { asQuestion } from "./coverage_scenario.js";
import { decodeScenario } from "./coverage_token.js";
import { districtName, inKilometres, inPercent, inPoints, inWhole } from "./coverage_words.js";
import { element, find } from "./dom.js";
import { languageOf, t } from "./words.js";

/** @typedef {import("./coverage_types").KeptScenario} KeptScenario */
/** @typedef {import("./coverage_types").ScenarioAnswer} ScenarioAnswer */
/** @typedef {import("./coverage_types").Row} Row */
/** @typedef {import("./coverage_question.js").Question} Question */
/** @typedef {{name: string, answer: ScenarioAnswer}} Compared */
/** @typedef {{url: string, language: "th" | "en", question: () => Question}} Parts */

export class Comparison {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {HTMLDialogElement} */
    this._dialog = find("#compare");
    this._request = new AbortController();
    find("#compare-close").addEventListener("click", () => this._dialog.close());
    this._dialog.addEventListener("close", () => this._request.abort());
  }

  /** Ask for the figures of each and show them beside today's. @param {KeptScenario[]} kept */
  async open(kept) {
    this._request.abort();
    const { signal } = (this._request = new AbortController());
    find("#compare-body").replaceChildren(element("div", { class: "bones", "aria-hidden": "true" }));
    if (!this._dialog.open) this._dialog.showModal();
    try {
      const compared = await this._ask(kept, signal);
      if (!signal.aborted) find("#compare-body").replaceChildren(comparisonTable(compared, this._parts.language));
    } catch (error) {
      if (!signal.aborted) this._showTrouble(error, kept);
    }
  }

  /** One after the other: the server has others to answer. @param {KeptScenario[]} kept @param {AbortSignal} signal */
  async _ask(kept, signal) {
    const { url, question } = this._parts;
    /** @type {Compared[]} */
    const compared = [];
    for (const { name, token } of kept) {
      const body = { ...question(), ...asQuestion(decodeScenario(token)) };
      compared.push({ name, answer: await postJson(url, body, { signal }) });
    }
    return compared;
  }

  /** @param {unknown} error @param {KeptScenario[]} kept */
  _showTrouble(error, kept) {
    const again = element("button", { type: "button", class: "button" }, t("Try again"));
    again.addEventListener("click", () => this.open(kept));
    find("#compare-body").replaceChildren(element("p", {}, error instanceof Error ? error.message : String(error)), again);
  }
}

/**
 * Return the table: a column for today and one for each scenario; the best of each row is marked.
 * @param {Compared[]} compared at least one
 * @param {"th" | "en"} language
 */
export function comparisonTable(compared, language) {
  const [first] = compared;
  const today = first.answer.total_before;
  const hasPeople = today.people !== null;
  const shareOf = (/** @type {Row} */ row) => (hasPeople ? row.share : row.street_share);
  const head = element("tr", {}, element("th", { scope: "col" }, t("District")), element("th", { scope: "col" }, t("Today")), ...compared.map(({ name }) => element("th", { scope: "col", lang: languageOf(name) }, name)));
  const totals = [
    hasPeople
      ? line(t("People within reach"), [today, ...compared.map(({ answer }) => answer.total_after)].map((row) => row.people_covered), inWhole)
      : line(t("Streets within reach (km)"), [today, ...compared.map(({ answer }) => answer.total_after)].map((row) => row.street_metres_covered), inKilometres),
    line(t("Whole city"), [today, ...compared.map(({ answer }) => answer.total_after)].map(shareOf), inPercent, true),
  ];
  const rows = first.answer.before.map((row, at) =>
    line(districtName(row, language), [shareOf(row), ...compared.map(({ answer }) => shareOf(answer.after[at]))], inPercent, true),
  );
  return element("table", { class: "table compare-table" }, element("thead", {}, head), element("tbody", { class: "compare-totals" }, ...totals), element("tbody", {}, ...rows));
}

/**
 * @param {string} name @param {(number | null)[]} values today's first
 * @param {(value: number | null) => string} say @param {boolean} [withChange] beside the share, the points it changes by
 */
function line(name, values, say, withChange = false) {
  const best = Math.max(...values.map((value) => value ?? -Infinity));
  const isTold = values.some((value) => value !== null && value < best);
  const cells = values.map((value, at) => {
    const change = withChange && at > 0 && value !== null && values[0] !== null ? inPoints(value - values[0]) : "";
    const isBest = isTold && value === best;
    return element("td", { class: isBest ? "is-best" : null }, element("span", {}, say(value)), /[1-9]/.test(change) && element("small", {}, change), isBest && element("span", { class: "visually-hidden" }, t("(the best)")));
  });
  return element("tr", {}, element("th", { scope: "row", lang: languageOf(name) }, name), ...cells);
}
