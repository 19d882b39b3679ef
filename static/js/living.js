/** What lives at a space, in its card: knowledge, coming activities, offerings, notes. */

import { element } from "./dom.js";
import { languageOf, nameIn, t } from "./words.js";

/** @typedef {import("./living_types").Living} Living */
/** @typedef {import("./living_types").Happening} Happening */
/** @typedef {{language: "th" | "en", timezone: string, bodies: import("./types").Term[], noteKinds: import("./types").Term[]}} Wording */

const MOST = 5; // of each; the page of the space tells all of them

/**
 * Return a section for each thing there is; none where there is nothing.
 * @param {Living} living
 * @param {Wording} wording
 */
export function livingSections(living, wording) {
  return [
    section(t("What is known here"), living.knowledge.map((each) => piece(each, wording))),
    section(t("Coming activities"), living.activities.map((each) => activity(each, wording))),
    section(t("Goods and services here"), living.offerings.map((each) => offering(each, wording))),
    section(t("Notes from the field"), living.notes.map((each) => note(each, wording))),
  ].flat();
}

/**
 * Return the title of something in `language`, else in the other one.
 * @param {{title_th: string | null, title_en: string | null}} titled
 * @param {"th" | "en"} language
 */
export function titleIn({ title_th, title_en }, language) {
  return nameIn({ name_th: title_th, name_en: title_en }, language);
}

/**
 * Say when something happens: day and hours on the clock of its city.
 * @param {{starts_at: string, ends_at: string}} when
 * @param {{language: "th" | "en", timezone: string}} wording
 */
export function timeInWords({ starts_at, ends_at }, { language, timezone }) {
  const day = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", timeZone: timezone });
  const begins = `${day.format(new Date(starts_at))} ${clock(starts_at)}`;
  if (starts_at.slice(0, 10) !== ends_at.slice(0, 10)) return `${begins} – ${day.format(new Date(ends_at))} ${clock(ends_at)}`;
  return starts_at === ends_at ? begins : `${begins}–${clock(ends_at)}`;
}

/**
 * Say what it costs; nothing where nobody said.
 * @param {{fee: number | null, currency: string}} cost
 */
export function feeInWords({ fee, currency }) {
  if (fee === null) return "";
  if (fee === 0) return t("Free of charge");
  const amount = fee.toLocaleString("en");
  return currency === "THB" ? t("{amount} baht", { amount }) : `${amount} ${currency}`;
}

/** The times come on the clock of the city. @param {string} moment */
function clock(moment) {
  return moment.slice(11, 16);
}

/** @param {string} title @param {HTMLLIElement[]} items @returns {HTMLElement[]} */
function section(title, items) {
  if (!items.length) return [];
  const rest = items.length - MOST;
  const list = element("ul", {}, ...items.slice(0, MOST));
  const more = rest > 0 && element("p", { class: "hint" }, t("and {count} more on its page", { count: rest }));
  return [element("section", { class: "living" }, element("h3", {}, title), list, more)];
}

/** @param {Living["knowledge"][number]} each @param {Wording} wording */
function piece(each, { language, bodies }) {
  const title = titleIn(each, language);
  const text = language === "th" ? each.text_th || each.text_en : each.text_en || each.text_th;
  const item = element("li", {}, heading(titleOf(bodies, each.body, language), title));
  if (each.picture) item.append(picture(each.picture));
  if (text) item.append(element("p", { lang: languageOf(text) }, text));
  return item;
}

/** @param {Happening} each @param {Wording} wording */
function activity(each, wording) {
  const about = [feeInWords(each), placesLeft(each)].filter(Boolean).join(" · ");
  return element(
    "li",
    {},
    heading(null, titleIn(each, wording.language)),
    element("p", { class: "living-time" }, timeInWords(each, wording)),
    about && element("p", { class: "hint" }, about),
  );
}

/** @param {Happening} each */
function placesLeft({ places_left: left }) {
  if (left === null) return "";
  return left === 0 ? t("No places left") : t("{count} places left", { count: left });
}

/** @param {Living["offerings"][number]} each @param {Wording} wording */
function offering(each, { language }) {
  const about = [each.season, each.contact].filter(Boolean).join(" · ");
  return element("li", {}, heading(null, titleIn(each, language)), about && element("p", { class: "hint" }, about));
}

/** @param {Living["notes"][number]} each @param {Wording} wording */
function note(each, { language, noteKinds }) {
  const item = element("li", {}, heading(titleOf(noteKinds, each.kind, language), ""));
  if (each.picture) item.append(picture(each.picture));
  item.append(element("p", { lang: languageOf(each.text) }, each.text));
  if (each.solution) item.append(element("p", { class: "living-solved" }, t("What was done"), ": ", each.solution));
  return item;
}

/** @param {string | null} mark @param {string} title */
function heading(mark, title) {
  return element(
    "h4",
    {},
    mark && element("span", { class: "living-mark" }, mark),
    title && element("span", { lang: languageOf(title) }, title),
  );
}

/** @param {string} url */
function picture(url) {
  return element("img", { src: url, alt: "", loading: "lazy" });
}

/** @param {import("./types").Term[]} terms @param {string} id @param {"th" | "en"} language */
function titleOf(terms, id, language) {
  const term = terms.find((each) => each.id === id);
  return (language === "th" ? term?.title_th : term?.title_en) ?? id;
}

/**
 * What a city works on: the five of every city, and its own, which may rename them.
 * @param {import("./types").Page} page @param {string} city
 */
export function agendasOf({ agendas = [], ownAgendas = {}, language }, city) {
  const known = new Map([...agendas, ...(ownAgendas[city] ?? [])].map((each) => [each.id, each]));
  return [...known.values()].map((each) => ({ id: each.id, title: language === "th" ? each.title_th : each.title_en }));
}
