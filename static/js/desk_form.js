/** The form of one feature: its fields, its place, saved on the state that was read. */

import { RequestError, fillUrl, getMarked, send } from "./api.js";
import { besideForm } from "./desk_beside.js";
import { fieldControl, todayAt } from "./desk_fields.js";
import { mergeView } from "./desk_merge.js";
import { ask, button, clearTold, spaceName, tell, tellFailure } from "./desk_parts.js";
import { PlaceField } from "./desk_place_field.js";
import { askText, whyField } from "./desk_reasons.js";
import { RepeatField } from "./desk_repeat_field.js";
import { undoNewest } from "./desk_undo.js";
import { PLACE, changedValues, clockOf, isSame, mergeThree } from "./desk_values.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Values} Values */

const PATCH = "application/merge-patch+json";
const GEOJSON = "application/geo+json";
const STALE = 412;
const CONFLICT = 409;

export class Form {
  /**
   * @param {string} collection
   * @param {number | null} id null: a new one
   * @param {Bench} bench
   * @param {{onSaved: (id: number | null) => void}} options called with null once it is hidden
   */
  constructor(collection, id, bench, { onSaved }) {
    this._collection = collection;
    this._id = id;
    this._bench = bench;
    this._onSaved = onSaved;
    this._isPlaced = collection === "spaces";
    /** @type {Map<string, import("./desk_fields.js").Control>} */
    this._controls = new Map();
    /** @type {Values} as it was read */
    this._base = {};
    /** @type {string | null} */
    this._etag = null;
    /** @type {PlaceField | null} */
    this._place = null;
    this.element = element("form", { class: "desk-form", novalidate: true });
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this._save();
    });
    this.element.addEventListener("saved", () => this._goOn());
  }

  /** Whether something was typed that is not saved. */
  get isChanged() {
    return this._controls.size > 0 && Object.keys(changedValues(this._base, this._read())).length > 0;
  }

  async open() {
    try {
      if (this._id === null) this._begin();
      else this._take(await this._load());
      this._draw();
    } catch (error) {
      if (error instanceof RequestError && error.status === 404) this.element.replaceChildren(element("p", { class: "desk-nothing" }, error.message));
      else tellFailure(error, () => this.open());
    }
  }

  get _urls() {
    return this._bench.page.urls;
  }

  get _fields() {
    return this._bench.page.words.fields[this._collection];
  }

  _itemUrl() {
    return fillUrl(this._urls.item, { collection: this._collection, id: this._id ?? 0 });
  }

  _load() {
    return getMarked(this._isPlaced ? fillUrl(this._urls.whole, { id: this._id ?? 0 }) : this._itemUrl());
  }

  /** @param {import("./api.js").Answer} answer */
  _take({ data, etag }) {
    this._base = this._valuesOf(data);
    this._etag = etag;
  }

  /** @param {any} feature @returns {Values} */
  _valuesOf({ properties, geometry }) {
    const values = Object.fromEntries(this._fields.map(({ name }) => [name, properties[name] ?? null]));
    return this._isPlaced ? { ...values, [PLACE]: geometry?.coordinates?.slice(0, 2) ?? null } : values;
  }

  _begin() {
    const empty = Object.fromEntries(this._fields.map(({ name }) => [name, null]));
    this._base = this._isPlaced ? { ...empty, [PLACE]: null } : empty;
    if (this._collection === "activities") {
      this._first = { starts_at: `${todayAt(this._bench)}T10:00`, ends_at: `${todayAt(this._bench)}T12:00` };
    }
  }

  /** @param {Values} [values] */
  _draw(values = this._base) {
    this._controls.clear();
    const parts = this._fields.map((field) => {
      const control = fieldControl(field, values[field.name], this._bench);
      this._controls.set(field.name, control);
      control.element.classList.toggle("is-wide", field.isLong || field.type === "array" || ["space_id", "repeats", "name_th", "name_en", "title_th", "title_en"].includes(field.name));
      return control.element;
    });
    this._place = this._isPlaced ? new PlaceField(values[PLACE], this._bench) : null;
    if (this._place) parts.splice(5, 0, this._place.element);
    this._problem = element("div", { class: "desk-problem", role: "alert" });
    this._merge = element("div");
    this._why = whyField();
    const name = this._base.name_th ?? this._base.title_th ?? this._base.name_en ?? this._base.title_en;
    this.element.replaceChildren(
      element("h2", { tabindex: "-1" }, this._id === null ? t("A new entry") : String(name ?? t("Entry {id}", { id: this._id }))),
      element("div", { class: "desk-fields" }, ...parts),
      this._why.element, this._problem, this._merge, this._buttons(), ...this._below());
    this._followRepeats();
    if (this._first) this._showFirst();
  }

  _showFirst() {
    for (const [name, clock] of Object.entries(this._first ?? {})) {
      const input = this._controls.get(name)?.element.querySelector("input");
      if (input) input.value = clock;
    }
    this._first = null;
    this.element.dispatchEvent(new Event("change"));
  }

  _followRepeats() {
    const repeats = this._controls.get("repeats");
    if (!(repeats instanceof RepeatField)) return;
    const tellStart = () => {
      const start = this._controls.get("starts_at")?.read();
      repeats.follow(start ? clockOf(start, this._bench.city.timezone) : "", this._controls.get("skips")?.read() ?? []);
    };
    this.element.onchange = tellStart;
    tellStart();
  }

  _buttons() {
    const save = element("button", { type: "submit", class: "button button-strong" }, this._id === null ? t("Add it") : t("Save"));
    const hide = this._id === null ? null : button(t("Hide …"), () => this._hide());
    return element("div", { class: "buttons desk-save" }, save, hide);
  }

  /** @returns {HTMLElement[]} */
  _below() {
    return this._id === null ? [] : besideForm(this._collection, this._id, this._bench, () => this.open());
  }

  /** @returns {Values} */
  _read() {
    const values = Object.fromEntries([...this._controls].map(([name, control]) => [name, control.read()]));
    return this._isPlaced ? { ...values, [PLACE]: this._place?.place ?? null } : values;
  }

  /** @param {{isBeside?: boolean}} [options] */
  async _save({ isBeside = false } = {}) {
    clearTold();
    this._problem?.replaceChildren();
    const mine = this._read();
    const changed = changedValues(this._base, mine);
    if (this._id !== null && !Object.keys(changed).length) return this._complain(t("Nothing is changed yet."));
    try {
      const saved = this._id === null ? await this._create(mine, isBeside) : await this._update(changed);
      this._saved(saved, this._id === null);
    } catch (error) {
      if (error instanceof RequestError && error.status === STALE) return this._meet(mine);
      if (error instanceof RequestError && error.status === CONFLICT && error.problem.duplicates) return this._showTwins(error);
      if (error instanceof RequestError && error.status >= 400 && error.status < 500) return this._complain(error.message);
      tellFailure(error, () => this._save());
    }
  }

  /** @param {Values} values @param {boolean} isBeside */
  _create(values, isBeside) {
    const { [PLACE]: place, ...properties } = values;
    const given = Object.fromEntries(Object.entries(properties).filter(([, value]) => !isSame(value, null)));
    const body = { type: "Feature", geometry: place ? { type: "Point", coordinates: place } : null, properties: { city: this._bench.city.id, ...given } };
    return send(fillUrl(this._urls.items, { collection: this._collection }, { ...this._why?.read(), ...(isBeside && { duplicate: "allow" }) }), { body, type: GEOJSON });
  }

  /** @param {Values} changed */
  _update(changed) {
    const { [PLACE]: place, ...properties } = changed;
    const body = { properties, ...(PLACE in changed && { geometry: place ? { type: "Point", coordinates: place } : null }) };
    return send(fillUrl(this._itemUrl(), {}, this._why?.read()), { method: "PATCH", body, type: PATCH, etag: this._etag });
  }

  /** @param {import("./api.js").Answer} saved @param {boolean} isNew */
  async _saved({ data }, isNew) {
    this._id = data.id;
    this._take(await this._load());
    this._draw();
    const undo = () => undoNewest(this._bench, this._collection, data.id, () => (isNew ? this._onSaved(null) : this._again()));
    tell(isNew ? t("It is added.") : t("It is saved."), undo);
    this._onSaved(data.id);
  }

  /** Go on from the state that saving its pictures made; what is typed stays. */
  async _goOn() {
    this._etag = (await this._load()).etag;
  }

  _again() {
    this._controls.clear();
    this.open();
    this._onSaved(this._id);
  }

  /** Somebody saved before: show what both made of it, and let it be decided. @param {Values} mine */
  async _meet(mine) {
    try {
      const current = await this._load();
      const theirs = this._valuesOf(current.data);
      const merge = mergeThree(this._base, mine, theirs);
      this._base = theirs;
      this._etag = current.etag;
      const finish = (/** @type {Values} */ decided) => {
        this._draw({ ...merge.values, ...decided });
        this._save();
      };
      this._merge?.replaceChildren(mergeView({ collection: this._collection, fields: this._fields, mine, theirs, merge, bench: this._bench, onDecided: finish }));
      this._merge?.querySelector("h3")?.focus();
    } catch (error) {
      tellFailure(error, () => this._meet(mine));
    }
  }

  /** @param {RequestError} error */
  _showTwins(error) {
    const twins = error.problem.duplicates.map((/** @type {any} */ twin) => element("li", {}, element("a", { href: `?tab=spaces&id=${twin.id}&city=${this._bench.city.id}&lang=${this._bench.page.language}` }, spaceName(twin, this._bench)), twin.metres === null ? null : " · ", twin.metres === null ? null : t("{metres} m away", { metres: twin.metres })));
    this._problem?.replaceChildren(element("p", {}, t("It seems to be there already:")), element("ul", {}, ...twins), button(t("It is another place: add it all the same"), () => this._save({ isBeside: true })));
  }

  async _hide() {
    const reason = await askText({ title: t("Hide this entry?"), label: t("Why (kept in the history)"), yes: t("Hide") });
    if (reason === null) return;
    try {
      await send(fillUrl(this._itemUrl(), {}, reason ? { reason } : {}), { method: "DELETE", etag: this._etag });
      const id = /** @type {number} */ (this._id);
      this._controls.clear();
      tell(t("It is hidden."), () => undoNewest(this._bench, this._collection, id, () => this._onSaved(id)));
      this._onSaved(null);
    } catch (error) {
      if (error instanceof RequestError && error.status === STALE) return this._meet(this._read());
      tellFailure(error, () => this._hide());
    }
  }

  /** @param {string} message */
  _complain(message) {
    this._problem?.replaceChildren(element("p", {}, message));
  }
}

/** Ask whether what was typed may be lost. */
export function askToLeave() {
  return ask({ title: t("Leave without saving?"), body: t("What you typed here is lost then."), yes: t("Leave it") });
}
