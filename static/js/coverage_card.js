/** The card at the side: the profile of a district, or a space that a scenario touches. */

import { element, find } from "./dom.js";
import { makeSheet } from "./sheet.js";

/** @typedef {{head: Node[], body: Node[], onClose: () => void}} Shown */

export class CoverageCard {
  constructor() {
    this._card = find("#card");
    /** @type {(() => void) | null} */
    this._onClose = null;
    /** @type {Element | null} */
    this._opener = null;
    this._of = "";
    find("#card-close").addEventListener("click", () => this.close());
    makeSheet(this._card, find("#card-handle"), () => this.close());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen && !document.documentElement.classList.contains("is-picking")) this.close();
    });
  }

  get isOpen() {
    return !this._card.hidden;
  }

  /** What the card is of, empty while it is closed. */
  get of() {
    return this.isOpen ? this._of : "";
  }

  /**
   * Show something; the same again only renews what stands there, and leaves the focus alone.
   * @param {string} of
   * @param {Shown} shown `onClose` is called when people close it, not when something else is shown
   * @param {{takesFocus?: boolean}} [options]
   */
  show(of, { head, body, onClose }, { takesFocus = false } = {}) {
    const isSame = this.of === of;
    const isOther = this.isOpen && !isSame;
    if (!isSame) this._opener = document.activeElement;
    if (isOther) this._dismiss();
    this._of = of;
    this._onClose = onClose;
    find("#card-head").replaceChildren(...head);
    const box = find("#card-body");
    const focused = isSame ? box.querySelector(":focus")?.getAttribute("data-key") : null;
    box.replaceChildren(...body);
    if (focused) find(`[data-key="${focused}"]`, box).focus();
    if (!isSame) box.scrollTop = 0;
    this._card.hidden = false;
    document.documentElement.classList.add("has-card");
    if (takesFocus && !isSame) find("#card-title").focus({ preventScroll: true });
  }

  /** Close it as people do. */
  close() {
    if (!this.isOpen) return;
    this._dismiss();
    this.hide();
    const back = this._opener?.isConnected ? this._opener : find("#map");
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  }

  /** Take it away without a word. */
  hide() {
    this._onClose = null;
    this._card.hidden = true;
    this._card.classList.remove("is-large");
    find("#card-head").replaceChildren(element("h2", { id: "card-title" }));
    document.documentElement.classList.remove("has-card");
  }

  _dismiss() {
    const onClose = this._onClose;
    this._onClose = null;
    onClose?.();
  }
}
