/** The planner's box as a sheet on phones: large, half, or just its head. */

import { makeSheet } from "./sheet.js";

/**
 * Let the handle pull the sheet up and down; pulled down it leaves its head in sight.
 * @param {HTMLElement} box
 * @param {HTMLElement} handle
 */
export function makeWalkSheet(box, handle) {
  let wasLow = false;
  handle.addEventListener("pointerdown", () => {
    wasLow = isLow(box);
  });
  handle.addEventListener(
    "click",
    (event) => {
      const isByKey = event.detail === 0;
      if (!isLow(box) || !(wasLow || isByKey)) return;
      event.stopImmediatePropagation();
      raise(box);
    },
    { capture: true },
  );
  makeSheet(box, handle, () => box.classList.add("is-low"));
}

/** @param {HTMLElement} box */
export function raise(box) {
  box.classList.remove("is-low");
}

/** @param {HTMLElement} box */
function isLow(box) {
  return box.classList.contains("is-low");
}
