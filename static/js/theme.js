/** Light or dark: as the device says, or as chosen here. */

import { PALETTES } from "./palettes.js";
import { t } from "./words.js";

/** @typedef {import("./types").PageState} State */
/** @typedef {import("./store.js").Store<State>} Store */

const YEAR_SECONDS = 31_536_000;
const device = matchMedia("(prefers-color-scheme: dark)");

/** @param {State["theme"]} chosen @returns {"light" | "dark"} */
export function effectiveTheme(chosen) {
  return chosen ?? (device.matches ? "dark" : "light");
}

/**
 * Follow the chosen theme and let the button switch it.
 * @param {Store} store
 * @param {HTMLButtonElement} button
 * @param {(theme: "light" | "dark") => void} onTheme also called once now
 */
export function setUpTheme(store, button, onTheme) {
  const apply = () => {
    const theme = effectiveTheme(store.state.theme);
    document.documentElement.dataset.theme = theme;
    button.setAttribute("aria-label", theme === "dark" ? t("Light colours") : t("Dark colours"));
    button.title = button.getAttribute("aria-label") ?? "";
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.setAttribute("content", PALETTES[theme].ground);
    }
    onTheme(theme);
  };
  button.addEventListener("click", () => {
    const theme = effectiveTheme(store.state.theme) === "dark" ? "light" : "dark";
    document.cookie = `theme=${theme};path=/;max-age=${YEAR_SECONDS};samesite=lax`;
    store.change({ theme });
  });
  device.addEventListener("change", apply);
  store.onChange((after, before) => after.theme !== before.theme && apply());
  apply();
}
