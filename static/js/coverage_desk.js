/** The desk at which a scenario is made: pins and spaces on the map, the list of changes, the card. */

import { showChanges, showGain } from "./coverage_changes.js";
import { KnownSpaces } from "./coverage_spaces.js";
import { NOTHING, spacesNamed, withAddition, withAdditionAs, withChange, withRemoved, withUntouched, withoutAddition } from "./coverage_scenario.js";
import { fateInWords, spaceCard } from "./coverage_space_card.js";
import { fateOf, keyOf, standing } from "./coverage_targets.js";
import { Pins } from "./coverage_pins.js";
import { lowerBoard } from "./coverage_board.js";
import { element, find } from "./dom.js";
import { differs } from "./store.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./coverage_targets.js").Target} Target */
/** @typedef {import("./coverage_types").Scenario} Scenario */
/**
 * @typedef {object} Parts
 * @property {import("leaflet").Map} map
 * @property {import("./coverage_types").CoveragePage} page
 * @property {import("./store.js").Store<import("./coverage_types").CoverageState>} store
 * @property {import("./coverage_whatif.js").WhatIf} whatIf
 * @property {import("./coverage_card.js").CoverageCard} card
 * @property {import("./picking.js").Picking} picking
 * @property {(kind: string) => string} kindTitle
 * @property {() => boolean} hasPeople
 * @property {() => string[]} remarks that stand under the sentence
 * @property {(lon: number, lat: number) => void} goTo
 * @property {(ids: number[]) => void} hideSpots of spaces that stand as pins
 * @property {(name: string) => void} onKeep
 * @property {(button: HTMLElement) => void} onShare
 */

export class Desk {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {Target | null} what the card is of */
    this._chosen = null;
    this._spaces = new KnownSpaces({ url: parts.page.urls.space, onKnown: () => this.show() });
    this._pins = new Pins({
      map: parts.map,
      whatIf: parts.whatIf,
      labelOf: ({ target, kind }) => [this._nameOf(target, kind), fateInWords(fateOf(parts.whatIf.scenario, target))].join(", "),
      onChoose: (target) => this.choose(target),
    });
    find("#add-space").addEventListener("click", () => this._add());
    parts.whatIf.onChange(() => this.show());
    parts.store.onChange((after, before) => {
      if (differs(after, before, "district") && after.district !== null) this._chosen = null;
      if (differs(after, before, "kinds")) this._suggestKind();
    });
    this._suggestKind();
  }

  /** Open the card of a target. @param {Target} target */
  choose(target) {
    this._chosen = target;
    this._parts.store.change({ tab: "whatif", district: null });
    this.show();
    if (document.activeElement !== document.body) find("#card-title").focus({ preventScroll: true });
  }

  /** Show the scenario as it is. */
  show() {
    const { whatIf, hideSpots } = this._parts;
    const { scenario } = whatIf;
    const isGone = this._chosen && "addition" in this._chosen && this._chosen.addition >= scenario.add.length;
    if (isGone) this._chosen = null;
    const named = spacesNamed(scenario);
    if (this._chosen && "space" in this._chosen) named.push(this._chosen.space);
    this._spaces.want(named);
    const stands = standing(scenario, this._spaces, this._chosen);
    this._pins.show(stands);
    hideSpots(stands.flatMap(({ target }) => ("space" in target ? [target.space] : [])));
    this._showPanel();
    this._showCard();
  }

  _showPanel() {
    const { whatIf, page, kindTitle, hasPeople, remarks, onKeep, onShare } = this._parts;
    showGain(whatIf.current?.answer ?? null, { hasPeople: hasPeople(), isBusy: whatIf.isBusy, known: remarks() });
    showChanges(whatIf.scenario, { canUndo: whatIf.canUndo }, {
      language: page.language,
      kindTitle,
      spaceOf: (id) => this._spaces.get(id),
      onChoose: (target) => this._goTo(target),
      onForget: (target) => this._restore(target),
      onUndo: () => whatIf.undo(),
      onReset: () => whatIf.commit(NOTHING),
      onKeep,
      onShare,
    });
    const box = find("#whatif-trouble");
    box.hidden = !whatIf.trouble;
    if (!whatIf.trouble) return box.replaceChildren();
    const again = element("button", { type: "button", class: "button" }, t("Try again"));
    again.addEventListener("click", () => whatIf.again());
    box.replaceChildren(element("p", {}, whatIf.trouble), again);
  }

  _showCard() {
    const { card, page, kindTitle, whatIf } = this._parts;
    const target = this._chosen;
    if (!target) {
      if (card.of.startsWith("space")) card.hide();
      return;
    }
    const space = "space" in target ? this._spaces.get(target.space) : null;
    if ("space" in target && !space) return;
    const shown = spaceCard(whatIf.scenario, target, space, {
      language: page.language,
      kinds: page.kinds,
      kindTitle,
      onFacts: (of, facts) => whatIf.commit("space" in of ? withChange(whatIf.scenario, of.space, facts) : withAdditionAs(whatIf.scenario, of.addition, facts)),
      onRemove: (of) => this._remove(of),
      onRestore: (of) => this._restore(of),
    });
    card.show(`space ${keyOf(target)}`, { ...shown, onClose: () => this._close() });
  }

  _close() {
    this._chosen = null;
    this.show();
  }

  /** Let a place be tapped where a new space stands; it is chosen then, so that it can be dragged. */
  _add() {
    const { picking, whatIf, kindTitle, store } = this._parts;
    const { value: kind } = /** @type {HTMLSelectElement} */ (find("#new-kind"));
    lowerBoard();
    picking.begin({
      message: t("Tap where the new space stands: {kind}", { kind: kindTitle(kind) }),
      use: (place) => {
        if (!("lon" in place)) return;
        store.change({ district: null });
        whatIf.commit(withAddition(whatIf.scenario, { ...place, kind }));
        const addition = whatIf.scenario.add.length - 1;
        this._pins.focus(keyOf({ addition }));
      },
    });
  }

  /** @param {Target} target */
  _remove(target) {
    const { whatIf } = this._parts;
    if ("space" in target) return whatIf.commit(withRemoved(whatIf.scenario, target.space));
    this._chosen = null;
    whatIf.commit(withoutAddition(whatIf.scenario, target.addition));
  }

  /** @param {Target} target */
  _restore(target) {
    if ("addition" in target) return this._remove(target);
    this._parts.whatIf.commit(withUntouched(this._parts.whatIf.scenario, target.space));
  }

  /** @param {Target} target */
  _goTo(target) {
    const stands = standing(this._parts.whatIf.scenario, this._spaces, target).find(({ key }) => key === keyOf(target));
    if (stands) this._parts.goTo(stands.lon, stands.lat);
    this.choose(target);
  }

  /** A new space is of the first kind that counts, or else a library. */
  _suggestKind() {
    /** @type {HTMLSelectElement} */
    const choice = find("#new-kind");
    choice.value = this._parts.store.state.kinds?.[0] ?? "library";
  }

  /** @param {Target} target @param {string} kind */
  _nameOf(target, kind) {
    const { page, kindTitle } = this._parts;
    if ("addition" in target) return t("New: {kind}", { kind: kindTitle(kind) });
    return nameIn(this._spaces.get(target.space)?.properties ?? {}, page.language) || t("No name");
  }
}
