/** How a page begins: with what the server hands over, and on a map with the cities. */

import { getJson, setLanguage } from "./api.js";
import { find } from "./dom.js";
import { fillIcons } from "./icons.js";
import { showFailure } from "./notices.js";
import { setMessages } from "./words.js";

/** @typedef {import("./types").City} City */

/** Take over what the server hands to the page: its wording, its language, its icons. */
export function takeOver() {
  const page = JSON.parse(find("#page-data").textContent ?? "");
  setMessages(page.messages);
  setLanguage(page.language);
  fillIcons();
  return page;
}

/**
 * Fetch the cities and show the page; where there is none say how to bring one.
 * @param {string} url
 * @param {(cities: City[]) => void} show
 */
export async function showWithCities(url, show) {
  try {
    const { cities } = /** @type {{cities: City[]}} */ (await getJson(url));
    document.documentElement.classList.remove("is-loading");
    if (cities.length) show(cities);
    else find("#no-city").hidden = false;
  } catch (error) {
    document.documentElement.classList.remove("is-loading");
    showFailure("cities", error, () => showWithCities(url, show));
  }
}
