/** Streets by walking time as the server packs them: shapes once, times for each question. */

import { fillUrl, getBytes } from "./api.js";
import { minutesOf, shapesOf, unpackStreets } from "./coverage_binary.js";
import { streetParametersOf } from "./coverage_question.js";

/** @typedef {import("./coverage_types").StreetShapes} StreetShapes */
/** @typedef {import("./coverage_types").StreetMinutes} StreetMinutes */
/** @typedef {import("./coverage_question.js").Question} Question */
/** @typedef {{shapes: StreetShapes, minutes: StreetMinutes}} Loaded */

export const STREETS_TYPE = "application/vnd.geoservice.streets";

export class StreetTimes {
  /** @param {{url: string}} options */
  constructor({ url }) {
    this._url = url;
    /** @type {StreetShapes | null} */
    this.shapes = null;
    this._city = "";
    /** @type {{key: string, loaded: Promise<Loaded | null>} | null} what was asked last */
    this._pending = null;
    this._isUnderWay = false;
    this._request = new AbortController();
  }

  /**
   * Return the times for a question; null where a later one has been asked meanwhile.
   * @param {Question} question
   * @returns {Promise<Loaded | null>}
   */
  load(question) {
    const parameters = streetParametersOf(question);
    const key = JSON.stringify(parameters);
    if (this._pending?.key !== key) this._pending = { key, loaded: this._load(key, question.city, parameters) };
    return this._pending.loaded;
  }

  /** @param {string} key @param {string} city @param {Record<string, string | number>} parameters @returns {Promise<Loaded | null>} */
  async _load(key, city, parameters) {
    this._request.abort();
    const { signal } = (this._request = new AbortController());
    try {
      const minutes = await this._fetch(city, parameters, signal);
      return minutes && this.shapes && { shapes: this.shapes, minutes };
    } catch (error) {
      if (this._pending?.key === key) this._pending = null;
      throw error;
    }
  }

  /** Think no more of what is under way. */
  stop() {
    if (this._isUnderWay) this._pending = null;
    this._request.abort();
  }

  /** @param {string} city @param {Record<string, string | number>} parameters @param {AbortSignal} signal */
  async _fetch(city, parameters, signal) {
    this._isUnderWay = true;
    try {
      const isKnown = this.shapes !== null && this._city === city;
      const packed = await this._get(isKnown ? { ...parameters, part: "minutes" } : parameters, signal);
      if (signal.aborted) return null;
      if (isKnown && packed.head.version !== this.shapes?.version) return this._fetchAnew(city, parameters, signal);
      if (!isKnown) this.shapes = shapesOf(packed);
      this._city = city;
      return minutesOf(packed);
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    } finally {
      if (!signal.aborted) this._isUnderWay = false;
    }
  }

  /** The streets are others than those at hand. @param {string} city @param {Record<string, string | number>} parameters @param {AbortSignal} signal @returns {Promise<StreetMinutes | null>} */
  _fetchAnew(city, parameters, signal) {
    this.shapes = null;
    return this._fetch(city, parameters, signal);
  }

  /** @param {Record<string, string | number>} parameters @param {AbortSignal} signal */
  async _get(parameters, signal) {
    return unpackStreets(await getBytes(fillUrl(this._url, {}, parameters), { signal, accept: STREETS_TYPE }));
  }
}
