/** The page of a scanned code: asks for the stamp once, keeps it, and says what it is. */

import { send } from "./api.js";
import { deviceId } from "./device_id.js";
import { element, find } from "./dom.js";
import { withStamp } from "./passport_book.js";
import { keepStamps, keptStamps } from "./passport_store.js";
import { bodyTitles, dayInWords, spaceTitle } from "./passport_words.js";
import { t } from "./words.js";

/** @typedef {import("./route_types").PassportPage} PassportPage */
/** @typedef {import("./route_types").Stamp} Stamp */

/** @param {PassportPage} page */
export async function askForStamp(page) {
  const title = find("#scan-title");
  const body = find("#scan-body");
  try {
    const { data } = await send(page.urls.stamps, { body: { token: page.token, device: deviceId() } });
    const isKept = keepStamps(withStamp(keptStamps(), data));
    title.textContent = t("Stamped");
    body.replaceChildren(...told(data, page, isKept));
    find("#scan").classList.add("is-stamped");
  } catch (error) {
    title.textContent = t("No stamp this time");
    body.replaceChildren(element("p", {}, error instanceof Error ? error.message : String(error)));
  }
}

/** @param {Stamp} stamp @param {PassportPage} page @param {boolean} isKept */
function told(stamp, page, isKept) {
  return [
    element("p", { class: "scan-place" }, spaceTitle(stamp, page.language)),
    element("p", {}, [dayInWords(stamp.at, page.language), t("{minutes} min", { minutes: stamp.minutes }), bodyTitles(stamp.bodies, page)].join(" · ")),
    !isKept && element("p", { class: "remark" }, t("This browser keeps nothing, so the stamp is lost when you close it; use another window.")),
  ].filter((each) => each !== false);
}
