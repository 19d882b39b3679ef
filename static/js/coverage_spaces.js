/** What is known of the existing spaces that a scenario names: asked for once each. */

import { RequestError, fillUrl, getJson } from "./api.js";
import { clearNotice, showFailure } from "./notices.js";

/** @typedef {import("./types").Feature} SpaceFeature */

export class KnownSpaces {
  /** @param {{url: string, onKnown: () => void}} options `url` of one space, its `{id}` to fill */
  constructor({ url, onKnown }) {
    this._url = url;
    this._onKnown = onKnown;
    /** @type {Map<number, SpaceFeature | null>} null: there is none (any more) */
    this._known = new Map();
    /** @type {Set<number>} */
    this._asked = new Set();
  }

  /** @param {number} id @returns {SpaceFeature | null} */
  get(id) {
    return this._known.get(id) ?? null;
  }

  /** Where a space stands, null while that is not known. @param {number} id @returns {{lon: number, lat: number} | null} */
  placeOf(id) {
    const coordinates = this.get(id)?.geometry?.coordinates;
    return coordinates ? { lon: coordinates[0], lat: coordinates[1] } : null;
  }

  /** Ask for those not known yet. @param {number[]} ids */
  async want(ids) {
    const missing = ids.filter((id) => !this._known.has(id) && !this._asked.has(id));
    if (!missing.length) return;
    for (const id of missing) this._asked.add(id);
    await Promise.all(missing.map((id) => this._ask(id)));
    this._onKnown();
  }

  /** @param {number} id */
  async _ask(id) {
    try {
      this._known.set(id, await getJson(fillUrl(this._url, { id })));
      clearNotice("space");
    } catch (error) {
      if (error instanceof RequestError && error.status === 404) this._known.set(id, null);
      else showFailure("space", error, () => this.want([id]));
    }
    this._asked.delete(id);
  }
}
