/** The stamps of a passport: added, summed, written to a file and read back. Pure. */

/** @typedef {import("./route_types").Stamp} Stamp */
/** @typedef {{device: string, stamps: Stamp[]}} Book `device` is the id that its stamps were given to */

export const FORMAT = "geoservice-passport";
const MOST_STAMPS = 1000; // as many the server adds up

/** Return the stamps with one more, each place once a day. @param {Stamp[]} stamps @param {Stamp} stamp */
export function withStamp(stamps, stamp) {
  return [...stamps.filter((each) => keyOf(each) !== keyOf(stamp)), stamp];
}

/** Return the stamp of a place on the day of another, null where there is none. @param {Stamp[]} stamps @param {number} space @param {string} day */
export function stampOf(stamps, space, day) {
  return stamps.find((each) => each.space.id === space && each.at.slice(0, 10) === day) ?? null;
}

/** @param {Stamp} stamp */
function keyOf({ space, at }) {
  return `${space.id} ${at.slice(0, 10)}`;
}

/** Return the minutes of each body; a stamp of several shares its minutes among them. @param {Stamp[]} stamps */
export function minutesByBody(stamps) {
  /** @type {Record<string, number>} */
  const sums = {};
  for (const { minutes, bodies } of stamps) {
    for (const [at, body] of bodies.entries()) {
      const share = Math.floor(minutes / bodies.length) + (at < minutes % bodies.length ? 1 : 0);
      sums[body] = (sums[body] ?? 0) + share;
    }
  }
  return sums;
}

/** Return a passport as the text of a file. @param {Book} book */
export function writeBook({ device, stamps }) {
  return JSON.stringify({ format: FORMAT, version: 1, device, stamps }, null, 1);
}

/**
 * Read the text of a file; null where it holds no passport.
 * @param {string} text
 * @returns {Book | null}
 */
export function readBook(text) {
  try {
    const read = JSON.parse(text);
    const isOurs = read?.format === FORMAT && typeof read.device === "string" && Array.isArray(read.stamps);
    if (!isOurs || read.stamps.length > MOST_STAMPS || !read.stamps.every(isStamp)) return null;
    return { device: read.device, stamps: read.stamps };
  } catch {
    return null;
  }
}

/** @param {any} each */
function isStamp(each) {
  return (
    typeof each?.stamp === "string" && typeof each.at === "string" && Number.isFinite(each.minutes) &&
    Number.isInteger(each.space?.id) && Array.isArray(each.bodies) && each.bodies.length > 0 &&
    each.bodies.every((/** @type {unknown} */ body) => typeof body === "string")
  );
}
