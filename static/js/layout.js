/** Which part of the map is free of boxes over it. */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Insets */

const MARGIN = 24;

/**
 * Return how many pixels at each side of the map are covered by the boxes.
 * @param {{width: number, height: number}} map
 * @param {{left: number, top: number, right: number, bottom: number}[]} boxes in the map's pixels
 * @returns {Insets}
 */
export function coveredSides({ width, height }, boxes) {
  const insets = { left: MARGIN, top: MARGIN, right: MARGIN, bottom: MARGIN };
  for (const box of boxes) {
    const spans = box.right - box.left > width * 0.6;
    if (spans && box.top <= MARGIN) insets.top = Math.max(insets.top, box.bottom + MARGIN);
    else if (spans) insets.bottom = Math.max(insets.bottom, height - box.top + MARGIN);
    else if (box.left < width - box.right) insets.left = Math.max(insets.left, box.right + MARGIN);
    else insets.right = Math.max(insets.right, width - box.left + MARGIN);
  }
  return fitting(insets, { width, height });
}

/** Never cover more than two thirds: a map must be left. @param {Insets} insets @param {{width: number, height: number}} map @returns {Insets} */
function fitting(insets, { width, height }) {
  const across = Math.min(1, (width * 0.66) / (insets.left + insets.right));
  const along = Math.min(1, (height * 0.66) / (insets.top + insets.bottom));
  return {
    left: insets.left * across,
    right: insets.right * across,
    top: insets.top * along,
    bottom: insets.bottom * along,
  };
}

/**
 * Measure the visible boxes over the map.
 * @param {HTMLElement} map
 * @param {HTMLElement[]} boxes
 */
export function insetsOf(map, boxes) {
  const frame = map.getBoundingClientRect();
  const shown = boxes.map((box) => box.getBoundingClientRect()).filter(({ width }) => width > 0);
  return coveredSides(
    frame,
    shown.map(({ left, top, right, bottom }) => ({
      left: left - frame.left,
      top: top - frame.top,
      right: right - frame.left,
      bottom: bottom - frame.top,
    })),
  );
}
