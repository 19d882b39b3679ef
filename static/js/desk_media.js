/** Pictures and recordings of a piece of knowledge: sent, described, ordered, taken off. */

import { fillUrl, getMarked, send } from "./api.js";
import { button, clearTold, labelled, tell, tellFailure } from "./desk_parts.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {"pictures" | "recordings"} Part */

const PICTURES = "image/jpeg,image/png,image/webp";
const RECORDINGS = "audio/mpeg,audio/ogg,audio/mp4";

const SENDING_MS = 300_000; // a large picture over a slow line

export class MediaList {
  /** @param {number} id of the piece @param {Bench} bench */
  constructor(id, bench) {
    this._bench = bench;
    this._url = fillUrl(bench.page.urls.pieceMedia, { id });
    /** @type {Record<Part, any[]>} */
    this._media = { pictures: [], recordings: [] };
    /** @type {string | null} */
    this._etag = null;
    this._body = element("div");
    this.element = element("section", { class: "desk-media" }, element("h3", {}, t("Pictures and recordings")), this._body);
    this._load();
  }

  async _load() {
    try {
      const { data, etag } = await getMarked(this._url);
      this._media = data;
      this._etag = etag;
      this._draw();
    } catch (error) {
      tellFailure(error, () => this._load());
    }
  }

  _draw() {
    const parts = /** @type {Part[]} */ (["pictures", "recordings"]);
    this._body.replaceChildren(...parts.flatMap((part) => this._media[part].map((entry, n) => this._entry(part, entry, n))),
      this._chooser(t("Add pictures"), PICTURES, "pictures"), this._chooser(t("Add a recording"), RECORDINGS, "recordings"),
      element("div", { class: "buttons" }, button(t("Save pictures and recordings"), () => this._save())));
  }

  /** @param {Part} part @param {any} entry @param {number} n */
  _entry(part, entry, n) {
    const face = part === "pictures" ? element("img", { class: "desk-picture", src: entry.url, alt: entry.caption_th ?? entry.caption_en ?? t("Picture {number}", { number: n + 1 }) }) : element("audio", { controls: true, src: entry.url });
    const named = part === "pictures" ? { caption_th: t("Caption in Thai"), caption_en: t("Caption in English") } : { transcript_th: t("Transcript in Thai"), transcript_en: t("Transcript in English") };
    const fields = Object.entries({ ...named, credit: t("Credit"), licence: t("Licence") }).map(([name, title]) => {
      const input = name.startsWith("transcript") ? element("textarea", { rows: 4 }) : element("input", { type: "text", maxlength: 500 });
      input.value = entry[name] ?? "";
      input.addEventListener("input", () => {
        entry[name] = input.value;
      });
      return labelled(title, input);
    });
    const up = button(t("Earlier"), () => this._move(part, n, -1));
    up.hidden = n === 0;
    return element("div", { class: "desk-medium" }, face, element("div", {}, ...fields, element("div", { class: "buttons" }, up, button(t("Take off"), () => this._takeOff(part, n)))));
  }

  /** @param {Part} part @param {number} n @param {number} by */
  _move(part, n, by) {
    const list = this._media[part];
    list.splice(n + by, 0, ...list.splice(n, 1));
    this._draw();
  }

  /** @param {Part} part @param {number} n */
  _takeOff(part, n) {
    this._media[part].splice(n, 1);
    this._draw();
  }

  /** @param {string} label @param {string} accept @param {Part} part */
  _chooser(label, accept, part) {
    const input = element("input", { type: "file", accept, multiple: part === "pictures" });
    input.addEventListener("change", () => this._send(part, [...(input.files ?? [])]));
    return labelled(label, input);
  }

  /** @param {Part} part @param {File[]} files */
  async _send(part, files) {
    clearTold();
    const url = `${this._bench.page.urls.media}?city=${this._bench.city.id}&for=knowledge`;
    try {
      for (const file of files) {
        const { data } = await send(url, { body: file, type: file.type, timeout: SENDING_MS });
        this._media[part].push({ key: data.key, url: data.url });
      }
      tell(t("Sent. Describe it, then save."));
    } catch (error) {
      tellFailure(error, () => this._send(part, files));
    }
    this._draw();
  }

  async _save() {
    clearTold();
    const plain = (/** @type {any[]} */ entries) => entries.map(({ url, ...entry }) => Object.fromEntries(Object.entries(entry).filter(([, value]) => value)));
    try {
      const body = { pictures: plain(this._media.pictures), recordings: plain(this._media.recordings) };
      const { data, etag } = await send(this._url, { method: "PUT", body, etag: this._etag });
      this._media = data;
      this._etag = etag;
      this._draw();
      tell(t("It is saved."));
      this.element.dispatchEvent(new CustomEvent("saved", { bubbles: true }));
    } catch (error) {
      tellFailure(error, () => this._load());
    }
  }
}
