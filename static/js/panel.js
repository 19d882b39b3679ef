/** The panel of filters and lists: beside the map, or a sheet over it on a phone. */

import { find } from "./dom.js";
import { makeSheet } from "./sheet.js";

/** @typedef {import("./store.js").Store} Store */

export const PHONE = "(max-width: 719.98px)";

/**
 * Let the button open and close the panel; on a phone only one sheet is open at a time.
 * @param {Store} store
 * @returns {() => void} gets the panel out of the way on a phone
 */
export function setUpPanel(store) {
  const panel = find("#panel");
  const toggle = find("#panel-toggle");
  const phone = matchMedia(PHONE);
  const isOpen = () => document.documentElement.classList.contains("has-panel");
  const show = (/** @type {boolean} */ open) => {
    document.documentElement.classList.toggle("has-panel", open);
    toggle.setAttribute("aria-expanded", String(open));
    panel.classList.remove("is-large");
  };
  const close = () => {
    show(false);
    toggle.focus({ preventScroll: true });
  };
  toggle.addEventListener("click", () => {
    const open = !isOpen();
    if (open && phone.matches) store.change({ space: null });
    show(open);
    if (open && phone.matches) panel.focus({ preventScroll: true });
  });
  find("#panel-close").addEventListener("click", close);
  makeSheet(panel, find("#panel-handle"), close);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !phone.matches) return;
    event.stopPropagation();
    close();
  });
  phone.addEventListener("change", () => show(!phone.matches));
  store.onChange((after, before) => {
    if (phone.matches && after.space !== null && before.space !== after.space) show(false);
  });
  show(!phone.matches);
  return () => {
    if (phone.matches && isOpen()) show(false);
  };
}
