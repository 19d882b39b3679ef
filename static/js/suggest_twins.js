/** Spaces that may be the one somebody is about to add: looked for, shown, and led to. */

import { fillUrl, getJson } from "./api.js";
import { distanceInWords } from "./distance.js";
import { element, find } from "./dom.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {{city: string, place: {lon: number, lat: number}, kind: string, name: string}} Wanted */
/** @typedef {{id: number, name_th: string | null, name_en: string | null, metres: number | null}} Twin */

const PATIENCE_MS = 4_000;

export class Twins {
  /**
   * @param {Page} page
   * @param {(id: number) => void} onChoose
   */
  constructor(page, onChoose) {
    this._page = page;
    this._onChoose = onChoose;
    /** What was looked for last, and the looking. @type {{asked: string, looking: Promise<void>}} */
    this._looked = { asked: "", looking: Promise.resolve() };
    /** Of which new space twins stand in sight: whoever sends it then means it. */
    this._shown = "";
    this.clear();
  }

  /** Forget what was looked for: another form is open. */
  clear() {
    this._looked = { asked: "", looking: Promise.resolve() };
    this._show([], "");
  }

  /** Look for twins of a new space, once for what is written. @param {Wanted} wanted */
  look(wanted) {
    if (!wanted.kind || !wanted.name) return Promise.resolve();
    const asked = `${wanted.kind} ${wanted.name}`;
    if (asked !== this._looked.asked) this._looked = { asked, looking: this._ask(asked, wanted) };
    return this._looked.looking;
  }

  /** Look; true where something is found that was not in sight yet. @param {Wanted} wanted */
  async finds(wanted) {
    const before = this._shown;
    await this.look(wanted);
    return this._shown !== "" && this._shown !== before;
  }

  /** @param {string} asked @param {Wanted} wanted */
  async _ask(asked, { city, place, kind, name }) {
    const url = fillUrl(this._page.urls.similarSpaces, {}, { city, kind, name, ...place });
    // without an answer it is sent all the same: whoever approves it looks again
    const found = await getJson(url, { timeout: PATIENCE_MS }).catch(() => ({ spaces: [] }));
    if (this._looked.asked === asked) this._show(found.spaces, asked);
  }

  /** @param {Twin[]} twins @param {string} asked of which new space */
  _show(twins, asked) {
    this._shown = twins.length ? asked : "";
    find("#suggest-twins").hidden = !twins.length;
    find("#suggest-send").textContent = twins.length ? t("It is another one: send it") : t("Send");
    find("#suggest-twin-list").replaceChildren(...twins.map((twin) => this._row(twin)));
    if (twins.length) find("#suggest-twins").scrollIntoView({ block: "nearest" });
  }

  /** @param {Twin} twin */
  _row(twin) {
    const { language } = this._page;
    const distance = twin.metres === null ? "" : distanceInWords(twin.metres, language);
    const button = element(
      "button",
      { type: "button", class: "row" },
      element("span", { class: "row-text" }, nameIn(twin, language)),
      element("span", { class: "row-distance" }, distance),
    );
    button.addEventListener("click", () => this._onChoose(twin.id));
    return element("li", {}, button);
  }
}
