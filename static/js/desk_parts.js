/** What the parts of the desk are built of: buttons, fields, questions, and values in words. */

import { element, find } from "./dom.js";
import { hoursInWords } from "./hours.js";
import { announce, clearNotice, showFailure, showNotice } from "./notices.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Field} Field */

const SUBJECT = "desk";
const PLACES = ["geom", "geometry"];

/**
 * @param {string} label
 * @param {(event: Event) => void} act
 * @param {{isStrong?: boolean, shortcut?: string, name?: string}} [options] `name`: what it is called where its label alone says too little
 */
export function button(label, act, { isStrong = false, shortcut, name } = {}) {
  const made = element("button", { type: "button", class: `button${isStrong ? " button-strong" : ""}`, "aria-keyshortcuts": shortcut, "aria-label": name }, label);
  if (shortcut) made.append(element("kbd", { "aria-hidden": "true" }, shortcut.toUpperCase()));
  made.addEventListener("click", act);
  return made;
}

/** @param {string} label @param {HTMLElement} control @param {...(Node | string | null)} more */
export function labelled(label, control, ...more) {
  return element("label", { class: "field" }, element("span", {}, label), control, ...more);
}

/** @param {[string, string][]} options value and words @param {string} value @param {Record<string, any>} [attributes] */
export function choice(options, value, attributes = {}) {
  const select = element("select", attributes);
  for (const [each, words] of options) select.append(element("option", { value: each }, words));
  select.value = value;
  return select;
}

/** @param {string} message */
export function nothing(message) {
  return element("p", { class: "desk-nothing" }, message);
}

/** Say what was done, and how it is undone where it can be. @param {string} message @param {() => void} [undo] */
export function tell(message, undo) {
  announce(message);
  const act = undo && (() => {
    clearNotice(SUBJECT);
    undo();
  });
  showNotice(SUBJECT, { message, label: undo ? t("Undo") : t("Close"), act: act ?? (() => clearNotice(SUBJECT)) });
}

export function clearTold() {
  clearNotice(SUBJECT);
}

/** Say what went wrong, with a way to try again. @param {unknown} error @param {() => void} retry */
export function tellFailure(error, retry) {
  showFailure(SUBJECT, error, retry);
}

/**
 * Ask before something is done.
 * @param {{title: string, body?: Node | string, yes: string, check?: () => string | null}} question `check` returns what is still missing
 * @returns {Promise<boolean>}
 */
export function ask({ title, body, yes, check }) {
  const dialog = /** @type {HTMLDialogElement} */ (find("#ask"));
  return new Promise((resolve) => {
    const missing = element("p", { class: "desk-missing", role: "alert" });
    const close = (/** @type {boolean} */ answer) => {
      dialog.oncancel = null;
      dialog.close();
      resolve(answer);
    };
    const agree = () => {
      const wanted = check?.();
      if (wanted) missing.textContent = wanted;
      else close(true);
    };
    dialog.replaceChildren(
      element("h2", { id: "ask-title" }, title),
      element("div", { class: "desk-ask-body" }, body ?? "", missing),
      element("div", { class: "buttons" }, button(yes, agree, { isStrong: true }), button(t("Cancel"), () => close(false))),
    );
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
  });
}

/** @param {string} instant @param {Bench} bench */
export function moment(instant, { page, city }) {
  const words = new Intl.DateTimeFormat(page.language === "th" ? "th-TH" : "en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: city.timezone });
  return element("time", { datetime: instant }, words.format(new Date(instant)));
}

/** Return a space as people call it. @param {{id: number, name_th?: string | null, name_en?: string | null}} named @param {Bench} bench */
export function spaceName(named, { page }) {
  return nameIn(named, page.language) || t("Space {id}", { id: named.id });
}

/**
 * Return a stored value as people read it.
 * @param {string} layer
 * @param {string} name of the field
 * @param {any} value
 * @param {Bench} bench
 * @returns {string}
 */
export function inWords(layer, name, value, { page, city }) {
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length)) return "–";
  if (PLACES.includes(name) && Array.isArray(value)) return `${value[1].toFixed(5)}, ${value[0].toFixed(5)}`;
  if (name === "status") return statusInWords(value);
  if (name === "opening_hours") return withWords(value, page.language);
  const field = page.words.fields[layer]?.find((each) => each.name === name);
  const terms = name === "agendas" ? [...page.words.agendas, ...(page.words.ownAgendas[city.id] ?? [])] : (field?.terms ?? []);
  const word = (/** @type {any} */ each) => terms.find(({ id }) => id === each)?.title ?? String(each);
  if (Array.isArray(value)) return value.map(word).join(" · ");
  if (field?.type === "datetime") return moment(value, /** @type {any} */ ({ page, city })).textContent ?? "";
  if (typeof value === "object") return JSON.stringify(value);
  return word(value);
}

/** Return opening hours as they are written, with their words where they can be told. @param {string} text @param {"th" | "en"} language */
function withWords(text, language) {
  const lines = hoursInWords(text, language);
  return lines ? `${text} (${lines.map(({ days, times }) => `${days} ${times}`).join(" · ")})` : text;
}

/** @param {string} status */
function statusInWords(status) {
  return { draft: t("Waiting"), published: t("Published"), hidden: t("Hidden") }[status] ?? status;
}

/** Return opening hours in words, empty where they cannot be told. @param {string} text @param {"th" | "en"} language */
export function hoursHint(text, language) {
  if (!text.trim()) return "";
  const lines = hoursInWords(text, language);
  return lines ? lines.map(({ days, times }) => `${days} ${times}`).join(" · ") : t("In OpenStreetMap’s syntax, like Mo-Fr 08:30-16:30; PH off");
}

/** @param {Bench} bench @returns {Record<string, string | number>} */
export function ofCity({ city }) {
  return { city: city.id };
}
