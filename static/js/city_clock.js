/** Wall clocks of cities: what stands on them, and which moment that is. */

/**
 * Give a wall clock the offset that holds there and then (RFC 3339).
 * @param {string} wall as 2026-11-28T14:00
 * @param {string} zone
 */
export function withOffset(wall, zone) {
  const asIfUtc = new Date(`${wall}:00Z`);
  const offset = offsetAt(new Date(asIfUtc.getTime() - minutesOf(offsetAt(asIfUtc, zone)) * 60_000), zone);
  return `${wall}:00${offset}`;
}

/** @param {Date} moment @param {string} zone @returns {string} as +07:00 */
function offsetAt(moment, zone) {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name.replace("GMT", "") || "+00:00";
}

/** @param {string} offset */
function minutesOf(offset) {
  const [hours, minutes] = offset.slice(1).split(":").map(Number);
  return (offset[0] === "-" ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * Return what stands on the wall clock of a zone at a moment, as 2026-11-28T14:00.
 * @param {Date} moment
 * @param {string} zone
 */
export function wallClock(moment, zone) {
  return moment.toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T").slice(0, 16);
}
