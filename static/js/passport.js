/** The pages of the learning passport: the passport, a scanned code, a certificate. */

import { setLanguage } from "./api.js";
import { find } from "./dom.js";
import { fillIcons } from "./icons.js";
import { registerWorker } from "./offline.js";
import { keepToldPage } from "./offline_told.js";
import { askForStamp } from "./passport_scan.js";
import { setUpPassport } from "./passport_view.js";
import { Store } from "./store.js";
import { setUpTheme } from "./theme.js";
import { setMessages } from "./words.js";

/** @type {import("./route_types").PassportPage} */
const page = JSON.parse(find("#page-data").textContent ?? "");
setMessages(page.messages);
setLanguage(page.language);
fillIcons();
const store = new Store(/** @type {import("./types").PageState} */ (/** @type {unknown} */ (page)));
setUpTheme(store, find("#theme"), () => {});
if (document.querySelector("#scan")) askForStamp(page);
if (document.querySelector("#passport")) {
  setUpPassport(page);
  registerWorker(/** @type {import("./types").Page} */ (/** @type {unknown} */ (page)));
  keepToldPage();
}
document.querySelector("#print")?.addEventListener("click", () => print());
