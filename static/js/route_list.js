/** The list of routes: read without a script; colours and choosing at once need one. */

import { find } from "./dom.js";
import { fillIcons } from "./icons.js";
import { Store } from "./store.js";
import { setUpTheme } from "./theme.js";
import { setMessages } from "./words.js";

/** @type {import("./types").PageState & {messages: Record<string, string>}} */
const page = JSON.parse(find("#page-data").textContent ?? "");
setMessages(page.messages);
fillIcons();
setUpTheme(new Store(page), find("#theme"), () => {});
const chooser = /** @type {HTMLFormElement} */ (find("#chooser"));
chooser.addEventListener("change", () => chooser.requestSubmit());
