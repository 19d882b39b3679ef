/** Keeps the address bar and the state the same thing. */

import { debounced } from "./dom.js";

/** @typedef {import("./types").PageState} PageState */
/**
 * @template {PageState} S
 * @typedef {object} Codec how a state stands in the query of a URL
 * @property {(search: string, language: "th" | "en") => S} read
 * @property {(state: S) => string} write
 * @property {(before: S, after: S) => boolean} isStep whether "back" should undo a change
 */

const MOVE_PAUSE_MS = 250;

/**
 * Write each change into the address, a step in the history where "back" should undo it, and
 * follow the history when people go through it.
 * @template {PageState} S
 * @param {import("./store.js").Store<S>} store
 * @param {HTMLAnchorElement} languageLink leads to the same state in the other language
 * @param {Codec<S>} codec
 */
export function setUpAddress(store, languageLink, { read, write, isStep }) {
  const replace = () => history.replaceState(null, "", write(store.state));
  const replaceSoon = debounced(MOVE_PAUSE_MS, replace);
  let isReturning = false;

  const link = () => {
    const language = store.state.language === "th" ? "en" : "th";
    languageLink.href = write({ ...store.state, language });
  };

  store.onChange((after, before) => {
    link();
    if (isReturning) return;
    if (isStep(before, after)) history.pushState(null, "", write(after));
    else replaceSoon();
  });
  window.addEventListener("popstate", () => {
    isReturning = true;
    store.change(read(location.search, store.state.language));
    isReturning = false;
  });
  replace();
  link();
}
