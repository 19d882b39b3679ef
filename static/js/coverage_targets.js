/** What of a scenario stands on the map: each target with its place, its kind, what happens to it. */

import { changeOf, spacesNamed, withAdditionAs, withChange } from "./coverage_scenario.js";

/** @typedef {import("./coverage_types").Scenario} Scenario */
/** @typedef {{addition: number} | {space: number}} Target a new space by its position, or an existing one */
/** @typedef {"new" | "removed" | "changed" | "untouched"} Fate */
/**
 * @typedef {object} Standing a target as it stands on the map
 * @property {string} key
 * @property {Target} target
 * @property {Fate} fate
 * @property {number} lon
 * @property {number} lat
 * @property {string} kind
 * @property {string | null} subkind
 */
/** @typedef {{get: (id: number) => import("./types").Feature | null, placeOf: (id: number) => {lon: number, lat: number} | null}} Known */

/** @param {Target} target */
export function keyOf(target) {
  return "space" in target ? `s${target.space}` : `a${target.addition}`;
}

/** What a scenario does to a target. @param {Scenario} scenario @param {Target} target @returns {Fate} */
export function fateOf(scenario, target) {
  if ("addition" in target) return "new";
  if (scenario.remove.includes(target.space)) return "removed";
  return changeOf(scenario, target.space) ? "changed" : "untouched";
}

/**
 * Return all that stands on the map, and what is chosen there; existing spaces once they are known.
 * @param {Scenario} scenario @param {Known} known @param {Target | null} chosen
 * @returns {Standing[]}
 */
export function standing(scenario, known, chosen) {
  const additions = scenario.add.map((each, addition) => ({
    key: keyOf({ addition }),
    target: { addition },
    fate: /** @type {Fate} */ ("new"),
    lon: each.lon,
    lat: each.lat,
    kind: each.kind ?? "",
    subkind: null,
  }));
  const more = chosen && "space" in chosen ? [chosen.space] : [];
  const spaces = [...new Set([...spacesNamed(scenario), ...more])];
  return [...additions, ...spaces.flatMap((space) => spaceStanding(scenario, known, space))];
}

/** @param {Scenario} scenario @param {Known} known @param {number} space @returns {Standing[]} */
function spaceStanding(scenario, known, space) {
  const place = known.placeOf(space);
  const properties = known.get(space)?.properties;
  if (!place || !properties) return [];
  const { lon = place.lon, lat = place.lat } = changeOf(scenario, space) ?? {};
  const target = { space };
  return [{ key: keyOf(target), target, fate: fateOf(scenario, target), lon, lat, kind: properties.kind, subkind: properties.subkind }];
}

/** @param {Scenario} scenario @param {Target} target @param {{lon: number, lat: number}} place */
export function movedTo(scenario, target, place) {
  return "space" in target ? withChange(scenario, target.space, place) : withAdditionAs(scenario, target.addition, place);
}
