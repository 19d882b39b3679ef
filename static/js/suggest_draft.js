/** What somebody was writing, kept on the device until it is sent: no connection loses it. */

/** @typedef {import("./suggest_proposal.js").Fields} Fields */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Shelf */

const PREFIX = "geoservice suggestion ";

export class Drafts {
  /** @param {Shelf | null} shelf null where the browser keeps nothing */
  constructor(shelf) {
    this._shelf = shelf;
  }

  /**
   * Return what was written about a subject, over what stands there first.
   * @param {string} subject
   * @param {Fields} first
   * @returns {Fields}
   */
  read(subject, first) {
    try {
      const kept = JSON.parse(this._shelf?.getItem(PREFIX + subject) ?? "{}");
      const known = Object.entries(kept).filter(([name, value]) => name in first && sameType(value, first[/** @type {keyof Fields} */ (name)]));
      return { ...first, ...Object.fromEntries(known) };
    } catch {
      return first;
    }
  }

  /** @param {string} subject @param {Fields} fields */
  keep(subject, fields) {
    try {
      this._shelf?.setItem(PREFIX + subject, JSON.stringify(fields));
    } catch {
      // full, or not allowed: it stands in the form as long as that is open
    }
  }

  /** @param {string} subject */
  forget(subject) {
    this._shelf?.removeItem(PREFIX + subject);
  }
}

/** Return the device's own shelf, null where it may not be used. */
export function deviceShelf() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** @param {unknown} one @param {unknown} other */
function sameType(one, other) {
  return typeof one === typeof other && Array.isArray(one) === Array.isArray(other);
}
