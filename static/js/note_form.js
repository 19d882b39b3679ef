/** The form of a field note: what, in words and a picture, and where. */

import { element, find } from "./dom.js";
import { smallPicture } from "./note_picture.js";
import { announce } from "./notices.js";
import { t } from "./words.js";

/** @typedef {{lon: number, lat: number}} Place */
/** @typedef {import("./living_types").KeptNote} KeptNote */
/**
 * @typedef {object} Hearers
 * @property {(use: (place: Place | null) => void) => void} pick lets a place be chosen on the map; null: none was
 * @property {(place: Place | null) => {id: string, title: string}[]} agendas what the city of a place works on; null: of the city on view
 * @property {(note: Omit<KeptNote, "city" | "space">) => Promise<"sent" | "kept">} send
 */

const HERE = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 };

export class NoteForm {
  /** @param {Hearers} hearers */
  constructor(hearers) {
    this._hearers = hearers;
    this._dialog = /** @type {HTMLDialogElement} */ (find("#note"));
    this._form = /** @type {HTMLFormElement} */ (find("#note-form"));
    this._text = /** @type {HTMLTextAreaElement} */ (find("#note-text"));
    /** @type {Blob | null} */
    this._picture = null;
    /** @type {Place | null} */
    this._place = null;
    this._preview = "";
    this._listen();
  }

  /** Open an empty note. @param {{isHere?: boolean}} [options] `isHere`: whoever walks is where the note is */
  open({ isHere = false } = {}) {
    this._form.reset();
    find("#note-agendas").replaceChildren();
    this._setPicture(null);
    this._setPlace(null);
    this._trouble("");
    this._dialog.showModal();
    if (isHere) this._findHere();
  }

  _listen() {
    find("#note-close").addEventListener("click", () => this._dialog.close());
    find("#note-here").addEventListener("click", () => this._findHere());
    find("#note-pick").addEventListener("click", () => this._pick());
    find("#note-unpicture").addEventListener("click", () => this._setPicture(null));
    for (const selector of ["#note-camera", "#note-file"]) {
      const input = /** @type {HTMLInputElement} */ (find(selector));
      input.addEventListener("change", () => this._take(input));
    }
    this._form.addEventListener("submit", (event) => {
      event.preventDefault();
      this._send();
    });
  }

  /** @param {HTMLInputElement} input */
  async _take(input) {
    const [file] = input.files ?? [];
    input.value = "";
    if (!file) return;
    const small = await smallPicture(file);
    if (!small) return this._trouble(t("This picture cannot be read; take another one."));
    this._trouble("");
    this._setPicture(small);
  }

  /** @param {Blob | null} picture */
  _setPicture(picture) {
    URL.revokeObjectURL(this._preview);
    this._picture = picture;
    this._preview = picture ? URL.createObjectURL(picture) : "";
    const shown = picture && element("img", { src: this._preview, alt: t("The picture of this note") });
    find("#note-preview").replaceChildren(...(shown ? [shown] : []));
    find("#note-unpicture").hidden = !picture;
  }

  /** @param {Place | null} place */
  _setPlace(place) {
    this._place = place;
    this._offerAgendas();
    find("#note-place").textContent = place
      ? t("At {lat}, {lon}", { lat: place.lat.toFixed(5), lon: place.lon.toFixed(5) })
      : t("Say where it is: here, or a place on the map.");
  }

  /** Offer the agendas of the city that the note is in; what is chosen stays chosen. */
  _offerAgendas() {
    const chosen = this._agendas();
    const pills = this._hearers.agendas(this._place).map(({ id, title }) =>
      element("label", { class: "pill" }, element("input", { type: "checkbox", name: "note-agenda", value: id, checked: chosen.includes(id) }), element("span", {}, title)));
    find("#note-agendas").replaceChildren(...pills);
  }

  /** @returns {string[]} */
  _agendas() {
    return new FormData(this._form).getAll("note-agenda").map(String);
  }

  _findHere() {
    if (!window.isSecureContext || !navigator.geolocation) {
      return this._trouble(t("The browser tells where you are only to secure addresses (https)."));
    }
    find("#note-place").textContent = t("Finding where you are …");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this._trouble("");
        this._setPlace({ lon: rounded(coords.longitude), lat: rounded(coords.latitude) });
      },
      () => {
        this._setPlace(this._place);
        this._trouble(t("Where you are cannot be found out now. Choose the place on the map."));
      },
      HERE,
    );
  }

  /** The map cannot be reached behind a dialog: it comes back once a place is chosen. */
  _pick() {
    this._dialog.close();
    this._hearers.pick((place) => {
      if (place) this._setPlace(place);
      this._dialog.showModal();
      find("#note-send").focus();
    });
  }

  async _send() {
    const values = new FormData(this._form);
    const text = this._text.value.trim();
    if (!text) {
      this._text.focus();
      return this._trouble(t("Write what you saw, in a sentence or two."));
    }
    if (!this._place) {
      find("#note-here").focus();
      return this._trouble(t("Say where it is: here, or a place on the map."));
    }
    const button = /** @type {HTMLButtonElement} */ (find("#note-send"));
    button.disabled = true;
    try {
      const kind = String(values.get("note-kind") ?? "problem");
      const note = { kind, text, ...this._place, agendas: this._agendas(), picture: this._picture, key: null, website_2: String(values.get("website_2") ?? "") };
      await this._hearers.send(note);
      this._dialog.close();
      this._setPicture(null);
    } catch (error) {
      this._trouble(error instanceof Error ? error.message : String(error));
    } finally {
      button.disabled = false;
    }
  }

  /** @param {string} message */
  _trouble(message) {
    const place = find("#note-trouble");
    place.textContent = message;
    place.hidden = !message;
    if (message) announce(message);
  }
}

/** To about a metre. @param {number} degrees */
function rounded(degrees) {
  return Number(degrees.toFixed(5));
}
