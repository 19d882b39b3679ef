/** What the spaces named in a plan are called: learnt from answers, asked for where nobody said. */

import { fillUrl, getJson } from "./api.js";
import { stopsOf } from "./walk_answer.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./types").KnownSpace} KnownSpace */
/** @typedef {import("./types").WalkPlace} WalkPlace */
/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./types").Feature} SpaceFeature */
/** @typedef {import("./types").Page} Page */

export class SpaceNames {
  /** @param {Page} page @param {() => void} onLearnt */
  constructor(page, onLearnt) {
    this._page = page;
    this._onLearnt = onLearnt;
    /** @type {Map<number, KnownSpace>} */
    this._known = new Map();
    /** @type {Set<number>} */
    this._asked = new Set();
  }

  /** @param {number} id */
  get(id) {
    return this._known.get(id) ?? null;
  }

  /** @param {number} id @param {KnownSpace} known */
  learn(id, known) {
    this._known.set(id, { ...this._known.get(id), ...known });
  }

  /** @param {SpaceFeature} space */
  learnFrom({ id, geometry, properties }) {
    const { kind, subkind, name_th, name_en } = properties;
    const [lon, lat] = geometry?.type === "Point" ? geometry.coordinates : [undefined, undefined];
    this.learn(id, { kind, subkind, name_th, name_en, lon, lat });
  }

  /** @param {WalkAnswer} answer */
  learnFromAnswer(answer) {
    for (const { geometry, properties } of stopsOf(answer)) {
      const { space, kind, name_th, name_en } = properties;
      const [lon, lat] = geometry.coordinates;
      if (space !== null) this.learn(space, { kind, name_th, name_en, lon, lat });
    }
  }

  /** Ask for those of these places that are not known, once each. @param {(WalkPlace | undefined)[]} places */
  want(places) {
    const ids = places.flatMap((place) => (place && "space" in place ? [place.space] : []));
    for (const id of ids) {
      if (this._known.has(id) || this._asked.has(id)) continue;
      this._asked.add(id);
      this._ask(id);
    }
  }

  /** @param {number} id */
  async _ask(id) {
    try {
      this.learnFrom(await getJson(fillUrl(this._page.urls.space, { id })));
      this._onLearnt();
    } catch {
      // it stays without a name; planning with it says what is wrong
    }
  }

  /** Return what a place is called. @param {WalkPlace} place */
  nameOf(place) {
    if (!("space" in place)) return t("Point on the map");
    const known = this.get(place.space);
    return known ? nameIn(known, this._page.language) || t("No name") : t("Learning space {id}", { id: place.space });
  }

  /** Return where a place is, null where that is not known. @param {WalkPlace} place @returns {[number, number] | null} */
  placeOf(place) {
    if (!("space" in place)) return [place.lon, place.lat];
    const known = this.get(place.space);
    return known?.lon !== undefined && known.lat !== undefined ? [known.lon, known.lat] : null;
  }
}
