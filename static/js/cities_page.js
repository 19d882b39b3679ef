/** The pages of cities: read without a script; colours and the search in a table need one. */

import { setUpTableSearch } from "./cities_page_search.js";
import { find } from "./dom.js";
import { takeOver } from "./page_start.js";
import { Store } from "./store.js";
import { setUpTheme } from "./theme.js";

/** @type {import("./types").PageState} */
const page = takeOver();
setUpTheme(new Store(page), find("#theme"), () => {});
setUpTableSearch();
