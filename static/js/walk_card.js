/** Adding spaces to the walk from where they are shown: the card, and the rows of the list. */

import { element, find } from "./dom.js";
import { controlIcon } from "./icons.js";
import { announce, clearNotice, showNotice } from "./notices.js";
import { changed, isSamePlace, withStop } from "./walk_plan.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./types").Feature} SpaceFeature */
/** @typedef {import("./walk_planner.js").WalkPlanner} WalkPlanner */
/** @typedef {import("./walk_names.js").SpaceNames} SpaceNames */

export class WalkActions {
  /** @param {{planner: WalkPlanner, names: SpaceNames, language: "th" | "en"}} parts */
  constructor({ planner, names, language }) {
    this._planner = planner;
    this._names = names;
    this._language = language;
    /** @type {SpaceFeature | null} */
    this._space = null;
    this._button = find("#card-walk");
    this._button.addEventListener("click", () => this._space && this._toggle(this._space));
  }

  /** Offer on the card what can be done with the space it shows. @param {SpaceFeature | null} space */
  showOn(space) {
    this._space = space;
    if (space) this._names.learnFrom(space);
    this.show();
  }

  show() {
    const space = this._space;
    this._button.hidden = !space?.geometry;
    if (!space) return;
    const isIn = this.has(space.id);
    const words = isIn ? t("Remove from walk") : t("Add to walk");
    this._button.replaceChildren(controlIcon(isIn ? "close" : "walk"), element("span", {}, words));
    this._button.classList.toggle("button-strong", !isIn);
  }

  /** Return the button that stands beside a space in a list. @param {SpaceFeature} space */
  buttonFor(space) {
    if (!space.geometry) return null;
    const name = nameIn(space.properties, this._language) || t("No name");
    const label = t("Add {name} to the walk", { name });
    const button = element("button", { type: "button", class: "icon-button", "aria-label": label, title: label }, controlIcon("plus"));
    button.addEventListener("click", () => {
      this._names.learnFrom(space);
      this.add(space);
    });
    return button;
  }

  /** Whether the walk goes past a space. @param {number} id */
  has(id) {
    return this._planner.asWalked().stops.some((stop) => isSamePlace(stop, { space: id }));
  }

  /** @param {SpaceFeature} space */
  add(space) {
    const { plan } = this._planner;
    const { city } = space.properties;
    const isElsewhere = city !== null && city !== plan.city;
    if (isElsewhere && plan.stops.length) return sayElsewhere();
    const begun = isElsewhere ? { city, stops: [], order: /** @type {"best"} */ ("best") } : this._begun();
    this._planner.change(withStop(begun, { space: space.id }));
    announce(t("{name} is in the walk.", { name: nameIn(space.properties, this._language) || t("No name") }));
  }

  /** A walk whose stops one chooses has no budget unless one asks for it. */
  _begun() {
    const own = this._planner.asWalked();
    return own.stops.length ? own : changed(own, { budget_minutes: undefined });
  }

  /** @param {SpaceFeature} space */
  _toggle(space) {
    if (!this.has(space.id)) return this.add(space);
    const { stops } = this._planner.asWalked();
    this._planner.remove(stops.findIndex((stop) => isSamePlace(stop, { space: space.id })));
  }
}

function sayElsewhere() {
  const message = t("This space is in another city; a walk stays in one.");
  showNotice("walk", { message, label: t("Close"), act: () => clearNotice("walk") });
}
