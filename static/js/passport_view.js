/** The passport that the device keeps: shown, taken along, brought back, erased, added up. */

import { send } from "./api.js";
import { adoptDeviceId, deviceId, forgetDeviceId } from "./device_id.js";
import { element, find } from "./dom.js";
import { minutesByBody, readBook, writeBook } from "./passport_book.js";
import { erasePassport, keepName, keepStamps, keptName, keptStamps } from "./passport_store.js";
import { bodyTitle, bodyTitles, dayInWords, spaceTitle, timeInWords } from "./passport_words.js";
import { t } from "./words.js";

/** @typedef {import("./route_types").PassportPage} PassportPage */

const FILE = "learning-passport.json";

/** @param {PassportPage} page */
export function setUpPassport(page) {
  const name = /** @type {HTMLInputElement} */ (find("#name"));
  name.value = keptName();
  name.addEventListener("change", () => keepName(name.value.trim()));
  find("#certificate").addEventListener("click", () => certify(page, name.value.trim()));
  find("#export").addEventListener("click", exportBook);
  find("#import").addEventListener("change", (event) => importBook(page, /** @type {HTMLInputElement} */ (event.target)));
  find("#erase").addEventListener("click", () => {
    if (!confirm(t("Erase every stamp of this device? Nobody can bring them back."))) return;
    erasePassport();
    forgetDeviceId();
    name.value = "";
    show(page);
    tell(t("The passport of this device is empty now."));
  });
  show(page);
}

/** @param {PassportPage} page */
function show(page) {
  const stamps = keptStamps();
  find("#empty").hidden = stamps.length > 0;
  find("#full").hidden = stamps.length === 0;
  const sums = minutesByBody(stamps);
  const total = Object.values(sums).reduce((sum, minutes) => sum + minutes, 0);
  const longest = Math.max(1, ...Object.values(sums));
  find("#total").textContent = timeInWords(total);
  find("#count").textContent = t("Stamps: {count}", { count: stamps.length });
  find("#bodies").replaceChildren(...page.bodies.map(({ id }) => bodyLine(bodyTitle(id, page), sums[id] ?? 0, longest)));
  const newest = [...stamps].sort((a, b) => b.at.localeCompare(a.at));
  find("#stamps").replaceChildren(...newest.map((stamp) =>
    element("li", { class: "stamp" },
      element("strong", {}, spaceTitle(stamp, page.language)),
      element("span", { class: "route-facts" }, `${dayInWords(stamp.at, page.language)} · ${timeInWords(stamp.minutes)} · ${bodyTitles(stamp.bodies, page)}`)),
  ));
}

/** @param {string} title @param {number} minutes @param {number} longest */
function bodyLine(title, minutes, longest) {
  const bar = element("span", { class: "bar" });
  bar.style.width = `${(100 * minutes) / longest}%`;
  return element("div", { class: "body-line" }, element("dt", {}, title), element("dd", {}, element("span", { class: "bar-room", "aria-hidden": "true" }, bar), element("span", {}, timeInWords(minutes))));
}

/** Have the stamps added up and signed, and go to the certificate. @param {PassportPage} page @param {string} name */
async function certify(page, name) {
  try {
    const stamps = keptStamps().map(({ stamp }) => stamp);
    const { data } = await send(page.urls.certificate, { body: { stamps, name } });
    location.href = data.link;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
  }
}

function exportBook() {
  const text = writeBook({ device: deviceId(), stamps: keptStamps() });
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  element("a", { href: url, download: FILE }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** @param {PassportPage} page @param {HTMLInputElement} input */
async function importBook(page, input) {
  const [file] = input.files ?? [];
  if (!file) return;
  const book = readBook(await file.text());
  input.value = "";
  if (!book) return tell(t("This file holds no learning passport."));
  if (keptStamps().length && !confirm(t("Put the passport of the file in the place of this device's?"))) return;
  adoptDeviceId(book.device);
  keepStamps(book.stamps);
  show(page);
  tell(t("Stamps brought in: {count}", { count: book.stamps.length }));
}

/** @param {string} sentence */
function tell(sentence) {
  find("#passport-note").textContent = sentence;
}
