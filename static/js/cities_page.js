/** The pages of cities: read without a script; colours and the search in a table need one. */

import { setUpTableSearch } from "./cities_page_search.js";
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
setUpTableSearch();
