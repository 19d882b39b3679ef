/** The ways to have what is chosen, each with a button that copies it. */

import { curlRecipe, pythonRecipe, qgisRecipe } from "./data_recipes.js";
import { collectionOf, exportUrl, formatOf, pathOf } from "./data_state.js";
import { element, find } from "./dom.js";
import { announce } from "./notices.js";
import { t } from "./words.js";

/** @typedef {import("./data_types").DataPage} DataPage */
/** @typedef {import("./data_types").DataState} DataState */

const SAID_MS = 2_500;

/** @param {DataPage} page @param {DataState} state */
export function showWays(page, state) {
  const collection = collectionOf(page, state.collection);
  const url = exportUrl(state, collection);
  const format = formatOf(page, state.format);
  const download = /** @type {HTMLAnchorElement} */ (find("#download"));
  download.href = pathOf(url);
  find("#download-words").textContent = t("Download {format}", { format: format.title });
  find("#way-url").replaceChildren(copied(url, "URL"));
  find("#way-curl").replaceChildren(copied(curlRecipe(url), "curl"));
  const program = pythonRecipe(url, {
    collection: collection.id,
    format: format.id,
    geometry: collection.geometry,
  });
  find("#way-python").replaceChildren(copied(program, "Python"));
  const { features, tiles } = qgisRecipe(state, collection, page.urls.api);
  find("#way-qgis").replaceChildren(...features.map(step));
  find("#way-qgis-tiles").replaceChildren(...tiles.map(step));
}

/** @param {import("./data_recipes.js").Step} step */
function step({ say, value }) {
  return element("li", {}, element("span", {}, say), value ? copied(value, "QGIS") : null);
}

/** Return a text with a button that copies it. @param {string} text @param {string} name */
function copied(text, name) {
  const button = element("button", { type: "button", class: "button copy", "aria-label": [t("Copy"), name].join(" ") }, t("Copy"));
  button.addEventListener("click", () => copy(button, text));
  const code = element("pre", { tabindex: "0", role: "group", "aria-label": name }, element("code", {}, text));
  return element("div", { class: "copied" }, code, button);
}

/** @param {HTMLButtonElement} button @param {string} text */
async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = t("Copied");
  } catch {
    button.textContent = t("Select it and copy it by hand");
  }
  announce(button.textContent ?? "");
  setTimeout(() => {
    button.textContent = t("Copy");
  }, SAID_MS);
}
