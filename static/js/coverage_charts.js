/** Charts as drawings that print as sharp as text: the Lorenz curve, districts as bars. */

import { districtName, inDigits, inPercent, inRange } from "./coverage_words.js";
import { shareOf } from "./coverage_scale.js";
import { element, find } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./coverage_types").Lorenz} Lorenz */
/** @typedef {import("./coverage_types").Row} Row */
/** @typedef {import("./coverage_sight.js").Sight} Sight */

const SVG = "http://www.w3.org/2000/svg";
const SIDE = 220;
const EDGE = { left: 40, bottom: 36, top: 8, right: 10 };
const BAR_HEIGHT = 22;
const BAR_WIDTH = 320;
const NAME_WIDTH = 116;
const FIGURE_WIDTH = 48;
const MOST_BARS = 60;
const MOST_LETTERS = 17;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/**
 * Show the charts of what is looked at.
 * @param {Sight} sight @param {"th" | "en"} language
 */
export function showCharts(sight, language) {
  const { lorenz } = sight.answer;
  const bars = figure(t("Districts, the worst off first"), barChart(sight, language), sight.rows.length > MOST_BARS ? t("The first {count} of {all}.", { count: MOST_BARS, all: sight.rows.length }) : "");
  const curve = lorenz && figure(t("How evenly access is spread"), lorenzCurve(lorenz), lorenzSentence(lorenz));
  find("#charts").replaceChildren(...(curve ? [bars, curve] : [bars]));
}

/** @param {string} title @param {SVGElement} drawing @param {string} words */
function figure(title, drawing, words) {
  return element("figure", { class: "chart" }, element("figcaption", {}, element("h2", {}, title), words && element("p", { class: "hint" }, words)), drawing);
}

/** @param {Lorenz} lorenz */
function lorenzSentence({ gini, people, access }) {
  const half = valueAt(people, access, 0.5);
  return t("The half of the people that is worst off has {share} of all access. Gini {gini}: 0 is all alike, 1 all for one.", {
    share: inPercent(half),
    gini: inDigits(gini, 2),
  });
}

/** Read a curve between its points. @param {number[]} xs ascending @param {number[]} ys @param {number} x */
export function valueAt(xs, ys, x) {
  const after = xs.findIndex((each) => each >= x);
  if (after <= 0) return ys[Math.max(after, 0)] ?? 0;
  const part = (x - xs[after - 1]) / (xs[after] - xs[after - 1] || 1);
  return ys[after - 1] + (ys[after] - ys[after - 1]) * part;
}

/** @param {Lorenz} lorenz */
function lorenzCurve({ people, access }) {
  const x = (/** @type {number} */ part) => EDGE.left + part * SIDE;
  const y = (/** @type {number} */ part) => EDGE.top + (1 - part) * SIDE;
  const path = people.map((part, at) => `${at ? "L" : "M"}${x(part).toFixed(1)} ${y(access[at]).toFixed(1)}`).join("");
  const ticks = TICKS.flatMap((tick) => [
    drawn("line", { class: "chart-grid", x1: x(0), x2: x(1), y1: y(tick), y2: y(tick) }),
    drawn("text", { class: "chart-tick", x: EDGE.left - 6, y: y(tick) + 4, "text-anchor": "end" }, inPercent(tick)),
    drawn("text", { class: "chart-tick", x: x(tick), y: y(0) + 16, "text-anchor": "middle" }, inPercent(tick)),
  ]);
  return drawing({ width: SIDE + EDGE.left + EDGE.right, height: SIDE + EDGE.top + EDGE.bottom, label: t("Lorenz curve of access over people") }, [
    ...ticks,
    drawn("line", { class: "chart-even", x1: x(0), y1: y(0), x2: x(1), y2: y(1) }),
    drawn("path", { class: "chart-curve", d: path }),
    drawn("text", { class: "chart-axis", x: x(0.5), y: y(0) + 32, "text-anchor": "middle" }, t("people, the worst off first")),
  ]);
}

/** @param {Sight} sight @param {"th" | "en"} language */
function barChart({ rows, hasPeople }, language) {
  const known = rows.filter((row) => shareOf(row, hasPeople) !== null);
  const shown = known.sort((a, b) => Number(shareOf(a, hasPeople)) - Number(shareOf(b, hasPeople))).slice(0, MOST_BARS);
  const bars = shown.flatMap((row, at) => bar(row, at * BAR_HEIGHT, hasPeople, language));
  const width = NAME_WIDTH + BAR_WIDTH + FIGURE_WIDTH;
  return drawing({ width, height: Math.max(1, shown.length) * BAR_HEIGHT, label: t("Bars: share within reach by district") }, bars);
}

/** @param {Row} row @param {number} top @param {boolean} hasPeople @param {"th" | "en"} language */
function bar(row, top, hasPeople, language) {
  const share = Number(shareOf(row, hasPeople));
  const [low, high] = hasPeople ? [row.share_low, row.share_high] : [null, null];
  const x = (/** @type {number} */ value) => NAME_WIDTH + value * BAR_WIDTH;
  const middle = top + BAR_HEIGHT / 2;
  const name = districtName(row, language);
  const short = name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name;
  const whisker = low === null || high === null ? [] : [drawn("line", { class: "chart-whisker", x1: x(low), x2: x(high), y1: middle, y2: middle })];
  return [
    drawn("text", { class: "chart-name", x: NAME_WIDTH - 8, y: middle + 4, "text-anchor": "end" }, short),
    drawn("rect", { class: "chart-bar-ground", x: NAME_WIDTH, y: top + 4, width: BAR_WIDTH, height: BAR_HEIGHT - 8 }),
    drawn("rect", { class: "chart-bar", x: NAME_WIDTH, y: top + 4, width: share * BAR_WIDTH, height: BAR_HEIGHT - 8 }, drawn("title", {}, `${name}: ${inPercent(share)} (${inRange(low, high)})`)),
    ...whisker,
    drawn("text", { class: "chart-figure", x: NAME_WIDTH + BAR_WIDTH + 6, y: middle + 4 }, inPercent(share)),
  ];
}

/** @param {{width: number, height: number, label: string}} size @param {Node[]} parts */
function drawing({ width, height, label }, parts) {
  return drawn("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label }, ...parts);
}

/** @param {string} tag @param {Record<string, string | number>} attributes @param {...(Node | string)} children */
function drawn(tag, attributes, ...children) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}
