/** The desk where a curator draws a route: puts the parts together, holds no logic of its own. */

import { setLanguage } from "./api.js";
import { find } from "./dom.js";
import { fillIcons } from "./icons.js";
import { Desk } from "./route_desk.js";
import { setMessages } from "./words.js";

/** @type {import("./route_types").DeskPage} */
const page = JSON.parse(find("#page-data").textContent ?? "");
setMessages(page.messages);
setLanguage(page.language);
fillIcons();
new Desk(page).begin(Number(new URLSearchParams(location.search).get("route")) || null);
