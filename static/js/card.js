/** The card with everything known about one space. */

import { distanceInWords } from "./distance.js";
import { element } from "./dom.js";
import { hoursInWords, openInWords } from "./hours.js";
import { controlIcon, kindIcon } from "./icons.js";
import { languageOf, nameIn, otherName, t } from "./words.js";

/** @typedef {import("./types").Feature} SpaceFeature */
/** @typedef {import("./types").SpaceProperties} Properties */
/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").Term} Term */
/** @typedef {import("./markers.js").Wording} Wording */
/** @typedef {Wording & {page: Page, timezone: string}} CardWording */
/** @typedef {Parameters<typeof controlIcon>[0]} IconName */

const WIKIDATA = "https://www.wikidata.org/wiki/";
const OSM = "https://www.openstreetmap.org/";
const OSM_OBJECT = /^(node|way|relation)\/(\d+)$/;
const OSM_LETTER = /^([nwr])(\d+)$/;

/**
 * Return the head of the card: drawing, names, kind.
 * @param {SpaceFeature} space
 * @param {CardWording} wording
 */
export function cardHead(space, wording) {
  const { properties } = space;
  const name = nameIn(properties, wording.language) || t("No name");
  const other = otherName(properties, wording.language);
  const badge = element("span", { class: "badge badge-large", "data-kind": properties.kind });
  badge.append(kindIcon(properties.kind, properties.subkind));
  return [
    badge,
    element(
      "div",
      { class: "card-names" },
      element("h2", { id: "card-title", tabindex: -1, lang: languageOf(name) }, name),
      other && element("p", { class: "card-other", lang: languageOf(other) }, other),
      element("p", { class: "card-kind" }, kindLine(properties, wording)),
    ),
  ];
}

/**
 * Return the body of the card; what is not known is not shown.
 * @param {SpaceFeature} space
 * @param {CardWording} wording
 */
export function cardBody(space, wording) {
  const { properties } = space;
  return [
    openLine(properties, wording),
    ...descriptions(properties, wording.language),
    element("dl", { class: "facts" }, ...facts(properties, wording).flat()),
    origin(properties, wording.language),
  ];
}

/** @param {Properties} space @param {CardWording} wording */
function kindLine(space, { kindTitle, page, language }) {
  const finer = space.religion && titleOf(page.religions, space.religion, language);
  return [kindTitle(space.kind), finer].filter(Boolean).join(" · ");
}

/** @param {Properties} space @param {CardWording} wording */
function openLine(space, { language, timezone }) {
  const text = openInWords(space, { language, timezone });
  return element("p", { class: "open-line", "data-open": space.open_now ?? "unknown" }, text);
}

/** @param {Properties} space @param {"th" | "en"} language */
function descriptions(space, language) {
  const text = language === "th"
    ? space.description_th || space.description_en
    : space.description_en || space.description_th;
  return text ? [element("p", { class: "description", lang: languageOf(text) }, text)] : [];
}

/** @param {Properties} space @param {CardWording} wording @returns {Node[][]} */
function facts(space, wording) {
  const { language } = wording;
  return [
    ...hours(space, language),
    ...fact("pin", t("Address"), space.address),
    ...phone(space.phone),
    ...website(space.website),
    ...mail(space.email),
    ...fact("owner", t("Run by"), space.operator),
    ...fact("wheelchair", t("Wheelchair"), space.wheelchair && titleOf(wording.page.wheelchair, space.wheelchair, language)),
    ...fact("people", t("For whom"), ages(space, wording)),
    ...fact("seat", t("Room for"), space.capacity && t("{count} people", { count: space.capacity.toLocaleString(language) })),
    ...fact("source", t("Also called"), space.other_names?.join(", ")),
    ...fact("pin", t("Distance"), space.distance_metres !== undefined && t("{distance} in a straight line", { distance: distanceInWords(space.distance_metres, language) })),
    ...wikidata(space.wikidata),
  ];
}

