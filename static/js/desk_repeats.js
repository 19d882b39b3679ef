/** How an activity repeats, between the rule of iCalendar (RFC 5545, 3.3.10) and a form of few fields. */

import { clockOf } from "./desk_values.js";

// https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10
export const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/**
 * @typedef {object} Repeat
 * @property {"once" | "weekly" | "monthly" | "other"} how "other": a rule that the form cannot say
 * @property {string[]} days of the week, on which it is weekly
 * @property {"date" | "weekday"} by a month's day, or its first, second … such weekday
 * @property {string} until the last day, YYYY-MM-DD; empty: without an end
 * @property {string} rule as it is stored
 */

/** @param {string | null | undefined} rule @param {string} timezone of the city @returns {Repeat} */
export function readRepeat(rule, timezone) {
  const text = (rule ?? "").trim().replace(/^RRULE:/i, "");
  /** @type {Repeat} */
  const repeat = { how: "once", days: [], by: "date", until: "", rule: text };
  if (!text) return repeat;
  const parts = new Map(text.toUpperCase().split(";").map((part) => /** @type {[string, string]} */ (part.split("=", 2))));
  const known = ["FREQ", "BYDAY", "UNTIL", "BYMONTHDAY", "INTERVAL", "WKST"];
  const isPlain = [...parts.keys()].every((name) => known.includes(name)) && (parts.get("INTERVAL") ?? "1") === "1";
  const days = (parts.get("BYDAY") ?? "").split(",").filter(Boolean);
  repeat.until = lastDay(parts.get("UNTIL") ?? "", timezone);
  const frequency = parts.get("FREQ");
  if (isPlain && frequency === "WEEKLY" && days.every((day) => DAYS.includes(day)) && !parts.has("BYMONTHDAY")) return { ...repeat, how: "weekly", days };
  const isNth = days.length === 1 && /^[1-4][A-Z]{2}$|^-1[A-Z]{2}$/.test(days[0]);
  if (isPlain && frequency === "MONTHLY" && isNth && !parts.has("BYMONTHDAY")) return { ...repeat, how: "monthly", by: "weekday" };
  if (isPlain && frequency === "MONTHLY" && !days.length) return { ...repeat, how: "monthly", by: "date" };
  return { ...repeat, how: "other" };
}

/**
 * Return the rule that a form says, null for what happens once.
 * @param {Repeat} repeat
 * @param {string} start its first day and time on the city's clock: 2026-11-28T10:00
 * @returns {string | null}
 */
export function writeRepeat(repeat, start) {
  if (repeat.how === "once") return null;
  if (repeat.how === "other") return repeat.rule || null;
  const date = new Date(`${start.slice(0, 10)}T00:00:00Z`);
  const isKnown = !Number.isNaN(date.getTime());
  const today = isKnown ? DAYS[(date.getUTCDay() + 6) % 7] : DAYS[0];
  const parts = [`FREQ=${repeat.how.toUpperCase()}`];
  if (repeat.how === "weekly") {
    const days = DAYS.filter((day) => repeat.days.includes(day));
    parts.push(`BYDAY=${(days.length ? days : [today]).join(",")}`);
  } else if (repeat.by === "weekday" && isKnown) {
    const week = Math.ceil(date.getUTCDate() / 7);
    parts.push(`BYDAY=${week > 4 ? -1 : week}${today}`);
  } else if (isKnown) parts.push(`BYMONTHDAY=${date.getUTCDate()}`);
  if (repeat.until) parts.push(`UNTIL=${repeat.until.replaceAll("-", "")}`);
  return parts.join(";");
}

/**
 * Return the next days on which it happens, the first day among them, without those that are skipped.
 * @param {Repeat} repeat
 * @param {string} start 2026-11-28T10:00
 * @param {{skips?: string[], count?: number, since?: string}} [options] `since`: days before it are left out
 * @returns {string[]} days, YYYY-MM-DD; empty where the form cannot say
 */
export function nextDays(repeat, start, { skips = [], count = 5, since = "" } = {}) {
  const first = new Date(`${start.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(first.getTime()) || repeat.how === "other") return [];
  if (repeat.how === "once") return [isoDay(first)];
  const days = repeat.how === "weekly" && repeat.days.length ? repeat.days : null;
  /** @type {string[]} */
  const found = [];
  const day = since > isoDay(first) ? new Date(`${since}T00:00:00Z`) : new Date(first);
  for (let turn = 0; turn < 1500 && found.length < count; turn += 1, day.setUTCDate(day.getUTCDate() + 1)) {
    const text = isoDay(day);
    if (repeat.until && text > repeat.until) break;
    if (happens(day, first, repeat, days) && !skips.includes(text)) found.push(text);
  }
  return found;
}

/** Return the day on which an UNTIL ends in the city, empty for none. @param {string} until @param {string} timezone */
function lastDay(until, timezone) {
  const parts = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/.exec(until);
  if (!parts) return "";
  const [, year, month, day, hour, minute] = parts;
  return hour ? clockOf(`${year}-${month}-${day}T${hour}:${minute}:00Z`, timezone).slice(0, 10) : `${year}-${month}-${day}`;
}

/** @param {Date} day @param {Date} first @param {Repeat} repeat @param {string[] | null} days */
function happens(day, first, repeat, days) {
  const weekday = DAYS[(day.getUTCDay() + 6) % 7];
  const firstWeekday = DAYS[(first.getUTCDay() + 6) % 7];
  if (repeat.how === "weekly") return days ? days.includes(weekday) : weekday === firstWeekday;
  if (repeat.by === "date") return day.getUTCDate() === first.getUTCDate();
  const week = Math.ceil(first.getUTCDate() / 7);
  if (weekday !== firstWeekday) return false;
  return week > 4 ? isLastOfMonth(day) : Math.ceil(day.getUTCDate() / 7) === week;
}

/** @param {Date} day */
function isLastOfMonth(day) {
  const later = new Date(day);
  later.setUTCDate(day.getUTCDate() + 7);
  return later.getUTCMonth() !== day.getUTCMonth();
}

/** @param {Date} date */
function isoDay(date) {
  return date.toISOString().slice(0, 10);
}
