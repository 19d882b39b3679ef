/** Stamps in words. */

import { nameIn, t } from "./words.js";

/** @typedef {import("./route_types").PassportPage} PassportPage */
/** @typedef {import("./route_types").Stamp} Stamp */

/** @param {Stamp} stamp @param {"th" | "en"} language */
export function spaceTitle({ space }, language) {
  return nameIn(space, language) || t("Learning space {id}", { id: space.id });
}

/** The day of a stamp, as the city's clock said. @param {string} at @param {"th" | "en"} language */
export function dayInWords(at, language) {
  const day = new Date(`${at.slice(0, 10)}T12:00:00Z`);
  const form = new Intl.DateTimeFormat(language === "th" ? "th-TH" : "en-GB", { dateStyle: "medium", timeZone: "UTC" });
  return form.format(day);
}

/** @param {string[]} bodies @param {PassportPage} page */
export function bodyTitles(bodies, page) {
  return bodies.map((body) => bodyTitle(body, page)).join(", ");
}

/** @param {string} body @param {PassportPage} page */
export function bodyTitle(body, { bodies, language }) {
  const term = bodies.find(({ id }) => id === body);
  return (language === "th" ? term?.title_th : term?.title_en) ?? body;
}

/** @param {number} minutes */
export function timeInWords(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!hours) return t("{minutes} min", { minutes: rest });
  return rest ? t("{hours} h {minutes} min", { hours, minutes: rest }) : t("{hours} h", { hours });
}
