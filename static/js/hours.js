/** Opening hours in words: the common part of the OSM syntax; the rest is shown as it is written. */

import { t } from "./words.js";

// https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)";
const CLOCK = "\\d{1,2}:\\d{2}";
const SPAN = `${CLOCK}\\s*-\\s*${CLOCK}`;
const RULE = new RegExp(
  `^(?<days>${DAY}(?:-${DAY})?(?:\\s*,\\s*${DAY}(?:-${DAY})?)*)?:?\\s*` +
    `(?<times>24/7|off|closed|open|${SPAN}(?:\\s*,\\s*${SPAN})*)?$`,
);
const MORE_DAYS = new RegExp(`(\\d|off|closed|open)\\s*,\\s*(?=${DAY})`, "g");
const MONDAY = Date.UTC(2024, 0, 1);

/** @typedef {{days: string, times: string}} HoursLine */

/**
 * Return opening hours as lines for people.
 * @param {string} text in OSM syntax
 * @param {"th" | "en"} language
 * @returns {HoursLine[] | null} null where the text says more than these lines could
 */
export function hoursInWords(text, language) {
  const rules = text.replace(MORE_DAYS, "$1;").split(/\s*;\s*/).filter(Boolean);
  const lines = rules.map((rule) => ruleInWords(rule.trim(), language));
  return lines.length && lines.every(Boolean) ? /** @type {HoursLine[]} */ (lines) : null;
}

/** @param {string} rule @param {"th" | "en"} language */
function ruleInWords(rule, language) {
  if (rule === "24/7") return { days: t("Every day"), times: t("24 hours") };
  const parts = RULE.exec(rule)?.groups;
  if (!parts || !(parts.days || parts.times)) return null;
  return {
    days: parts.days ? daysInWords(parts.days, language) : t("Every day"),
    times: timesInWords(parts.times ?? "24/7", language),
  };
}

/** @param {string} text @param {"th" | "en"} language */
function daysInWords(text, language) {
  const parts = text.split(/\s*,\s*/).map((part) => {
    const [first, last] = part.split("-");
    if (first === "Mo" && last === "Su") return t("Every day");
    if (!last) return dayName(first, language);
    return t("{first} to {last}", {
      first: dayName(first, language),
      last: dayName(last, language),
    });
  });
  return new Intl.ListFormat(language, { type: "unit", style: "short" }).format(parts);
}

/** @param {string} day @param {"th" | "en"} language */
function dayName(day, language) {
  if (day === "PH") return t("public holidays");
  if (day === "SH") return t("school holidays");
  const date = new Date(MONDAY + DAYS.indexOf(day) * 86_400_000);
  return new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(date);
}

/** @param {string} text @param {"th" | "en"} language */
function timesInWords(text, language) {
  if (text === "24/7" || text === "open") return t("24 hours");
  if (text === "off" || text === "closed") return t("closed");
  const spans = text.split(/\s*,\s*/).map((span) => span.replace(/\s*-\s*/, "–"));
  if (spans.length === 1 && /^0?0:00–24:00$/.test(spans[0])) return t("24 hours");
  return language === "th" ? `${spans.join(", ").replaceAll(":", ".")} น.` : spans.join(", ");
}

/**
 * Say whether a space is open, and until when.
 * @param {{open_now?: string, next_change?: string | null}} space
 * @param {{language: "th" | "en", timezone: string, now?: Date}} options
 */
export function openInWords(space, { language, timezone, now = new Date() }) {
  const isOpen = space.open_now === "open";
  if (!isOpen && space.open_now !== "closed") return t("Opening hours are not known");
  if (!space.next_change) return isOpen ? t("Open now") : t("Closed now");
  const when = momentInWords(new Date(space.next_change), { language, timezone, now });
  return isOpen ? t("Open now, closes {when}", { when }) : t("Closed now, opens {when}", { when });
}

/**
 * @param {Date} moment
 * @param {{language: "th" | "en", timezone: string, now: Date}} options
 */
function momentInWords(moment, { language, timezone, now }) {
  const clock = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: timezone,
  }).format(moment);
  const time = language === "th" ? `${clock.replace(":", ".")} น.` : clock;
  const day = (/** @type {Date} */ date) => date.toLocaleDateString("en-CA", { timeZone: timezone });
  if (day(moment) === day(now)) return t("at {time}", { time });
  const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: timezone });
  return t("on {day} at {time}", { day: weekday.format(moment), time });
}
