/** The page of open data: puts the parts together, holds no logic of its own. */

import { setUpAddress } from "./address.js";
import { setUpDataForm } from "./data_form.js";
import { DataPreview } from "./data_preview.js";
import { completed, isDataStep, readData, writeData } from "./data_state.js";
import { showWays } from "./data_ways.js";
import { find } from "./dom.js";
import { followPlace } from "./page_links.js";
import { takeOver } from "./page_start.js";
import { Store, differs } from "./store.js";
import { setUpTheme } from "./theme.js";

/** @typedef {import("./data_types").DataState} DataState */

/** @type {import("./data_types").DataPage} */
const page = takeOver();
start();

function start() {
  const read = (/** @type {string} */ search) => readData(search, page);
  const state = read(location.search);
  const store = new Store({ ...state, theme: state.theme ?? page.theme });
  const preview = new DataPreview({ page });
  setUpDataForm({ page, store });
  setUpAddress(store, find("#language"), { read, write: writeData, isStep: isDataStep });
  setUpTheme(store, find("#theme"), () => preview.show(store.state));
  sayDates();
  for (const link of ["#to-map", "#to-coverage"]) followPlace(placed(store), find(link));
  for (const button of document.querySelectorAll("[data-choose]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const collection = button.getAttribute("data-choose") ?? "";
      store.change(completed({ ...store.state, collection }, page));
      find("#builder").scrollIntoView();
      find("#collection").focus({ preventScroll: true });
    });
  }
  store.onChange((after, before) => {
    showWays(page, after);
    if (differs(after, before, "collection", "city", "values", "q", "open", "filter", "crs")) preview.show(after);
  });
  showWays(page, store.state);
}

/** Return the store as other pages know it: with the kinds that are chosen. @param {Store<DataState>} store */
function placed(store) {
  const known = (/** @type {DataState} */ state) => ({ ...state, kinds: state.values.kind?.split(",") ?? null });
  const other = new Store(known(store.state));
  store.onChange((after) => other.change(known(after)));
  return other;
}

/** Say times on the reader's own clock. */
function sayDates() {
  const form = new Intl.DateTimeFormat(page.language === "th" ? "th-TH" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
  });
  for (const time of document.querySelectorAll("time")) time.textContent = form.format(new Date(time.dateTime));
}
