/** Where the card stands: it follows the chosen space of the state. */

import { fillUrl, getJson, RequestError } from "./api.js";
import { cardBody, cardHead } from "./card.js";
import { element, find } from "./dom.js";
import { addLiving } from "./living_card.js";
import { announce } from "./notices.js";
import { shareLink } from "./sharing.js";
import { makeSheet } from "./sheet.js";
import { differs } from "./store.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").City} City */
/** @typedef {import("./types").Feature} SpaceFeature */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./card.js").CardWording} CardWording */
/** @typedef {{page: Page, store: Store, wordingFor: (space: SpaceFeature) => CardWording, onShown: (space: SpaceFeature | null, isArriving: boolean) => void}} Parts */

export class CardPanel {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    this._card = find("#card");
    this._head = find("#card-head");
    this._body = find("#card-body");
    this._request = new AbortController();
    /** @type {Element | null} */
    this._opener = null;
    find("#card-close").addEventListener("click", () => this.close());
    find("#card-share").addEventListener("click", () => shareLink(find("#card-share span"), { title: document.title, url: location.href }));
    makeSheet(this._card, find("#card-handle"), () => this.close());
    parts.store.onChange((after, before) => differs(after, before, "space") && this._follow());
    if (parts.store.state.space !== null) this._follow();
  }

  /** Open the card of a space; closing gives the focus back to where it is now. @param {number} id */
  open(id) {
    this._opener = document.activeElement;
    if (this._parts.store.state.space === id) find("#card-title").focus({ preventScroll: true });
    this._parts.store.change({ space: id });
  }

  close() {
    this._parts.store.change({ space: null });
    const back = this._opener?.isConnected ? this._opener : find("#map");
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  }

  get isOpen() {
    return !this._card.hidden;
  }

  async _follow() {
    this._request.abort();
    this._request = new AbortController();
    const { signal } = this._request;
    const { page, store, onShown, wordingFor } = this._parts;
    const { space: id } = store.state;
    this._card.classList.remove("is-large");
    if (id === null) return this._hide();
    this._showWaiting();
    try {
      const space = await getJson(fillUrl(page.urls.space, { id }), { signal });
      this._show(space);
      addLiving(this._body, id, { page, timezone: wordingFor(space).timezone, signal });
      onShown(space, this._opener === null);
    } catch (error) {
      if (!signal.aborted) this._showFailure(error);
    }
  }

  _hide() {
    this._card.hidden = true;
    document.documentElement.classList.remove("has-card");
    this._parts.onShown(null, false);
  }

  _reveal() {
    this._card.hidden = false;
    document.documentElement.classList.add("has-card");
  }

  _showWaiting() {
    const title = element("h2", { id: "card-title", tabindex: -1, class: "is-waiting" }, t("Loading …"));
    this._head.replaceChildren(title);
    this._body.replaceChildren(element("div", { class: "bones", "aria-hidden": "true" }));
    this._reveal();
  }

  /** @param {SpaceFeature} space */
  _show(space) {
    const { wordingFor, page } = this._parts;
    const wording = wordingFor(space);
    this._head.replaceChildren(...cardHead(space, wording));
    this._body.replaceChildren(...cardBody(space, wording));
    this._body.scrollTop = 0;
    const name = nameIn(space.properties, page.language) || t("No name");
    document.title = `${name} · geoservice`;
    if (this._opener) find("#card-title").focus({ preventScroll: true });
    else announce(nameIn(space.properties, page.language));
  }

  /** @param {unknown} error */
  _showFailure(error) {
    const isGone = error instanceof RequestError && [404, 410].includes(error.status);
    const message = isGone
      ? t("This space is no longer shown here.")
      : error instanceof Error ? error.message : String(error);
    const title = element("h2", { id: "card-title", tabindex: -1 }, t("The space cannot be shown"));
    this._head.replaceChildren(title);
    this._body.replaceChildren(element("p", {}, message));
    if (!isGone) {
      const again = element("button", { type: "button", class: "button" }, t("Try again"));
      again.addEventListener("click", () => this._follow());
      this._body.append(again);
    }
    announce(message);
  }
}
