/** Giving a route stars: once a device, changed as often as one likes. */

import { send } from "./api.js";
import { deviceId } from "./device_id.js";
import { find } from "./dom.js";
import { t } from "./words.js";

const KEY = "geoservice.ratings";

/** @param {{url: string, route: number}} options */
export function setUpRating({ url, route }) {
  const form = find("#rating");
  mark(given()[route]);
  form.addEventListener("change", async (event) => {
    const stars = Number(/** @type {HTMLInputElement} */ (event.target).value);
    const note = find("#rating-note");
    try {
      const { data } = await send(url, { body: { stars, rater: deviceId() } });
      find("#stars-said").textContent = t("{stars} of 5 (ratings: {count})", { stars: data.stars, count: data.ratings });
      note.textContent = t("Thank you. You gave {stars} of 5.", { stars });
      keep(route, stars);
    } catch (error) {
      note.textContent = error instanceof Error ? error.message : String(error);
      mark(given()[route]);
    }
  });
}

/** @param {number | undefined} stars */
function mark(stars) {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("#rating input"))) {
    input.checked = Number(input.value) === stars;
  }
}

/** What this device gave, by route. @returns {Record<number, number>} */
function given() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {number} route @param {number} stars */
function keep(route, stars) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...given(), [route]: stars }));
  } catch {
    // nothing can be kept here: the stars count all the same
  }
}
