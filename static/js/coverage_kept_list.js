/** The list of kept scenarios: opened, compared, renamed, removed. */

import { forgetScenario, keptScenarios, renameScenario } from "./coverage_kept.js";
import { MOST_NAME } from "./coverage_token.js";
import { element, find } from "./dom.js";
import { announce } from "./notices.js";
import { t } from "./words.js";

/** @typedef {import("./coverage_types").KeptScenario} KeptScenario */
/**
 * @typedef {object} Parts
 * @property {() => string | null} cityOf
 * @property {(kept: KeptScenario) => void} onOpen
 * @property {(kept: KeptScenario[]) => void} onCompare
 * @property {(kept: KeptScenario) => void} [onGive] keep one for the whole city
 * @property {() => boolean} [canGive]
 */

export const MOST_COMPARED = 3;

export class KeptList {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {Set<string>} names of those to be compared */
    this._chosen = new Set();
    /** @type {string | null} the one that is being renamed */
    this._renamed = null;
  }

  show() {
    const all = keptScenarios(this._parts.cityOf());
    this._chosen = new Set([...this._chosen].filter((name) => all.some((each) => each.name === name)));
    if (!all.length) return find("#kept").replaceChildren(element("p", { class: "hint" }, t("None is kept on this device yet.")));
    const list = element("ul", { class: "kept-list" }, ...all.map((kept) => (kept.name === this._renamed ? this._renaming(kept) : this._row(kept))));
    find("#kept").replaceChildren(list, this._compareButton(all));
  }

  /** @param {KeptScenario} kept */
  _row(kept) {
    const { onOpen } = this._parts;
    const box = element("input", { type: "checkbox", checked: this._chosen.has(kept.name), "aria-label": t("Compare {name}", { name: kept.name }) });
    box.addEventListener("change", () => this._choose(kept.name, box.checked));
    const open = textButton(kept.name, "kept-open", () => onOpen(kept));
    const rename = textButton(t("Rename"), "link-button", () => {
      this._renamed = kept.name;
      this.show();
      find("#kept .rename input").focus();
    });
    rename.setAttribute("aria-label", t("Rename {name}", { name: kept.name }));
    const remove = textButton(t("Remove"), "link-button", () => this._remove(kept));
    remove.setAttribute("aria-label", t("Remove {name}", { name: kept.name }));
    return element("li", {}, element("label", { class: "kept-box" }, box), open, this._giving(kept), rename, remove);
  }

  /** @param {KeptScenario} kept */
  _giving(kept) {
    const { onGive, canGive } = this._parts;
    if (!onGive || !canGive?.()) return null;
    const give = textButton(t("For the city"), "link-button", () => onGive(kept));
    give.setAttribute("aria-label", t("Keep {name} for the city", { name: kept.name }));
    return give;
  }

  /** @param {KeptScenario} kept */
  _renaming(kept) {
    const input = element("input", { type: "text", value: kept.name, maxlength: MOST_NAME, required: true, "aria-label": t("New name") });
    const form = element("form", { class: "rename" }, input, element("button", { class: "button" }, t("Rename")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = input.value.trim();
      if (!name || name === kept.name || renameScenario(kept, name)) return this._endRenaming();
      input.setCustomValidity(t("There is one of this name already."));
      input.reportValidity();
    });
    input.addEventListener("input", () => input.setCustomValidity(""));
    return element("li", {}, form);
  }

  _endRenaming() {
    this._renamed = null;
    this.show();
  }

  /** @param {KeptScenario} kept */
  _remove(kept) {
    forgetScenario(kept);
    this._chosen.delete(kept.name);
    this.show();
    announce(t("{name} is removed.", { name: kept.name }));
    find("#kept-title").focus({ preventScroll: true });
  }

  /** @param {string} name @param {boolean} isChosen */
  _choose(name, isChosen) {
    if (isChosen) this._chosen.add(name);
    else this._chosen.delete(name);
    if (this._chosen.size > MOST_COMPARED) this._chosen.delete(/** @type {string} */ (this._chosen.values().next().value));
    const all = keptScenarios(this._parts.cityOf());
    find("#kept").lastElementChild?.replaceWith(this._compareButton(all));
    for (const box of find("#kept").querySelectorAll("input")) {
      const of = box.closest("li")?.querySelector(".kept-open")?.textContent ?? "";
      box.checked = this._chosen.has(of);
    }
  }

  /** @param {KeptScenario[]} all */
  _compareButton(all) {
    const chosen = all.filter(({ name }) => this._chosen.has(name));
    const words = chosen.length ? t("Compare {count} with today", { count: chosen.length }) : t("Choose up to {count} to compare", { count: MOST_COMPARED });
    const button = textButton(words, "button", () => this._parts.onCompare(chosen));
    button.disabled = chosen.length === 0;
    return button;
  }
}

/** @param {string} words @param {string} look @param {() => void} act */
function textButton(words, look, act) {
  const made = element("button", { type: "button", class: look }, words);
  made.addEventListener("click", act);
  return made;
}
