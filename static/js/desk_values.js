/** What a field holds: as it is stored, as a form writes it, and as people read it. */

/** @typedef {import("./desk_types").Field} Field */
/** @typedef {import("./desk_types").Values} Values */

export const PLACE = "geometry";
const MINUTE_MS = 60_000;

/** Say whether two stored values are the same; nothing, an empty text and an empty list are. @param {any} one @param {any} other */
export function isSame(one, other) {
  return JSON.stringify(said(one)) === JSON.stringify(said(other));
}

/** @param {any} value */
export function said(value) {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0) ? null : value;
}

/**
 * Return what of `after` differs from `before`.
 * @param {Values} before
 * @param {Values} after
 * @returns {Values}
 */
export function changedValues(before, after) {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => !isSame(before[name], value)));
}

/**
 * @typedef {object} Merge
 * @property {Values} values what both sides agree on, and mine where only I changed something
 * @property {string[]} taken fields that only they changed
 * @property {string[]} conflicts fields that both made something else of; mine stands until it is decided
 */

/**
 * Put my changes on what somebody else made of the same thing meanwhile.
 * @param {Values} base as I read it
 * @param {Values} mine as I want it
 * @param {Values} theirs as it is now
 * @returns {Merge}
 */
export function mergeThree(base, mine, theirs) {
  /** @type {Merge} */
  const merge = { values: { ...mine }, taken: [], conflicts: [] };
  for (const name of Object.keys(mine)) {
    const isMine = !isSame(base[name], mine[name]);
    const isTheirs = !isSame(base[name], theirs[name]);
    if (!isTheirs || isSame(mine[name], theirs[name])) continue;
    if (isMine) merge.conflicts.push(name);
    else {
      merge.values[name] = theirs[name];
      merge.taken.push(name);
    }
  }
  return merge;
}

/**
 * Return the stored value of what stands in a field; throws a text where it is no number.
 * @param {Field} field
 * @param {string | string[]} written
 * @param {string} timezone
 */
export function storedValue(field, written, timezone) {
  if (Array.isArray(written)) return written;
  const text = written.trim();
  if (field.type === "array") return [...new Set(text.split("\n").map((line) => line.trim()).filter(Boolean))];
  if (!text) return null;
  if (field.type === "integer" || field.type === "number") {
    const number = Number(text.replace(/,/g, ""));
    return Number.isFinite(number) ? number : text;
  }
  return field.type === "datetime" ? instantOf(text, timezone) : text;
}

/**
 * Return what stands in a field for a stored value.
 * @param {Field} field
 * @param {any} value
 * @param {string} timezone
 * @returns {string}
 */
export function writtenValue(field, value, timezone) {
  if (value === null || value === undefined) return "";
  if (field.type === "array") return value.join("\n");
  return field.type === "datetime" ? clockOf(value, timezone) : String(value);
}

/** Return a moment as the clock of a city shows it: 2026-11-28T10:00. @param {string} instant @param {string} timezone */
export function clockOf(instant, timezone) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(new Date(instant));
  const of = (/** @type {string} */ type) => parts.find((part) => part.type === type)?.value;
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

/** Return the moment that the clock of a city shows, as RFC 3339 in UTC. @param {string} clock 2026-11-28T10:00 @param {string} timezone */
export function instantOf(clock, timezone) {
  const shown = Date.parse(`${clock}:00Z`);
  if (Number.isNaN(shown)) return clock;
  let moment = shown;
  // The offset is asked where it lands, twice for the hours around a change of the clocks.
  for (let turn = 0; turn < 2; turn += 1) {
    const there = Date.parse(`${clockOf(new Date(moment).toISOString(), timezone)}:00Z`);
    moment += shown - there;
  }
  return new Date(Math.round(moment / MINUTE_MS) * MINUTE_MS).toISOString().replace(".000Z", "Z");
}
