/** The curator's desk: puts the parts together, holds no logic of its own. */

import "./desk_leaflet.js";
import { setUpAddress } from "./address.js";
import { fillUrl, getJson, setLanguage } from "./api.js";
import { Editor } from "./desk_editor.js";
import { askToLeave } from "./desk_form.js";
import { CityHistory } from "./desk_history.js";
import { Imports } from "./desk_imports.js";
import { DeskMap } from "./desk_map.js";
import { Notes } from "./desk_notes.js";
import { clearTold, nothing } from "./desk_parts.js";
import { Queue } from "./desk_queue.js";
import { Sheets } from "./desk_sheets.js";
import { isDeskStep, readDesk, writeDesk } from "./desk_state.js";
import { TwinsDesk } from "./desk_twins.js";
import { CityWork } from "./desk_work.js";
import { element, find } from "./dom.js";
import { fillIcons } from "./icons.js";
import { showFailure } from "./notices.js";
import { Store, differs } from "./store.js";
import { setUpTheme } from "./theme.js";
import { nameIn, setMessages, t } from "./words.js";

/** @typedef {import("./types").City} City */
/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").DeskState} DeskState */
/** @typedef {{end: () => void, isChanged?: boolean}} Part */

/** @type {Record<string, (bench: Bench) => Part>} */
const PARTS = {
  queue: (bench) => new Queue(bench),
  notes: (bench) => new Notes(bench),
  work: (bench) => new CityWork(bench),
  twins: (bench) => new TwinsDesk(bench),
  history: (bench) => new CityHistory(bench),
  imports: (bench) => new Imports(bench),
  sheets: (bench) => new Sheets(bench),
};
const WITHOUT_MAP = ["work", "history", "imports", "sheets"];

/** @type {import("./desk_types").DeskPage} */
const page = JSON.parse(find("#page-data").textContent ?? "");
setMessages(page.messages);
setLanguage(page.language);
fillIcons();
start();

/** Fetch the cities, then show the work. */
async function start() {
  try {
    const { cities } = /** @type {{cities: City[]}} */ (await getJson(page.urls.cities));
    const mine = cities.filter(({ id }) => !page.account.city || id === page.account.city);
    if (mine.length) showDesk(mine);
    else find("#work-body").replaceChildren(nothing(t("There is no city here yet.")));
  } catch (error) {
    showFailure("cities", error, start);
  }
}

/** @param {City[]} cities */
function showDesk(cities) {
  const state = readDesk(location.search, page.language);
  const city = cities.find(({ id }) => id === state.city) ?? cities[0];
  /** @type {Store<DeskState>} */
  const store = new Store({ ...state, city: city.id, theme: state.theme ?? page.theme });
  const map = new DeskMap(page, cities);
  setUpTheme(/** @type {any} */ (store), find("#theme"), (theme) => map.setTheme(theme));
  setUpAddress(store, find("#language"), { read: (search, language) => ({ ...readDesk(search, language), city: new URLSearchParams(search).get("city") ?? store.state.city }), write: writeDesk, isStep: isDeskStep });
  setUpCities(cities, store);
  setUpTabs(store, () => part);
  /** @type {Part | null} */
  let part = null;
  const show = () => {
    part?.end();
    clearTold();
    const here = cities.find(({ id }) => id === store.state.city) ?? cities[0];
    const body = element("div", { class: "desk-part" });
    find("#work-title").textContent = document.querySelector(`[data-tab="${store.state.tab}"]`)?.firstChild?.textContent?.trim() ?? "";
    find("#work-body").replaceChildren(body);
    document.documentElement.classList.toggle("without-map", WITHOUT_MAP.includes(store.state.tab));
    map.open(!WITHOUT_MAP.includes(store.state.tab));
    map.fitCity(here);
    const bench = { page, store, cities, map, body, city: here, count };
    const make = PARTS[store.state.tab] ?? ((/** @type {Bench} */ each) => new Editor(store.state.tab, each));
    part = make(bench);
    if (!counted.has(here.id)) countAll(bench);
  };
  store.onChange((after, before) => differs(after, before, "tab", "city") && show());
  window.addEventListener("beforeunload", (event) => part?.isChanged && event.preventDefault());
  show();
}

/** @type {Set<string>} */
const counted = new Set();

/** Tell what waits in the parts that are not open. @param {Bench} bench */
async function countAll({ city }) {
  counted.add(city.id);
  const asked = { city: city.id };
  const [queue, notes] = await Promise.allSettled([
    getJson(fillUrl(page.urls.contributions, {}, { ...asked, limit: 1 })),
    getJson(fillUrl(page.urls.notes, {}, { ...asked, limit: 1 })),
  ]);
  if (queue.status === "fulfilled") count("queue", queue.value.counts.pending);
  if (notes.status === "fulfilled") count("notes", notes.value.counts.draft ?? 0);
}

/** @param {string} tab @param {number} number */
function count(tab, number) {
  const badge = find(`[data-count="${tab}"]`);
  badge.textContent = String(number);
  badge.hidden = number === 0;
}

/** @param {City[]} cities @param {Store<DeskState>} store */
function setUpCities(cities, store) {
  const select = /** @type {HTMLSelectElement} */ (find("#city"));
  select.replaceChildren(...cities.map((city) => element("option", { value: city.id }, nameIn(city, page.language) || city.id)));
  select.value = store.state.city ?? "";
  select.addEventListener("change", () => store.change({ city: select.value, id: null }));
  store.onChange(({ city }) => {
    select.value = city ?? "";
  });
}

/** Let links to a part of the desk open it here, where nothing unsaved is lost. @param {Store<DeskState>} store @param {() => Part | null} current */
function setUpTabs(store, current) {
  const select = /** @type {HTMLSelectElement} */ (find("#tab"));
  const mark = () => {
    select.value = store.state.tab;
    for (const link of document.querySelectorAll("[data-tab]")) {
      if (link.getAttribute("data-tab") === store.state.tab) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };
  const go = async (/** @type {string} */ tab, /** @type {number | null} */ id) => {
    const isSafe = !current()?.isChanged || (store.state.tab === tab && store.state.id !== id) || (await askToLeave());
    if (isSafe) store.change({ tab, id });
    mark();
  };
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest?.('a[href^="?tab="]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const asked = readDesk(link.getAttribute("href") ?? "", page.language);
    go(asked.tab, asked.id);
  });
  select.addEventListener("change", () => go(select.value, null));
  store.onChange(mark);
  mark();
}
