/** The legend: what is drawn, the classes with their colours and how many are in each. */

import { DIFFERENCE_LIMITS, STEPS, UNREACHABLE } from "./coverage_scale.js";
import { inPercent, inPoints } from "./coverage_words.js";
import { element, find } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./coverage_types").CoverageState} CoverageState */
/** @typedef {import("./store.js").Store<CoverageState>} Store */
/** @typedef {{colour: string | null, label: string, count: string}} LegendClass */
/** @typedef {{title: string, classes: LegendClass[], hasMethod: boolean, hasDifference: boolean}} Legend */

const WIDE = "(min-width: 720px)";

/**
 * Connect the choice of view and classes with the state.
 * @param {Store} store
 * @returns {(legend: Legend) => void}
 */
export function setUpLegend(store) {
  /** @type {HTMLDetailsElement} */
  const box = find("#legend");
  /** @type {HTMLSelectElement} */
  const method = find("#method");
  box.open = matchMedia(WIDE).matches;
  box.addEventListener("change", (event) => {
    const { name, value } = /** @type {HTMLInputElement} */ (event.target);
    if (name === "view") store.change({ view: /** @type {CoverageState["view"]} */ (value) });
  });
  method.addEventListener("change", () => store.change({ method: /** @type {CoverageState["method"]} */ (method.value) }));
  return (legend) => show(box, legend, store.state);
}

/** @param {HTMLElement} box @param {Legend} legend @param {CoverageState} state */
function show(box, { title, classes, hasMethod, hasDifference }, { view, method }) {
  find("#legend-title").textContent = title;
  for (const choice of box.querySelectorAll("input")) {
    choice.checked = choice.value === view;
    choice.disabled = choice.value === "difference" && !hasDifference && view !== "difference";
  }
  /** @type {HTMLSelectElement} */ (find("#method")).value = method;
  find("#legend-method").hidden = !hasMethod;
  const rows = classes.map(({ colour, label, count }) =>
    element("li", {}, swatch(colour), element("span", { class: "legend-label" }, label), element("span", { class: "legend-count" }, count)),
  );
  find("#legend-classes").replaceChildren(...rows);
  find("#legend-strip").replaceChildren(...classes.filter(({ colour }) => colour).map(({ colour }) => swatch(colour)));
}

/** @param {string | null} colour null where nothing is known */
function swatch(colour) {
  return element("span", { class: colour ? "swatch" : "swatch swatch-none", style: colour ? `background:${colour}` : null });
}

/**
 * Return the classes of a share.
 * @param {number[]} breaks @param {string[]} colours @param {number[]} counts @param {number} unknown how many are not known
 * @param {number} least the smallest share
 * @returns {LegendClass[]}
 */
export function shareClasses(breaks, colours, counts, unknown, least) {
  const classes = breaks.map((upper, at) => ({
    colour: colours[at],
    label: `${inPercent(at ? breaks[at - 1] : least)} – ${inPercent(upper)}`,
    count: String(counts[at]),
  }));
  return unknown ? [...classes, { colour: null, label: t("No data"), count: String(unknown) }] : classes;
}

/**
 * Return the classes of walking time.
 * @param {string[]} colours @param {number[] | null} parts of all street length
 * @returns {LegendClass[]}
 */
export function timeClasses(colours, parts) {
  return colours.map((colour, at) => ({ colour, label: timeLabel(at), count: parts ? inPercent(parts[at]) : "" }));
}

/** @param {number} at class of time */
function timeLabel(at) {
  if (at === UNREACHABLE) return t("Not reached on foot");
  if (at === 0) return t("Up to {minutes} min", { minutes: STEPS[0] });
  if (at === STEPS.length) return t("More than {minutes} min", { minutes: STEPS[at - 1] });
  return t("{from}–{to} min", { from: STEPS[at - 1], to: STEPS[at] });
}

/**
 * Return the classes of a change, the largest gain first.
 * @param {string[]} colours @param {number[]} counts
 * @returns {LegendClass[]}
 */
export function differenceClasses(colours, counts) {
  const last = colours.length - 1;
  return colours.map((colour, at) => ({ colour, label: differenceLabel(at, last), count: String(counts[at]) })).reverse();
}

/** @param {number} at @param {number} last */
function differenceLabel(at, last) {
  if (at === 0) return t("Loses more than {points} points", { points: inPoints(-DIFFERENCE_LIMITS[0]).slice(1) });
  if (at === last) return t("Gains more than {points} points", { points: inPoints(DIFFERENCE_LIMITS[last - 1]).slice(1) });
  if (at === last / 2) return t("As before");
  return t("{from} to {to} points", { from: inPoints(DIFFERENCE_LIMITS[at - 1]), to: inPoints(DIFFERENCE_LIMITS[at]) });
}