/**
 * @param {IconName} icon @param {string} term
 * @param {string | number | Node | null | undefined | false} value
 * @returns {Node[][]} none where there is no value
 */
function fact(icon, term, value) {
  if (!value) return [];
  const shown = value instanceof Node ? value : String(value);
  const label = element("dt", {}, controlIcon(icon), element("span", {}, term));
  const lang = typeof shown === "string" ? languageOf(shown) : null;
  const isList = shown instanceof HTMLUListElement;
  return [[label, element("dd", { lang, class: isList ? "wide" : null }, shown)]];
}

/** @param {Properties} space @param {"th" | "en"} language */
function hours(space, language) {
  if (!space.opening_hours) return [];
  const lines = hoursInWords(space.opening_hours, language);
  if (!lines) return fact("clock", t("Hours"), element("code", {}, space.opening_hours));
  const list = element("ul", { class: "hours" });
  for (const { days, times } of lines) {
    list.append(element("li", {}, element("span", {}, days), element("span", {}, times)));
  }
  return fact("clock", t("Hours"), list);
}

/** @param {Properties} space @param {CardWording} wording */
function ages(space, { page, language }) {
  const known = page.ageGroups.filter(({ id }) => space.age_groups?.includes(id));
  if (known.length === page.ageGroups.length) return t("Every age");
  return known.map(({ id }) => titleOf(page.ageGroups, id, language)).join(", ");
}

/**
 * Return what a word of a vocabulary is called, the word itself where it is not known.
 * @param {Term[]} terms @param {string} id @param {"th" | "en"} language
 */
function titleOf(terms, id, language) {
  const term = terms.find((each) => each.id === id);
  return (language === "th" ? term?.title_th : term?.title_en) ?? id;
}

/** @param {string | null} number */
function phone(number) {
  if (!number) return [];
  const [first] = number.split(";");
  return fact("phone", t("Phone"), link(`tel:${first.replace(/[^\d+]/g, "")}`, number));
}

/** Only web addresses become links, whatever the source holds. @param {string | null} address */
function website(address) {
  if (!address) return [];
  const url = webAddress(address);
  const shown = address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
  return fact("globe", t("Website"), url ? link(url, shown) : shown);
}

/** @param {string} address @returns {string | null} */
function webAddress(address) {
  try {
    const url = new URL(/^[a-z]+:/i.test(address) ? address : `https://${address}`);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** @param {string | null} address */
function mail(address) {
  if (!address) return [];
  return fact("mail", t("E-mail"), /^[^\s@]+@[^\s@]+$/.test(address) ? link(`mailto:${address}`, address) : address);
}

/** @param {string | null} id */
function wikidata(id) {
  if (!id || !/^Q\d+$/.test(id)) return [];
  return fact("source", "Wikidata", link(WIKIDATA + id, id));
}

/** @param {string} href @param {string} text */
function link(href, text) {
  return element("a", { href, rel: "noopener noreferrer nofollow", target: href.startsWith("http") ? "_blank" : null }, text);
}

/** Say where this comes from and how old it is. @param {Properties} space @param {"th" | "en"} language */
function origin(space, language) {
  const line = element("p", { class: "origin" });
  line.append(t("Source"), ": ", sourceLink(space));
  if (space.updated_at) {
    const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date(space.updated_at));
    line.append(" · ", t("updated {date}", { date }));
  }
  return line;
}

/** @param {Properties} space */
function sourceLink(space) {
  const identity = String(space.source_id ?? "");
  const types = { n: "node", w: "way", r: "relation" };
  const [, type, number] = OSM_OBJECT.exec(identity) ?? [];
  const [, letter, digits] = OSM_LETTER.exec(identity) ?? [];
  if (space.source !== "osm") return space.source ?? t("unknown");
  if (type) return link(`${OSM}${type}/${number}`, "OpenStreetMap");
  if (letter) return link(`${OSM}${types[/** @type {"n"} */ (letter)]}/${digits}`, "OpenStreetMap");
  return "OpenStreetMap";
}
