/** Puts the parts of the walk planner together. */

import { cityAt, timezoneOf } from "./cities.js";
import { find } from "./dom.js";
import { boxOfWalk } from "./walk_answer.js";
import { WalkBox, announceMove } from "./walk_box.js";
import { WalkActions } from "./walk_card.js";
import { WalkForm } from "./walk_form.js";
import { WalkLayer } from "./walk_map.js";
import { SpaceNames } from "./walk_names.js";
import { Picking } from "./picking.js";
import { changed, isSamePlace, isTimed, withLock, withMoved, withStay, withStop, withoutSeen } from "./walk_plan.js";
import { WalkPlanner } from "./walk_planner.js";
import { WalkResult, focusKey } from "./walk_result.js";
import { wishInWords } from "./walk_wish.js";
import { t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").City} City */
/** @typedef {import("./types").WalkPlace} WalkPlace */
/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./walk_list.js").Action} Action */
/**
 * @typedef {object} Parts
 * @property {import("leaflet").Map} map
 * @property {import("./view.js").View} view
 * @property {Page} page
 * @property {import("./store.js").Store} store
 * @property {City[]} cities
 * @property {(use: (here: {lat: number, lon: number}) => void) => void} locate
 * @property {(id: number) => void} openCard
 * @property {() => void} closePanel
 * @property {((answer: WalkAnswer) => void) | null} onStart
 */

/** The planner of walks on the map page. */
export class Walks {
  /** @param {Parts} parts */
  constructor(parts) {
    const { map, page, store, cities } = parts;
    const zoneOf = (/** @type {string} */ city) => timezoneOf(cities, city);
    this._parts = parts;
    this.planner = new WalkPlanner({ page, store, zoneOf, cityHere: () => this._cityHere() });
    this._names = new SpaceNames(page, () => this._show());
    this.picking = new Picking(map);
    this.actions = new WalkActions({ planner: this.planner, names: this._names, language: page.language });
    this._layer = new WalkLayer(map, { language: page.language, onChoose: (place, index) => this._choose(place, index) });
    this._form = new WalkForm({
      planner: this.planner,
      zoneOf,
      nameOf: (place) => this._names.nameOf(place),
      locate: (use) => parts.locate(({ lat, lon }) => use({ lon: rounded(lon), lat: rounded(lat) })),
      pick: (message, use) => this._pick({ message, use }),
    });
    this._box = new WalkBox({ page, planner: this.planner, wishInWords: () => wishInWords(this.planner.plan, { language: page.language, zoneOf, nameOf: (place) => this._names.nameOf(place) }), onOpen: parts.closePanel });
    this._result = this._makeResult(zoneOf);
    /** @type {import("./walk_planner.js").Planned | null} */
    this._drawn = null;
    find("#walk-add").addEventListener("click", () => this._pickMany());
    this.planner.onChange(() => this._show());
    if (store.state.walk) this._box.foldWish();
    this.planner.begin();
  }

  /** Take a space that was chosen anywhere; false where nothing was waiting for one. @param {number} id */
  take(id) {
    if (!this.picking.isOn) return false;
    this.picking.take({ space: id });
    return true;
  }

  /** @param {(city: string) => string} zoneOf */
  _makeResult(zoneOf) {
    const { planner } = this;
    const { page, onStart } = this._parts;
    return new WalkResult({
      planner,
      zoneOf,
      onStart,
      wording: {
        language: page.language,
        nameOf: (place) => this._names.nameOf(place),
        kindOf: (place) => ("space" in place ? (this._names.get(place.space)?.kind ?? null) : null),
        act: (action, index) => this._act(action, index),
        stay: (index, minutes) => planner.edit((plan) => withStay(plan, index, minutes)),
        goTo: (at) => this._parts.view.goToSpace(...at),
      },
      onMove: (from, to) => this._move(from, to),
      onTake: (prefer) => planner.change(changed(planner.plan, { prefer: prefer.length ? prefer : undefined })),
      onPreview: (alternative) => this._layer.preview(alternative),
      leftOut: {
        language: page.language,
        isWished: (space) => planner.plan.stops.some((stop) => isSamePlace(stop, { space })),
        isSeen: (space) => planner.plan.seen?.includes(space) ?? false,
        onAdd: (space) => planner.edit((plan) => withStop(plan, { space })),
        onRemove: (space) => this._removeSpace(space),
        onForget: (space) => planner.change(withoutSeen(planner.plan, space)),
      },
    });
  }

  _show() {
    const { planner } = this;
    const { planned, plan } = planner;
    if (planned) this._names.learnFromAnswer(planned.answer);
    this._names.want([plan.start, plan.end, ...plan.stops]);
    this._form.show();
    this._box.show();
    this._result.show();
    this.actions.show();
    const isTapped = !isTimed(plan);
    find("#walk-add").hidden = !isTapped;
    this._draw();
  }

  /** Draw the walk, or while there is none the stops wished for. */
  _draw() {
    const { planner } = this;
    const { planned } = planner;
    if (!planner.isOpen) {
      this._drawn = null;
      return this._layer.clear();
    }
    if (!planned) return this._drawWished();
    if (planned === this._drawn) return;
    this._drawn = planned;
    this._layer.show(planned);
    this._fit(planned.answer);
  }

  _drawWished() {
    this._drawn = null;
    this._layer.clear();
    for (const [index, place] of this.planner.plan.stops.entries()) {
      const at = this._names.placeOf(place);
      if (!at) continue;
      const kind = "space" in place ? (this._names.get(place.space)?.kind ?? null) : null;
      const label = t("Stop {number}: {place}", { number: index + 1, place: this._names.nameOf(place) });
      const onChoose = () => this._choose(place, index);
      this._layer.showPin({ place: at, number: index + 1, kind, label, onChoose });
    }
  }

  /** Go where the whole walk is in sight, unless it is already. @param {WalkAnswer} answer */
  _fit(answer) {
    const [west, south, east, north] = boxOfWalk(answer);
    const [left, bottom, right, top] = this._parts.view.inSight();
    const isInSight = west >= left && south >= bottom && east <= right && north <= top;
    if (!isInSight) this._parts.view.goTo([west, south, east, north]);
  }

  /** @param {Action} action @param {number} index */
  _act(action, index) {
    if (action === "up") return this._move(index, index - 1, "up");
    if (action === "down") return this._move(index, index + 1, "down");
    if (action === "lock") return this.planner.edit((plan) => withLock(plan, index));
    if (action === "remove") return this._remove(index);
    const at = this._names.placeOf(this.planner.asWalked().stops[index]);
    if (at) this._parts.view.goToSpace(...at);
  }

  /** @param {number} from @param {number} to @param {"up" | "down"} [key] of the button to keep the focus on */
  _move(from, to, key) {
    const { stops } = this.planner.asWalked();
    this.planner.edit((plan) => withMoved(plan, from, to));
    announceMove(this._names.nameOf(stops[from]), to + 1, stops.length);
    if (!key) return;
    const other = key === "up" ? "down" : "up";
    const isAtEnd = to === 0 || to === stops.length - 1;
    focusKey(find("#walk-result"), `${isAtEnd && this._isEdge(to, key, stops.length) ? other : key}:${to}`);
  }

  /** @param {number} to @param {"up" | "down"} key @param {number} count */
  _isEdge(to, key, count) {
    return key === "up" ? to === 0 : to === count - 1;
  }

  /** @param {number} index */
  _remove(index) {
    this.planner.remove(index);
    find("#walk-title").focus({ preventScroll: true });
  }

  /** @param {number} space */
  _removeSpace(space) {
    const { plan } = this.planner;
    this.planner.change(changed(plan, { stops: plan.stops.filter((stop) => !isSamePlace(stop, { space })), fixed: undefined }));
  }

  /** A stop was pressed on the map. @param {WalkPlace} place @param {number} index */
  _choose(place, index) {
    if (this.picking.isOn) return this.picking.take(place);
    if ("space" in place) this._parts.openCard(place.space);
    else find(`[data-key="show:${index}"]`).focus();
  }

  _pickMany() {
    this._pick({
      message: t("Tap learning spaces or any place to stop there."),
      use: (place) => this.planner.edit((plan) => withStop(plan, place)),
      isMany: true,
    });
  }

  /** @param {import("./picking.js").Wish} wish */
  _pick(wish) {
    this._parts.store.change({ space: null });
    this.picking.begin(wish);
  }

  /** The city in which a new walk lies: the chosen one, or the one in the middle of the map. */
  _cityHere() {
    const { store, cities, map } = this._parts;
    const { lat, lng } = map.getCenter();
    return store.state.city ?? cityAt(cities, { lat, lon: lng }) ?? cities[0].id;
  }
}

/** @param {number} degrees to about a metre */
function rounded(degrees) {
  return Number(degrees.toFixed(5));
}
