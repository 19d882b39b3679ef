/** What one does at the desk: draw, have it checked while drawing, save, publish, take off. */

import { fillUrl, getJson, getMarked, send } from "./api.js";
import { distanceInWords } from "./distance.js";
import { debounced, element, find } from "./dom.js";
import { clearNotice, showNotice } from "./notices.js";
import { DeskMap } from "./route_desk_map.js";
import { bodyOf, changedStop, movedStop, stopsOf, withStop, withoutStop, wordsOf } from "./route_draft.js";
import { readForm, writeForm } from "./route_form.js";
import { StopList } from "./route_stops.js";
import { durationInWords } from "./walk_times.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./route_types").DeskPage} DeskPage */
/** @typedef {import("./route_types").DraftStop} DraftStop */
/** @typedef {import("./route_types").RouteDocument} RouteDocument */

const CHECK_PAUSE_MS = 250;

export class Desk {
  /** @param {DeskPage} page */
  constructor(page) {
    this._page = page;
    /** @type {DraftStop[]} */
    this._stops = [];
    /** @type {{id: number, etag: string | null, route: RouteDocument} | null} the stored route that is drawn */
    this._kept = null;
    /** @type {{key: string, url: string} | null} */
    this._picture = null;
    this._isChanged = false;
    this._checks = 0;
    this._form = /** @type {HTMLFormElement} */ (find("#words"));
    this._map = new DeskMap(page, (stop) => this._draw(withStop(this._stops, stop)));
    this._list = new StopList(find("#stops"), {
      onMove: (from, to) => this._draw(movedStop(this._stops, from, to)),
      onRemove: (at) => this._draw(withoutStop(this._stops, at)),
      onChange: (at, changes) => this._draw(changedStop(this._stops, at, changes)),
    });
    this._checkSoon = debounced(CHECK_PAUSE_MS, () => this._check());
  }

  /** Open the desk, with a route where one is named. @param {number | null} id */
  async begin(id) {
    this._form.addEventListener("input", () => this._changed());
    this._form.addEventListener("change", () => this._checkSoon());
    this._form.addEventListener("submit", (event) => {
      event.preventDefault();
      this._do(() => this._save());
    });
    find("#publish").addEventListener("click", () => this._do(() => this._publish()));
    find("#hide").addEventListener("click", () => this._do(() => this._settle(this._page.urls.hideRoute)));
    find("#picture").addEventListener("change", () => this._do(() => this._sendPicture()));
    find("#picture-out").addEventListener("click", () => this._showPicture(null));
    /** @type {HTMLSelectElement} */ (find("#routes")).addEventListener("change", (event) => this._open(Number(/** @type {HTMLSelectElement} */ (event.target).value) || null));
    document.querySelector("#city")?.addEventListener("change", (event) => {
      location.href = fillUrl(this._page.urls.edit, {}, { city: /** @type {HTMLSelectElement} */ (event.target).value, lang: this._page.language });
    });
    window.addEventListener("beforeunload", (event) => this._isChanged && event.preventDefault());
    await this._do(() => this._listRoutes());
    await this._open(id);
  }

  async _listRoutes() {
    const { urls, city, language } = this._page;
    const { routes } = await getJson(fillUrl(urls.routes, {}, { city: city.id }));
    const choice = /** @type {HTMLSelectElement} */ (find("#routes"));
    const first = choice.options[0];
    choice.replaceChildren(first, ...routes.map((/** @type {any} */ each) => {
      const title = nameIn({ name_th: each.title_th, name_en: each.title_en }, language);
      return element("option", { value: each.id }, `${title} (${statusWord(each.status)})`);
    }));
    choice.value = String(this._kept?.id ?? "");
  }

  /** @param {number | null} id */
  async _open(id) {
    if (this._isChanged && !confirm(t("What you changed is not saved. Leave it?"))) return;
    await this._do(async () => {
      if (id === null) return this._take(null);
      const { data, etag } = await getMarked(fillUrl(this._page.urls.route, { id }));
      this._take({ id, etag, route: data });
      this._map.goTo(data);
    });
  }

  /** Draw a stored route, or an empty one. @param {{id: number, etag: string | null, route: RouteDocument} | null} kept */
  _take(kept) {
    this._kept = kept;
    /** @type {HTMLSelectElement} */ (find("#routes")).value = String(kept?.id ?? "");
    writeForm(this._form, kept ? wordsOf(kept.route) : {});
    this._showPicture(kept?.route.picture ?? null);
    this._stops = kept ? stopsOf(kept.route, this._page.language) : [];
    this._list.show(this._stops);
    this._isChanged = false;
    this._say();
    if (kept) this._showChecked(kept.route);
    else this._check();
  }

