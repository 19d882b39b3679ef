/** Opening hours as one sets them by days and two clocks, from and to the syntax of OpenStreetMap. */

// https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
export const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const SHORTEST_RUN = 3; // two days in a row are named both
const SIMPLE = /^([A-Z][a-z](?:[-,][A-Z][a-z])*) (\d\d:\d\d)-(\d\d:\d\d)$/;

/** @typedef {{days: string[], from: string, to: string}} Hours clocks as "08:30" */

/**
 * Return hours in OSM syntax, empty where no day or no clock is chosen.
 * @param {Hours} hours
 */
export function writeHours({ days, from, to }) {
  if (!days.length || !from || !to) return "";
  return `${runs(days).map(written).join(",")} ${from}-${to}`;
}

/**
 * Read what `writeHours` writes; null for hours that say more.
 * @param {string | null} text
 * @returns {Hours | null}
 */
export function readHours(text) {
  const [, days, from, to] = SIMPLE.exec(text ?? "") ?? [];
  if (!days) return null;
  const found = days.split(",").flatMap((part) => {
    const [first, last = first] = part.split("-").map((day) => DAYS.indexOf(day));
    return first < 0 || last < first ? [null] : DAYS.slice(first, last + 1);
  });
  return found.includes(null) ? null : { days: /** @type {string[]} */ (found), from, to };
}

/**
 * Return what a day of the week is called, in short.
 * @param {string} day as OSM writes it
 * @param {"th" | "en"} language
 */
export function dayName(day, language) {
  const date = new Date(MONDAY + DAYS.indexOf(day) * DAY_MS);
  return new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" }).format(date);
}

/** Return days of the week in order, those that follow each other together. @param {string[]} days */
function runs(days) {
  /** @type {string[][]} */
  const found = [];
  DAYS.forEach((day, at) => {
    if (!days.includes(day)) return;
    if (at && days.includes(DAYS[at - 1])) found[found.length - 1].push(day);
    else found.push([day]);
  });
  return found;
}

/** @param {string[]} run */
function written(run) {
  return run.length < SHORTEST_RUN ? run.join(",") : `${run[0]}-${run[run.length - 1]}`;
}
