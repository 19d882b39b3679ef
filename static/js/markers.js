/** Markers as the map shows them: one space, several, or the chosen one. */

import * as L from "leaflet";
import { dominantKinds } from "./clusters.js";
import { element } from "./dom.js";
import { kindIcon } from "./icons.js";
import { languageOf, nameIn, t } from "./words.js";

/** @typedef {import("./types").Spot} Spot */
/** @typedef {{language: "th" | "en", kindTitle: (kind: string) => string}} Wording */

const SINGLE_SIZE = 32;
const CHOSEN_SIZE = 44;
const SHOWN_KINDS = 2;

/**
 * Return the marker of a spot; keyboard and mouse both call `onChoose`.
 * @param {Spot} spot
 * @param {Wording} wording
 * @param {(spot: Spot) => void} onChoose
 */
export function spotMarker(spot, wording, onChoose) {
  const isSingle = spot.count === 1;
  const size = isSingle ? SINGLE_SIZE : clusterSize(spot.count);
  const html = isSingle ? singleFace(spot, wording) : clusterFace(spot);
  const marker = L.marker([spot.lat, spot.lon], {
    icon: L.divIcon({ html, className: "spot", iconSize: [size, size] }),
    riseOnHover: true,
  });
  marker.on("add", () => makeButton(marker, spotLabel(spot, wording), () => onChoose(spot)));
  return marker;
}

/**
 * Return the marker of the chosen space, above all others.
 * @param {{lat: number, lon: number, kind: string, subkind: string | null}} space
 * @param {string} label
 */
export function chosenMarker(space, label) {
  const pin = element("div", { class: "chosen-pin" }, kindIcon(space.kind, space.subkind));
  const face = element("div", { class: "chosen-face", "data-kind": space.kind }, pin);
  return L.marker([space.lat, space.lon], {
    icon: L.divIcon({
      html: face,
      className: "chosen",
      iconSize: [CHOSEN_SIZE, CHOSEN_SIZE],
      iconAnchor: [CHOSEN_SIZE / 2, CHOSEN_SIZE + 8],
    }),
    keyboard: false,
    interactive: false,
    zIndexOffset: 10_000,
    alt: label,
  });
}

/**
 * Say in words what a marker is.
 * @param {Spot} spot
 * @param {Wording} wording
 */
export function spotLabel(spot, { language, kindTitle }) {
  if (spot.count === 1) {
    const name = nameIn(spot, language) || t("No name");
    return [name, kindTitle(spot.kind)].join(", ");
  }
  const kinds = dominantKinds(spot)
    .slice(0, 3)
    .map(([kind, count]) => `${kindTitle(kind)} ${count}`);
  return t("{count} learning spaces: {kinds}", { count: spot.count, kinds: kinds.join(", ") });
}

/** @param {Spot} spot @param {Wording} wording */
function singleFace(spot, { language }) {
  const name = nameIn(spot, language);
  return element(
    "div",
    { class: "spot-face", "data-kind": spot.kind },
    kindIcon(spot.kind, spot.subkind),
    name && element("span", { class: "spot-name", lang: languageOf(name) }, name),
  );
}

/** @param {Spot} spot */
function clusterFace(spot) {
  const kinds = dominantKinds(spot);
  const face = element("div", { class: "cluster-face", style: `--ring:${ring(kinds, spot.count)}` });
  const icons = kinds.slice(0, SHOWN_KINDS).map(([kind]) => {
    const icon = element("span", { class: "cluster-kind", "data-kind": kind });
    icon.append(kindIcon(kind));
    return icon;
  });
  const count = element("span", { class: "cluster-count" }, compact(spot.count));
  face.append(element("span", { class: "cluster-kinds" }, ...icons), count);
  return face;
}

/** The share of each kind as a ring of colours. @param {[string, number][]} kinds @param {number} total */
function ring(kinds, total) {
  let from = 0;
  const parts = kinds.map(([kind, count]) => {
    const to = from + (count / total) * 100;
    const part = `var(--kind-${kind}) ${from.toFixed(1)}% ${to.toFixed(1)}%`;
    from = to;
    return part;
  });
  return `conic-gradient(${parts.join(",")})`;
}

/** @param {number} count */
function clusterSize(count) {
  return count < 10 ? 42 : count < 100 ? 46 : 52;
}

/** @param {number} count */
function compact(count) {
  return count < 10_000 ? String(count) : `${Math.round(count / 1000)}k`;
}

/**
 * Let a marker on the map be pressed with the keyboard too.
 * @param {L.Marker} marker @param {string} label @param {() => void} press
 */
export function makeButton(marker, label, press) {
  const face = marker.getElement();
  if (!face) return;
  face.setAttribute("role", "button");
  face.setAttribute("aria-label", label);
  face.title = label;
  marker.on("click", press);
  L.DomEvent.on(face, "keydown", (event) => {
    const { key } = /** @type {KeyboardEvent} */ (event);
    if (key !== "Enter" && key !== " ") return;
    L.DomEvent.stop(event);
    press();
  });
}
