/** The strip of a walk: walking and staying along one line of time. */

import { element } from "./dom.js";
import { stopsOf } from "./walk_answer.js";
import { clockInWords, durationInWords, partsOf, stripInWords } from "./walk_times.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./walk_times.js").Clock} Clock */

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 36;
const LEAST_SHARE_FOR_NUMBER = 4.5; // per cent of the width

/**
 * Return the drawing, said in one sentence to those who cannot see it.
 * @param {WalkAnswer} answer
 * @param {Clock} clock
 */
export function strip(answer, clock) {
  const total = Math.max(1, answer.walk.seconds);
  const drawing = svg("svg", { class: "walk-strip", height: HEIGHT, role: "img", "aria-label": stripInWords(answer, clock.language) });
  drawing.append(svg("line", { class: "strip-way", x1: "0", x2: "100%", y1: HEIGHT / 2, y2: HEIGHT / 2 }));
  const stops = stopsOf(answer);
  for (const { doing, seconds, from, stop } of partsOf(answer)) {
    if (doing === "walking" || !stop) continue;
    const [x, width] = [(from / total) * 100, (seconds / total) * 100];
    drawing.append(stay({ x, width, number: stops.indexOf(stop) + 1, stop, language: clock.language }));
  }
  const ends = [answer.walk.depart, answer.walk.arrive].map((moment) => element("span", {}, clockInWords(moment, clock)));
  const key = element(
    "p",
    { class: "strip-key" },
    ends[0],
    element("span", { class: "strip-sum" }, t("walking {walking}, staying {staying}", { walking: durationInWords(answer.walk.walk_seconds), staying: durationInWords(answer.walk.dwell_seconds) })),
    ends[1],
  );
  return element("div", { class: "walk-strip-box" }, drawing, key);
}

/** @param {{x: number, width: number, number: number, stop: import("./types").WalkedStop, language: "th" | "en"}} part */
function stay({ x, width, number, stop, language }) {
  const { kind } = stop.properties;
  const group = svg("g", { class: "strip-stay", ...(kind ? { "data-kind": kind } : {}) });
  const name = nameIn(stop.properties, language);
  const title = svg("title", {});
  title.textContent = name || t("Point on the map");
  group.append(title, svg("rect", { x: `${x}%`, width: `${width}%`, y: 5, height: HEIGHT - 10, rx: 5 }));
  if (width >= LEAST_SHARE_FOR_NUMBER) {
    const label = svg("text", { x: `${x + width / 2}%`, y: HEIGHT / 2, dy: "0.36em", "text-anchor": "middle" });
    label.textContent = String(number);
    group.append(label);
  }
  return group;
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function svg(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
