/** One value that changes, and who wants to know. */

/** @typedef {import("./types").State} State */
/** @template S @typedef {(state: S, before: S) => void} Listener */

/** @template {object} [S=State] */
export class Store {
  /** @param {S} state */
  constructor(state) {
    this.state = state;
    /** @type {any[]} listeners; loosely typed, so that a store of more is one of less */
    this._listeners = [];
  }

  /**
   * Change some fields; listeners hear of it when something is different afterwards.
   * @param {Partial<S>} changes
   */
  change(changes) {
    const before = this.state;
    const after = { ...before, ...changes };
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    this.state = after;
    for (const listener of this._listeners) listener(after, before);
  }

  /** @param {Listener<S>} listener */
  onChange(listener) {
    this._listeners.push(listener);
  }
}

/**
 * Say whether any of the named fields differs.
 * @template {object} [S=State]
 * @param {S} after
 * @param {S} before
 * @param {...(keyof S)} names
 */
export function differs(after, before, ...names) {
  return names.some((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
}
