/** Times of a walk in words, and its strip: what one does when. */

import { stopsOf } from "./walk_answer.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./types").WalkedStop} WalkedStop */
/** @typedef {{language: "th" | "en", timezone: string}} Clock */
/** @typedef {{doing: "walking" | "staying", seconds: number, from: number, stop: WalkedStop | null}} Part `from` in seconds after departure */

/**
 * Word a span of time in hours and minutes.
 * @param {number} seconds
 */
export function durationInWords(seconds) {
  const all = seconds > 0 ? Math.max(1, Math.round(seconds / 60)) : 0;
  const [hours, minutes] = [Math.floor(all / 60), all % 60];
  if (!hours) return t("{minutes} min", { minutes });
  return minutes ? t("{hours} h {minutes} min", { hours, minutes }) : t("{hours} h", { hours });
}

/**
 * Word a time of day.
 * @param {string} moment RFC 3339
 * @param {Clock} clock
 */
export function clockInWords(moment, { language, timezone }) {
  const time = bareClock(moment, timezone);
  return language === "th" ? `${time.replace(":", ".")} น.` : time;
}

/** @param {string} from @param {string} to @param {Clock} clock */
export function spanInWords(from, to, { language, timezone }) {
  const span = `${bareClock(from, timezone)}–${bareClock(to, timezone)}`;
  return language === "th" ? `${span.replaceAll(":", ".")} น.` : span;
}

/**
 * Word the day, empty where it is today.
 * @param {string} moment RFC 3339
 * @param {Clock & {now?: Date}} clock
 */
export function dayInWords(moment, { language, timezone, now = new Date() }) {
  const day = (/** @type {Date} */ date) => date.toLocaleDateString("en-CA", { timeZone: timezone });
  if (day(new Date(moment)) === day(now)) return "";
  const format = { weekday: "short", day: "numeric", month: "short", timeZone: timezone };
  return new Intl.DateTimeFormat(language, /** @type {any} */ (format)).format(new Date(moment));
}

/** @param {string} moment @param {string} timezone */
function bareClock(moment, timezone) {
  const format = { hour: "2-digit", minute: "2-digit", timeZone: timezone };
  return new Intl.DateTimeFormat("en-GB", /** @type {any} */ (format)).format(new Date(moment));
}

/**
 * Say whether one finds a stop open.
 * @param {WalkedStop["properties"]} stop
 * @param {Clock} clock
 */
export function opennessInWords({ open, hours_known: isKnown, opens, closes }, clock) {
  if (!isKnown || open === null) return t("Opening hours are not known");
  if (!open) return opens ? t("Closed then, opens {when}", { when: clockInWords(opens, clock) }) : t("Closed then");
  return closes ? t("Open until {when}", { when: clockInWords(closes, clock) }) : t("Open");
}

/** @param {WalkedStop["properties"]} stop @returns {"open" | "closed" | "unknown"} */
export function openness({ open, hours_known: isKnown }) {
  if (!isKnown || open === null) return "unknown";
  return open ? "open" : "closed";
}

/**
 * Return what one does from departure to arrival, without gaps; waiting for a door counts as
 * staying.
 * @param {WalkAnswer} answer
 * @returns {Part[]}
 */
export function partsOf(answer) {
  const begin = Date.parse(answer.walk.depart);
  const since = (/** @type {string} */ moment) => (Date.parse(moment) - begin) / 1000;
  /** @type {Part[]} */
  const parts = [];
  let at = 0;
  for (const stop of stopsOf(answer)) {
    const [arrive, leave] = [since(stop.properties.arrive), since(stop.properties.leave)];
    if (arrive > at) parts.push({ doing: "walking", seconds: arrive - at, from: at, stop: null });
    if (leave > arrive) parts.push({ doing: "staying", seconds: leave - arrive, from: arrive, stop });
    at = leave;
  }
  const end = since(answer.walk.arrive);
  if (end > at) parts.push({ doing: "walking", seconds: end - at, from: at, stop: null });
  return parts;
}

/**
 * Return how many seconds after departure one leaves each stop.
 * @param {WalkAnswer} answer
 */
export function secondsUntilLeaving(answer) {
  const begin = Date.parse(answer.walk.depart);
  return stopsOf(answer).map(({ properties }) => (Date.parse(properties.leave) - begin) / 1000);
}

/**
 * Say in one sentence what the strip draws.
 * @param {WalkAnswer} answer
 * @param {"th" | "en"} language
 */
export function stripInWords(answer, language) {
  const parts = partsOf(answer).map(({ doing, seconds, stop }) =>
    doing === "walking"
      ? t("walk {duration}", { duration: durationInWords(seconds) })
      : t("{place} {duration}", { place: nameIn(stop?.properties ?? {}, language) || t("Point on the map"), duration: durationInWords(seconds) }),
  );
  return t("The walk in time: {parts}", { parts: parts.join(", ") });
}
