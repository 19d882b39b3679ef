/**
 * Classes and colours of the map. One scale for districts and streets, made after viridis (Smith
 * and van der Walt 2015), which keeps its order for all kinds of colour vision and in grey: from
 * dark purple, far from everything, to yellow and green, near.
 */

import { CLASSES, STEPS, UNREACHABLE } from "./coverage_classes.js";

/** @typedef {import("./coverage_types").Row} Row */
/** @typedef {"light" | "dark"} Theme */

const NEAR_TO_FAR = {
  light: ["#6ccd5a", "#2aae80", "#1f918c", "#2d6f8e", "#414487", "#440f56", "#8d8577"],
  dark: ["#fde725", "#a3da37", "#4ac16d", "#21a685", "#3686a3", "#7a6fc4", "#6d7682"],
};
const FEW_TO_MANY = {
  light: ["#440f56", "#3e4a89", "#238a8d", "#57c566", "#f4e12e"],
  dark: ["#6a4c9c", "#4a6fb3", "#27968f", "#5ccb5f", "#fde725"],
};
/** From losing to gaining: orange to blue-green, told apart without red and green (Brewer's BrBG). */
const LOSS_TO_GAIN = {
  light: ["#8c510a", "#bf812d", "#e3cb9d", "#efece6", "#a5dcd2", "#35978f", "#01665e"],
  dark: ["#f0a03c", "#b8762a", "#6e5433", "#3a404a", "#2e6b66", "#3fb0a4", "#8ff0e2"],
};
const POINTS = [-0.05, -0.01, -0.0005, 0.0005, 0.01, 0.05]; // limits of the classes of a change
const ROUNDING = 1e-6;

/** @param {Theme} theme @returns {string[]} colours by class of time */
export function streetColours(theme) {
  return NEAR_TO_FAR[theme];
}

/** How the streets look at a zoom. @param {Theme} theme @param {number} zoom @returns {import("./coverage_paint.js").Look} */
export function streetLook(theme, zoom) {
  const width = zoom < 12 ? 1.2 : zoom < 13 ? 1.6 : zoom < 14 ? 2.2 : zoom < 15 ? 3 : zoom < 16 ? 4 : zoom < 17 ? 5.5 : 7;
  return { colours: NEAR_TO_FAR[theme], width, unreachableWidth: width * 0.6, cap: zoom < 15 ? "butt" : "round" };
}

/** The figure that colours a district: people, or streets where nobody is counted. @param {Row} row @param {boolean} hasPeople */
export function shareOf(row, hasPeople) {
  return hasPeople ? row.share : row.street_share;
}

/** Return breaks that part something: each larger than the one before. @param {number[]} breaks */
export function usefulBreaks(breaks) {
  return breaks.filter((each, at) => at === 0 || each > breaks[at - 1] + ROUNDING);
}

/** Return in which class a value lies, -1 where it is not known. @param {number | null} value @param {number[]} breaks upper ends */
export function classOfShare(value, breaks) {
  if (value === null || !breaks.length) return -1;
  const found = breaks.findIndex((upper) => value <= upper + ROUNDING);
  return found < 0 ? breaks.length - 1 : found;
}

/** Return so many colours, spread over the scale. @param {Theme} theme @param {number} count */
export function shareColours(theme, count) {
  const all = FEW_TO_MANY[theme];
  if (count <= 1) return [all[2]];
  return Array.from({ length: count }, (_, at) => all[Math.round((at * (all.length - 1)) / (count - 1))]);
}

/** @param {Theme} theme */
export function differenceColours(theme) {
  return LOSS_TO_GAIN[theme];
}

/** Return in which class a change of a share lies, -1 where it is not known. @param {number | null} change */
export function classOfDifference(change) {
  if (change === null) return -1;
  const found = POINTS.findIndex((upper) => change <= upper);
  return found < 0 ? POINTS.length : found;
}

/** The limits between the classes of a change. */
export const DIFFERENCE_LIMITS = POINTS;

/** @param {number[]} classes of each, -1 not known @param {number} count */
export function countsOf(classes, count) {
  const counts = new Array(count).fill(0);
  for (const each of classes) if (each >= 0) counts[each] += 1;
  return counts;
}

/**
 * Return the part of all street length in each class.
 * @param {Uint8Array} classes by piece @param {Float32Array} lengths by piece
 */
export function streetParts(classes, lengths) {
  const parts = new Array(CLASSES).fill(0);
  let all = 0;
  for (let piece = 0; piece < classes.length; piece += 1) {
    parts[classes[piece]] += lengths[piece];
    all += lengths[piece];
  }
  return parts.map((part) => (all ? part / all : 0));
}

export { STEPS, UNREACHABLE };
