/** A field by which the rows of a table are narrowed to those that hold all words of it. */

import { debounced } from "./dom.js";
import { t } from "./words.js";

const PAUSE_MS = 120;

/**
 * Return whether a text holds every word of what is sought, whatever its case and its spaces.
 * @param {string} text
 * @param {string} sought
 */
export function holds(text, sought) {
  const within = text.toLocaleLowerCase();
  return sought
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => within.includes(word));
}

/** Let the field of the page, if it has one, narrow the table that it names. */
export function setUpTableSearch() {
  const field = document.querySelector("input[data-search]");
  if (!(field instanceof HTMLInputElement)) return;
  const rows = [...document.querySelectorAll(`#${field.dataset.search} tbody tr`)];
  const said = document.querySelector("#search-said");
  const narrow = () => {
    let left = 0;
    for (const row of rows) {
      const fits = holds(row.textContent ?? "", field.value.trim());
      row.toggleAttribute("hidden", !fits);
      if (fits) left += 1;
    }
    if (said) said.textContent = t("{count} of {all} rows", { count: left, all: rows.length });
  };
  field.closest("[hidden]")?.removeAttribute("hidden");
  field.addEventListener("input", debounced(PAUSE_MS, narrow));
}
