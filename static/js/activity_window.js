/** Which days the slider of activities stands for, and what happens on them. */

/** @typedef {import("./living_types").Happening} Happening */
/** @typedef {"day" | "week"} Step */
/** @typedef {{first: string, last: string}} Window days as 2026-11-28, both within */

export const WEEKS = 8;
const DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Return how many windows of a step there are, the first of which begins today.
 * @param {Step} step
 */
export function windowCount(step) {
  return step === "day" ? WEEKS * DAYS : WEEKS;
}

/**
 * Return the window at a position of the slider; one beyond its end is the last.
 * @param {Step} step
 * @param {number} position from 0
 * @param {string} today as 2026-11-24, on the clock of the city
 * @returns {Window}
 */
export function windowAt(step, position, today) {
  const days = step === "day" ? 1 : DAYS;
  const at = Math.max(0, Math.min(position, windowCount(step) - 1));
  return { first: dayOn(today, at * days), last: dayOn(today, at * days + days - 1) };
}

/**
 * Return the position at which a day is shown by another step.
 * @param {Step} step
 * @param {string} day
 * @param {string} today
 */
export function positionOf(step, day, today) {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / DAY_MS);
  return Math.max(0, Math.min(step === "day" ? days : Math.floor(days / DAYS), windowCount(step) - 1));
}

/**
 * Return what happens within a window for somebody of an age group, in order.
 * @param {Happening[]} happenings times on the clock of their city
 * @param {Window} window
 * @param {string} [ageGroup] empty: whoever; what is for no age in particular is for all
 */
export function happeningsWithin(happenings, { first, last }, ageGroup = "") {
  return happenings
    .filter(({ starts_at, ends_at }) => starts_at.slice(0, 10) <= last && lastDay(ends_at) >= first)
    .filter(({ age_groups: ages }) => !ageGroup || !ages.length || ages.includes(ageGroup))
    .sort((one, other) => (one.starts_at < other.starts_at ? -1 : Number(one.starts_at > other.starts_at)));
}

/**
 * Return the places where something happens, each with what happens there; none that stand nowhere.
 * @param {Happening[]} happenings
 */
export function spotsOf(happenings) {
  /** @type {Map<number, {space: Happening["space"] & {lon: number, lat: number}, happenings: Happening[]}>} */
  const spots = new Map();
  for (const each of happenings) {
    const { id, lon, lat } = each.space;
    if (lon === null || lat === null) continue;
    if (!spots.has(id)) spots.set(id, { space: { ...each.space, lon, lat }, happenings: [] });
    spots.get(id)?.happenings.push(each);
  }
  return [...spots.values()];
}

/**
 * Return the box around spots, null around none.
 * @param {{space: {lon: number, lat: number}}[]} spots
 * @returns {import("./types").Box | null}
 */
export function boxOfSpots(spots) {
  if (!spots.length) return null;
  const lons = spots.map(({ space }) => space.lon);
  const lats = spots.map(({ space }) => space.lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/**
 * Say whether a box lies in another one.
 * @param {import("./types").Box} inner @param {import("./types").Box} outer
 */
export function isWithin([west, south, east, north], [left, bottom, right, top]) {
  return west >= left && south >= bottom && east <= right && north <= top;
}

/**
 * Say which days a window stands for.
 * @param {Window} window
 * @param {"th" | "en"} language
 */
export function windowInWords({ first, last }, language) {
  const named = (/** @type {string} */ day, /** @type {Intl.DateTimeFormatOptions} */ options) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(new Date(day));
  if (first === last) return named(first, { weekday: "long", day: "numeric", month: "long" });
  return `${named(first, { day: "numeric", month: "short" })} – ${named(last, { day: "numeric", month: "short" })}`;
}

/** @param {string} today @param {number} days */
function dayOn(today, days) {
  return new Date(Date.parse(today) + days * DAY_MS).toISOString().slice(0, 10);
}

/** What ends at midnight does not reach into the next day. @param {string} ends */
function lastDay(ends) {
  const day = ends.slice(0, 10);
  return ends.slice(11, 16) === "00:00" ? dayOn(day, -1) : day;
}
