/** Districts in the order and grouping in which people look for them. */

import { nameIn } from "./words.js";

/** @typedef {import("./types").Feature<import("./types").DistrictProperties>} District */

/**
 * Group districts: larger ones first, then each with the smaller ones whose code begins with its
 * own (as Thai DOPA codes do).
 * @param {District[]} districts
 * @param {"th" | "en"} language
 * @returns {{head: District | null, members: District[]}[]} those without a head in one last group
 */
export function groupedDistricts(districts, language) {
  const ordered = [...districts].sort((a, b) => order(a, b, language));
  const heads = ordered.filter((each) => each.properties.level !== "tambon");
  const groups = heads.map((head) => ({ head, members: /** @type {District[]} */ ([]) }));
  /** @type {District[]} */
  const alone = [];
  for (const district of ordered) {
    if (district.properties.level !== "tambon") continue;
    const group = groups.findLast(({ head }) => isPartOf(district, head));
    (group ? group.members : alone).push(district);
  }
  return alone.length ? [...groups, { head: null, members: alone }] : groups;
}

/** @param {District} small @param {District} large */
function isPartOf(small, large) {
  const code = large.properties.code;
  return Boolean(code) && small.properties.code !== code && small.properties.code.startsWith(code);
}

const LEVELS = ["province", "amphoe", "tambon"];

/** @param {District} a @param {District} b @param {"th" | "en"} language */
function order(a, b, language) {
  return (
    LEVELS.indexOf(a.properties.level) - LEVELS.indexOf(b.properties.level) ||
    nameIn(a.properties, language).localeCompare(nameIn(b.properties, language), language)
  );
}
