/** Where the card tells what lives at its space: asked for once the card is there. */

import { fillUrl, getJson } from "./api.js";
import { element } from "./dom.js";
import { livingSections } from "./living.js";
import { t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {{page: Page, timezone: string, signal: AbortSignal}} Parts */

/**
 * Add what lives at a space to its card, before the line that says where the space is from.
 * @param {HTMLElement} body of the card
 * @param {number} id of the space
 * @param {Parts} parts
 */
export async function addLiving(body, id, { page, timezone, signal }) {
  const { language, urls, bodies, noteKinds } = page;
  const link = element("a", { href: fillUrl(urls.spacePage, { id }, { lang: language }) }, t("All about this place on its page"));
  const box = element("div", { class: "living-box" }, element("p", { class: "living-page" }, link));
  const origin = body.querySelector(".origin");
  if (origin) origin.before(box);
  else body.append(box);
  try {
    const living = await getJson(fillUrl(urls.living, { id }), { signal });
    box.prepend(...livingSections(living, { language, timezone, bodies, noteKinds }));
  } catch {
    // The card is whole without it: no network, or the card is another one by now.
  }
}
