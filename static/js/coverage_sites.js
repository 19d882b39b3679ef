/** Where next: asks for the best new sites, and keeps the last answer while it is one to what is asked. */

import { postJson } from "./api.js";

/** @typedef {import("./coverage_types").SitesAnswer} SitesAnswer */
/** @typedef {import("./coverage_types").CoverageState} CoverageState */
/**
 * @typedef {object} Parts
 * @property {string} url
 * @property {import("./store.js").Store<CoverageState>} store
 * @property {() => import("./coverage_question.js").Question} question
 * @property {(code: string) => object | null} geometryOf of a district
 * @property {() => void} onChange
 */

const SOLVER_SECONDS = 10;
const PATIENCE_MS = 40_000;

export class SiteSearch {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    this._request = new AbortController();
    /** @type {SitesAnswer | null} */
    this.answer = null;
    this.isBusy = false;
    /** What went wrong last, empty where nothing did. */
    this.trouble = "";
    this._key = "";
    parts.store.onChange(() => this._forgetOther());
  }

  /** Ask; a second time while one is under way asks nothing more. */
  async find() {
    const key = this._keyNow();
    if (this.isBusy && key === this._key) return;
    this._request.abort();
    const { signal } = (this._request = new AbortController());
    this._key = key;
    this._tell({ isBusy: true, answer: null });
    try {
      const answer = await postJson(this._parts.url, this._body(), { signal, timeout: PATIENCE_MS });
      if (!signal.aborted) this._tell({ answer });
    } catch (error) {
      if (!signal.aborted) this._tell({ trouble: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Think no more of it. */
  stop() {
    this._request.abort();
    this._tell({});
  }

  _body() {
    const { level: _, ...question } = this._parts.question();
    const { count, from } = this._parts.store.state;
    const avoid = this._avoid();
    return { ...question, count, candidates: from, seconds: SOLVER_SECONDS, ...(avoid && { avoid }) };
  }

  /** The area where nothing may stand, as GeoJSON. */
  _avoid() {
    const { avoid, district } = this._parts.store.state;
    if (avoid === "district") return district ? this._parts.geometryOf(district) : null;
    return avoid && { type: "Polygon", coordinates: [[...avoid, avoid[0]]] };
  }

  /** What was found for another question is not shown as if it were for this one. */
  _forgetOther() {
    if (!this._key || this._key === this._keyNow()) return;
    this._key = "";
    this.stop();
  }

  _keyNow() {
    const { count, from, avoid, district } = this._parts.store.state;
    return JSON.stringify([this._parts.question(), count, from, avoid, avoid === "district" && district]);
  }

  /** @param {{answer?: SitesAnswer | null, isBusy?: boolean, trouble?: string}} now */
  _tell({ answer = null, isBusy = false, trouble = "" }) {
    Object.assign(this, { answer, isBusy, trouble });
    this._parts.onChange();
  }
}
