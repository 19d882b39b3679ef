/** One value that changes, and who wants to know. */

/** @typedef {import("./types").State} State */
/** @typedef {(state: State, before: State) => void} Listener */

export class Store {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    /** @type {Listener[]} */
    this._listeners = [];
  }

  /**
   * Change some fields; listeners hear of it when something is different afterwards.
   * @param {Partial<State>} changes
   */
  change(changes) {
    const before = this.state;
    const after = { ...before, ...changes };
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    this.state = after;
    for (const listener of this._listeners) listener(after, before);
  }

  /** @param {Listener} listener */
  onChange(listener) {
    this._listeners.push(listener);
  }
}

/**
 * Say whether any of the named fields differs.
 * @param {State} after
 * @param {State} before
 * @param {...(keyof State)} names
 */
export function differs(after, before, ...names) {
  return names.some((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
}
