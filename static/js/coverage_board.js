/** The board of figures and tools: its tabs, its sheet on a phone, its width for the table. */

import { find } from "./dom.js";
import { makeSheet } from "./sheet.js";
import { differs } from "./store.js";

/** @typedef {import("./coverage_types").CoverageState} CoverageState */
/** @typedef {import("./store.js").Store<CoverageState>} Store */
/** @typedef {CoverageState["tab"]} Tab */

const TABS = /** @type {Tab[]} */ (["table", "whatif", "sites"]);
const KEYS = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * Connect the board with the state.
 * @param {Store} store
 * @param {(change: () => void) => void} keepSight makes the board wider or narrower, and shows the same part of the map then
 */
export function setUpBoard(store, keepSight) {
  setUpTabs(store);
  setUpSheet();
  const wide = find("#table-wide");
  wide.addEventListener("click", () =>
    keepSight(() => {
      const isWide = document.documentElement.classList.toggle("has-wide-board");
      wide.setAttribute("aria-pressed", String(isWide));
    }),
  );
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ @param {Store} store */
function setUpTabs(store) {
  const show = () => {
    for (const tab of TABS) {
      const isShown = tab === store.state.tab;
      find(`#tab-${tab}`).setAttribute("aria-selected", String(isShown));
      find(`#tab-${tab}`).tabIndex = isShown ? 0 : -1;
      find(`#panel-${tab}`).hidden = !isShown;
    }
    document.documentElement.dataset.tab = store.state.tab;
  };
  for (const [at, tab] of TABS.entries()) {
    find(`#tab-${tab}`).addEventListener("click", () => store.change({ tab }));
    find(`#tab-${tab}`).addEventListener("keydown", ({ key }) => {
      const step = KEYS[/** @type {keyof typeof KEYS} */ (key)];
      if (!step) return;
      const next = TABS[(at + step + TABS.length) % TABS.length];
      store.change({ tab: next });
      find(`#tab-${next}`).focus();
    });
  }
  store.onChange((after, before) => differs(after, before, "tab") && show());
  show();
}

/** On a phone the board is pulled down to its headline, but never away. */
function setUpSheet() {
  const board = find("#board");
  const handle = find("#board-handle");
  let wasLow = false; // when it was taken hold of; pulling it down ends in a click too
  handle.addEventListener("pointerdown", () => {
    wasLow = board.classList.contains("is-low");
  });
  handle.addEventListener("click", (event) => {
    const isKey = event.detail === 0;
    if (!board.classList.contains("is-low") || !(wasLow || isKey)) return;
    board.classList.remove("is-low");
    event.stopImmediatePropagation();
  });
  makeSheet(board, handle, lowerBoard);
  handle.addEventListener("pointerup", () => board.classList.contains("is-large") && board.classList.remove("is-low"));
}

/** Make room for the map on a phone. */
export function lowerBoard() {
  find("#board").classList.remove("is-large");
  find("#board").classList.add("is-low");
  find("#board-body").scrollTop = find("#headline").offsetTop;
}
