/** The legend that filters: kinds with their number, ages, open now, wheelchair. */

import { find } from "./dom.js";
import { NO_FILTER, isFiltered } from "./state.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./types").State} State */

/**
 * Connect the filter form of the template with the state.
 * @param {Store} store
 * @param {string[]} kinds all there are
 * @returns {(counts: Record<string, number>) => void} shows how many spaces each kind has
 */
export function setUpFilters(store, kinds) {
  /** @type {HTMLFormElement} */
  const form = find("#filters");
  form.addEventListener("change", () => store.change(readForm(form, kinds)));
  form.addEventListener("submit", (event) => event.preventDefault());
  find("#all-kinds").addEventListener("click", () => store.change({ kinds: null }));
  find("#no-kinds").addEventListener("click", () => store.change({ kinds: [] }));
  for (const reset of document.querySelectorAll("[data-reset-filters]")) {
    reset.addEventListener("click", () => store.change(NO_FILTER));
  }
  store.onChange((state) => writeForm(form, state));
  writeForm(form, store.state);
  return (counts) => showCounts(form, counts);
}

/** @param {HTMLFormElement} form @param {string[]} kinds @returns {Partial<State>} */
function readForm(form, kinds) {
  const data = new FormData(form);
  const chosen = data.getAll("kind").map(String);
  return {
    kinds: chosen.length === kinds.length ? null : chosen,
    ages: data.getAll("age").map(String),
    open: data.has("open"),
    wheelchair: /** @type {State["wheelchair"]} */ (data.get("wheelchair") ?? ""),
  };
}

/** @param {HTMLFormElement} form @param {State} state */
function writeForm(form, state) {
  for (const box of form.querySelectorAll("input")) {
    if (box.name === "kind") box.checked = !state.kinds || state.kinds.includes(box.value);
    if (box.name === "age") box.checked = state.ages.includes(box.value);
    if (box.name === "open") box.checked = state.open;
    if (box.name === "wheelchair") box.checked = state.wheelchair === box.value;
  }
  const filtered = isFiltered(state);
  document.documentElement.classList.toggle("is-filtered", filtered);
  find("#filter-mark").hidden = !filtered;
}

/** @param {HTMLFormElement} form @param {Record<string, number>} counts */
function showCounts(form, counts) {
  for (const place of form.querySelectorAll("[data-count-of]")) {
    const count = counts[place.getAttribute("data-count-of") ?? ""] ?? 0;
    place.textContent = count.toLocaleString("en");
    place.closest("label")?.classList.toggle("is-empty", count === 0);
  }
}