  /** @param {DraftStop[]} stops */
  _draw(stops) {
    if (stops === this._stops) return;
    this._stops = stops;
    this._list.show(stops);
    this._changed();
    this._checkSoon();
  }

  _changed() {
    this._isChanged = true;
    this._say();
  }

  _body() {
    const words = { ...readForm(this._form), picture: this._picture?.key ?? null };
    return bodyOf(this._page.city.id, words, this._stops);
  }

  /** Have the draft checked; of several answers under way only the newest counts. */
  async _check() {
    const number = (this._checks += 1);
    try {
      const { data } = await send(this._page.urls.checkRoute, { body: this._body() });
      if (number !== this._checks) return;
      clearNotice("check");
      this._showChecked(data);
    } catch (error) {
      if (number === this._checks) this._tell("check", error);
    }
  }

  /** @param {RouteDocument} route */
  _showChecked(route) {
    this._map.show(route);
    this._list.mark(route.checks);
    const loose = route.checks.filter(({ stop, leg }) => stop === null && leg === null);
    find("#problems").replaceChildren(...loose.map(({ text }) => element("li", { class: "shut" }, text)));
    const { metres, walk_seconds: walked, dwell_seconds: stayed } = route;
    const length = metres ? [distanceInWords(metres, this._page.language), t("{duration} in all", { duration: durationInWords(walked + stayed) })].join(" · ") : "";
    find("#totals").textContent = length;
  }

  async _save() {
    const { urls } = this._page;
    const kept = this._kept;
    const { data, etag } = kept
      ? await send(fillUrl(urls.route, { id: kept.id }), { method: "PUT", body: this._body(), etag: kept.etag })
      : await send(urls.newRoute, { body: this._body() });
    this._take({ id: data.id, etag, route: data });
    await this._listRoutes();
  }

  async _publish() {
    if (this._isChanged || !this._kept) await this._save();
    if (this._kept?.route.status !== "published") await this._settle(this._page.urls.publishRoute);
  }

  /** @param {string} url where its status is changed */
  async _settle(url) {
    if (!this._kept) return;
    const { id, etag } = this._kept;
    const answer = await send(fillUrl(url, { id }), { etag });
    this._take({ id, etag: answer.etag, route: answer.data });
    await this._listRoutes();
  }

  async _sendPicture() {
    const input = /** @type {HTMLInputElement} */ (find("#picture"));
    const [file] = input.files ?? [];
    if (!file) return;
    const url = fillUrl(this._page.urls.media, {}, { city: this._page.city.id, for: "route" });
    const { data } = await send(url, { body: file, type: file.type });
    input.value = "";
    this._showPicture({ key: data.key, url: data.url });
    this._changed();
  }

  /** @param {{key: string, url: string} | null} picture */
  _showPicture(picture) {
    if (this._picture && !picture) this._isChanged = true;
    this._picture = picture;
    const box = find("#picture-shown");
    box.hidden = !picture;
    if (picture) /** @type {HTMLImageElement} */ (find("img", box)).src = picture.url;
  }

  /** Say how the route stands, and offer what can be done with it. */
  _say() {
    const status = this._kept?.route.status;
    const published = status === "published";
    find("#status").textContent = this._isChanged ? t("Not saved yet") : this._kept ? statusWord(status) : t("A new walk");
    find("#save").textContent = published ? t("Save") : t("Save as a draft");
    find("#publish").hidden = published;
    find("#hide").hidden = !published;
    const link = /** @type {HTMLAnchorElement} */ (find("#open"));
    link.hidden = !published;
    if (published) link.href = fillUrl(this._page.urls.routePage, { slug: this._kept?.route.slug ?? "" }, { city: this._page.city.id, lang: this._page.language });
  }

  /** Do something and say what went wrong. @param {() => unknown} act */
  async _do(act) {
    try {
      await act();
      clearNotice("desk");
    } catch (error) {
      this._tell("desk", error);
    }
  }

  /** @param {string} subject @param {unknown} error */
  _tell(subject, error) {
    showNotice(subject, { message: error instanceof Error ? error.message : String(error) });
  }
}

/** @param {string | undefined} status */
function statusWord(status) {
  if (status === "published") return t("Published");
  return status === "hidden" ? t("Taken off") : t("Draft");
}
