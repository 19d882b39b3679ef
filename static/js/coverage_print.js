/** Makes the page ready for paper: the map as small as the paper is, what is folded away unfolded. */

import { fillUrl } from "./api.js";
import { find } from "./dom.js";

const PAPER_PIXELS = 700; // between the margins of A4, at 96 pixels an inch

const REPAINTED_MS = 1_200;

/** @param {{isDark: () => boolean, paint: (theme: "light" | "dark") => void, showFigures: () => void}} page */
export function setUpPrint({ isDark, paint, showFigures }) {
  find("#print").addEventListener("click", () => printLight(isDark(), paint));
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  const figures = find("#panel-table");
  let wereHidden = false;
  window.addEventListener("beforeprint", () => {
    const { clientWidth, clientHeight } = find("#map");
    const { style } = document.documentElement;
    style.setProperty("--map-width", `${clientWidth}px`);
    style.setProperty("--map-height", `${clientHeight}px`);
    style.setProperty("--map-scale", String(Math.min(1, PAPER_PIXELS / clientWidth)));
    opened = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("#headline details:not([open]), #legend:not([open])"))];
    for (const box of opened) box.open = true;
    wereHidden = Boolean(figures.hidden);
    figures.hidden = false;
    showFigures();
  });
  window.addEventListener("afterprint", () => {
    for (const box of opened) box.open = false;
    figures.hidden = wereHidden;
  });
}

/** Print a dark map in light colours, which paper wants. @param {boolean} isDark @param {(theme: "light" | "dark") => void} paint */
async function printLight(isDark, paint) {
  if (isDark) {
    paint("light");
    await new Promise((resolve) => setTimeout(resolve, REPAINTED_MS));
    window.addEventListener("afterprint", () => paint("dark"), { once: true });
  }
  window.print();
}

/**
 * Let the link to the report lead to one on what is asked just now, however it is opened.
 * @param {{url: string, language: string, parameters: () => Record<string, string | number>}} parts
 */
export function setUpReport({ url, language, parameters }) {
  const link = /** @type {HTMLAnchorElement} */ (find("#report"));
  for (const event of ["pointerdown", "focus", "click"]) {
    link.addEventListener(event, () => {
      link.href = fillUrl(url, {}, { ...parameters(), lang: language });
    });
  }
}
