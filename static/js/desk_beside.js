/** What stands below the form of an entry: its pictures, its sheets, what it runs, its history. */

import { fillUrl, getMarked } from "./api.js";
import { historyList } from "./desk_history.js";
import { MediaList } from "./desk_media.js";
import { spaceName, tellFailure } from "./desk_parts.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */

/**
 * @param {string} collection
 * @param {number} id
 * @param {Bench} bench
 * @param {() => void} reopen shows the entry as it is by now
 * @returns {HTMLElement[]}
 */
export function besideForm(collection, id, bench, reopen) {
  const { urls } = bench.page;
  const history = element("details", {}, element("summary", {}, t("History of this entry")));
  history.addEventListener("toggle", () => {
    if (history.open && history.children.length === 1) history.append(historyList(bench, { layer: collection, id }, reopen));
  });
  const link = (/** @type {string} */ url, /** @type {string} */ words) => element("a", { href: fillUrl(url, { id }) }, words);
  const media = collection === "knowledge" ? [new MediaList(id, bench).element] : [];
  const sheets = collection === "spaces" ? [element("p", {}, link(urls.stampSheet, t("Stamp sheet of this space")), " · ", link(urls.spacePage, t("Its page")), " · ", link(urls.doorSheet, t("Sheet for its door")))] : [];
  const run = collection === "partners" ? [spacesRun(id, bench, reopen)] : [];
  return [...media, ...sheets, ...run, history];
}

/** The spaces that a partner runs; which those are is said at each space. @param {number} id @param {Bench} bench @param {() => void} retry */
function spacesRun(id, bench, retry) {
  const { page, city } = bench;
  const list = element("ul", { class: "desk-names" });
  getMarked(fillUrl(page.urls.spaces, {}, { city: city.id, partner_id: id, limit: 100 })).then(({ data }) => {
    list.replaceChildren(...data.features.map((/** @type {any} */ each) => element("li", {}, element("a", { href: `?tab=spaces&id=${each.id}&city=${city.id}&lang=${page.language}` }, spaceName({ id: each.id, ...each.properties }, bench)))));
  }, (error) => tellFailure(error, retry));
  return element("section", {}, element("h3", {}, t("Spaces it runs")), element("p", { class: "hint" }, t("Say at a space which partner runs it.")), list);
}
