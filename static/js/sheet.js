/** A box that is a bottom sheet on phones: its handle is dragged up, down, and away. */

const DRAG_PIXELS = 48;

/**
 * Let the handle of a sheet enlarge, shrink and close it.
 * @param {HTMLElement} sheet
 * @param {HTMLElement} handle a button
 * @param {() => void} close
 */
export function makeSheet(sheet, handle, close) {
  let startY = 0;
  let wasDragged = false;
  handle.addEventListener("pointerdown", (event) => {
    startY = event.clientY;
    wasDragged = false;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointerup", (event) => {
    const moved = event.clientY - startY;
    wasDragged = Math.abs(moved) > DRAG_PIXELS;
    if (moved < -DRAG_PIXELS) enlarge(sheet, handle, true);
    if (moved > DRAG_PIXELS && isLarge(sheet)) enlarge(sheet, handle, false);
    else if (moved > DRAG_PIXELS) close();
  });
  handle.addEventListener("click", () => {
    if (!wasDragged) enlarge(sheet, handle, !isLarge(sheet));
  });
}

/** @param {HTMLElement} sheet */
function isLarge(sheet) {
  return sheet.classList.contains("is-large");
}

/** @param {HTMLElement} sheet @param {HTMLElement} handle @param {boolean} large */
function enlarge(sheet, handle, large) {
  sheet.classList.toggle("is-large", large);
  handle.setAttribute("aria-expanded", String(large));
}
