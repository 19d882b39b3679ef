/** One space as a line of a list: drawing, name, kind, distance. */

import { distanceInWords } from "./distance.js";
import { element } from "./dom.js";
import { kindIcon } from "./icons.js";
import { matchedParts } from "./matching.js";
import { languageOf, nameIn, otherName, t } from "./words.js";

/** @typedef {import("./types").Feature} SpaceFeature */
/** @typedef {import("./markers.js").Wording} Wording */

/**
 * Return the inside of a row.
 * @param {SpaceFeature} space
 * @param {Wording} wording
 * @param {{typed?: string, metres?: number}} [options] what to highlight, and how far away it is
 * @returns {Node[]}
 */
export function rowContent(space, { language, kindTitle }, { typed = "", metres } = {}) {
  const { properties } = space;
  const name = nameIn(properties, language) || t("No name");
  const other = otherName(properties, language);
  const badge = element("span", { class: "badge", "data-kind": properties.kind });
  badge.append(kindIcon(properties.kind, properties.subkind));
  return [
    badge,
    element(
      "span",
      { class: "row-text" },
      element("span", { class: "row-name", lang: languageOf(name) }, ...highlighted(name, typed)),
      other && element("span", { class: "row-other", lang: languageOf(other) }, ...highlighted(other, typed)),
      element("span", { class: "row-kind" }, kindTitle(properties.kind)),
    ),
    ...(metres === undefined
      ? []
      : [element("span", { class: "row-distance" }, distanceInWords(metres, language))]),
  ];
}

/** @param {string} name @param {string} typed */
function highlighted(name, typed) {
  return matchedParts(name, typed).map(({ text, isMatch }) =>
    isMatch ? element("mark", {}, text) : text,
  );
}
