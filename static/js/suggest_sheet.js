/** The sheet in which one corrects a space or describes a new one. */

import { fillUrl, send } from "./api.js";
import { element, find } from "./dom.js";
import { announce } from "./notices.js";
import { Drafts, deviceShelf } from "./suggest_draft.js";
import { DAYS, dayName } from "./suggest_hours.js";
import { correctionOf, creationOf, firstFields, saysNothing } from "./suggest_proposal.js";
import { Twins } from "./suggest_twins.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").Feature} SpaceFeature */
/** @typedef {import("./suggest_proposal.js").Fields} Fields */
/** @typedef {{lon: number, lat: number}} Place */
/** @typedef {{space: SpaceFeature} | {city: string, place: Place}} Subject what is corrected, or where something is added */
/** @typedef {{page: Page, openCard: (id: number) => void, onClose: () => void}} Parts */

const MATTERS = ["name", "hours", "kind", "gone", "other"];

export class SuggestSheet {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    this._drafts = new Drafts(deviceShelf());
    /** @type {HTMLDialogElement} */
    this._dialog = find("#suggest");
    /** @type {HTMLFormElement} */
    this._form = find("#suggest-form");
    /** @type {HTMLInputElement} */
    this._picture = find("#suggest-picture");
    /** @type {Subject | null} */
    this._subject = null;
    this._twins = new Twins(parts.page, (id) => {
      this._dialog.close();
      parts.openCard(id);
    });
    this._fillChoices();
    this._dialog.addEventListener("close", () => this._parts.onClose());
    this._dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
    for (const button of this._dialog.querySelectorAll("[data-suggest-close]")) {
      button.addEventListener("click", () => this._dialog.close());
    }
    this._form.addEventListener("input", () => this._changed());
    this._form.addEventListener("change", () => this._lookForTwins());
    this._form.addEventListener("submit", (event) => {
      event.preventDefault();
      this._submit();
    });
  }

  /** @param {Subject} subject */
  open(subject) {
    this._subject = subject;
    const space = "space" in subject ? subject.space : null;
    const { language } = this._parts.page;
    find("#suggest-title").textContent = space
      ? t("Correct: {name}", { name: nameIn(space.properties, language) || t("No name") })
      : t("Add a place");
    this._picture.value = "";
    this._write(this._drafts.read(this._key(), firstFields(space)));
    this._twins.clear();
    this._say("");
    this._show("form");
    this._suit();
    this._dialog.showModal();
    find("#suggest-body").scrollTop = 0;
    this._lookForTwins();
  }

  get isOpen() {
    return this._dialog.open;
  }

  _fillChoices() {
    const { page } = this._parts;
    find("#suggest-days").append(
      ...DAYS.map((day) => element("label", { class: "pill" }, element("input", { type: "checkbox", name: "days", value: day }), element("span", {}, dayName(day, page.language)))),
    );
    find("#suggest-kind").append(
      ...page.kinds.map(({ id, title_th, title_en }) => element("option", { value: id }, page.language === "th" ? title_th : title_en)),
    );
  }

  _key() {
    return this._subject && "space" in this._subject ? String(this._subject.space.id) : "new";
  }

  /** Show the fields of what is chosen; the others are not sent. */
  _suit() {
    const matter = this._subject && "space" in this._subject ? this._read().matter : "create";
    for (const part of /** @type {NodeListOf<HTMLFieldSetElement>} */ (this._form.querySelectorAll("[data-for]"))) {
      part.hidden = part.disabled = !(part.dataset.for ?? "").split(" ").includes(matter);
    }
    const words = find("#suggest-message-words");
    const isAsked = matter === "other";
    words.textContent = isAsked ? t("What should be different") : t("A word to the curators, if you like");
    /** @type {HTMLTextAreaElement} */ (find("#suggest-message")).required = isAsked;
  }

  _changed() {
    this._suit();
    this._say("");
    this._drafts.keep(this._key(), this._read());
  }

  /** @returns {Fields} */
  _read() {
    const controls = this._form.elements;
    const value = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (controls.namedItem(name)).value;
    const checked = (/** @type {string} */ name) =>
      [.../** @type {NodeListOf<HTMLInputElement>} */ (this._form.querySelectorAll(`[name=${name}]:checked`))].map((each) => each.value);
    const [matter = "name"] = /** @type {Fields["matter"][]} */ (checked("matter"));
    return {
      matter,
      days: checked("days"),
      name: value("name"),
      name_th: value("name_th"),
      name_en: value("name_en"),
      from: value("from"),
      to: value("to"),
      kind: value("kind"),
      message: value("message"),
      website_2: value("website_2"),
    };
  }

  /** @param {Fields} fields */
  _write(fields) {
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (this._form.querySelectorAll("[name]"))) {
      const value = fields[/** @type {keyof Fields} */ (input.name)];
      if (input.type === "radio") input.checked = input.value === (MATTERS.includes(fields.matter) ? fields.matter : "name");
      else if (input.type === "checkbox") input.checked = value.includes(input.value);
      else input.value = String(value);
    }
  }

  async _submit() {
    const subject = this._subject;
    if (!subject) return;
    const fields = this._read();
    if ("space" in subject && saysNothing(subject.space, fields)) return this._say(t("It stands like that already; say what should be different."));
    const wanted = this._wanted();
    this._wait(true);
    try {
      if (wanted && (await this._twins.finds(wanted))) return;
      const body = "space" in subject ? correctionOf(subject.space, fields) : creationOf(subject.city, subject.place, fields);
      const picture = await this._sendPicture(String(body.city));
      await send(this._parts.page.urls.contributions, { body: { ...body, ...picture } });
      this._thank();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this._say([reason, t("What you wrote is kept on this device; send it again in a while.")].join(" "));
    } finally {
      this._wait(false);
    }
  }

  /** Send the picture first, if there is one; what is said of the place names it. @param {string} city */
  async _sendPicture(city) {
    const [file] = this._picture.files ?? [];
    if (!file) return {};
    const { data } = await send(fillUrl(this._parts.page.urls.suggestionMedia, { city }), { body: file, type: file.type });
    return { picture: data.key };
  }

  _thank() {
    this._drafts.forget(this._key());
    this._show("thanks");
    find("#suggest-done").focus();
    announce(find("#suggest-thanks-words").textContent ?? "");
  }

  /** Return the new space as far as it is written, null for a correction. @returns {import("./suggest_twins.js").Wanted | null} */
  _wanted() {
    const { kind, name } = this._read();
    return this._subject && "place" in this._subject ? { ...this._subject, kind, name: name.trim() } : null;
  }

  _lookForTwins() {
    const wanted = this._wanted();
    if (wanted) this._twins.look(wanted);
  }

  /** @param {"form" | "thanks"} part */
  _show(part) {
    this._form.hidden = part !== "form";
    find("#suggest-thanks").hidden = part !== "thanks";
  }

  /** @param {string} trouble */
  _say(trouble) {
    find("#suggest-trouble").textContent = trouble;
    find("#suggest-trouble").hidden = !trouble;
  }

  /** @param {boolean} isBusy */
  _wait(isBusy) {
    /** @type {HTMLButtonElement} */ (find("#suggest-send")).disabled = isBusy;
  }
}
