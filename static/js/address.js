/** Keeps the address bar and the state the same thing. */

import { isStep, readState, writeState } from "./state.js";
import { debounced } from "./dom.js";

/** @typedef {import("./store.js").Store} Store */

const MOVE_PAUSE_MS = 250;

/**
 * Write each change into the address, a step in the history where "back" should undo it, and
 * follow the history when people go through it.
 * @param {Store} store
 * @param {HTMLAnchorElement} languageLink leads to the same state in the other language
 */
export function setUpAddress(store, languageLink) {
  const replace = () => history.replaceState(null, "", writeState(store.state));
  const replaceSoon = debounced(MOVE_PAUSE_MS, replace);
  let isReturning = false;

  const link = () => {
    const language = store.state.language === "th" ? "en" : "th";
    languageLink.href = writeState({ ...store.state, language });
  };

  store.onChange((after, before) => {
    link();
    if (isReturning) return;
    if (isStep(before, after)) history.pushState(null, "", writeState(after));
    else replaceSoon();
  });
  window.addEventListener("popstate", () => {
    isReturning = true;
    store.change(readState(location.search, store.state.language));
    isReturning = false;
  });
  replace();
  link();
}
