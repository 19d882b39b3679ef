/** What a form says, as the server takes it: only the fields that are meant. */

import { readHours, writeHours } from "./suggest_hours.js";
import { languageOf } from "./words.js";

/** @typedef {import("./types").Feature} SpaceFeature */
/** @typedef {"name" | "hours" | "kind" | "gone" | "other"} Matter */
/**
 * @typedef {object} Fields what stands in the form, texts untrimmed
 * @property {Matter} matter
 * @property {string} name
 * @property {string} name_th
 * @property {string} name_en
 * @property {string[]} days
 * @property {string} from
 * @property {string} to
 * @property {string} kind
 * @property {string} message
 * @property {string} website_2 which no person sees
 */

/**
 * Return what stands in the form of a space before anything is changed.
 * @param {SpaceFeature | null} space null for a new one
 * @returns {Fields}
 */
export function firstFields(space) {
  const known = space?.properties;
  const hours = readHours(known?.opening_hours ?? null) ?? { days: [], from: "08:30", to: "16:30" };
  return {
    matter: "name",
    name: "",
    name_th: known?.name_th ?? "",
    name_en: known?.name_en ?? "",
    ...hours,
    kind: known?.kind ?? "",
    message: "",
    website_2: "",
  };
}

/**
 * Return the correction of a space.
 * @param {SpaceFeature} space
 * @param {Fields} fields
 */
export function correctionOf(space, fields) {
  const { city, version } = space.properties;
  return {
    city,
    action: fields.matter === "gone" ? "hide" : "update",
    subject: space.id,
    ...(typeof version === "number" && { base_version: version }),
    properties: corrected(space, fields),
    ...words(fields),
  };
}

/**
 * Return a new space.
 * @param {string} city
 * @param {{lon: number, lat: number}} place
 * @param {Fields} fields
 */
export function creationOf(city, { lon, lat }, fields) {
  const name = fields.name.trim();
  return {
    city,
    action: "create",
    geometry: { type: "Point", coordinates: [lon, lat] },
    properties: { kind: fields.kind, [`name_${languageOf(name)}`]: name },
    ...words(fields),
  };
}

/**
 * Say whether a correction says nothing that is not there already.
 * @param {SpaceFeature} space
 * @param {Fields} fields
 */
export function saysNothing(space, fields) {
  if (fields.matter === "gone" || fields.message.trim()) return false;
  return Object.keys(corrected(space, fields)).length === 0;
}

/** @param {SpaceFeature} space @param {Fields} fields @returns {Record<string, string | null>} */
function corrected({ properties }, fields) {
  /** @type {Record<Matter, Record<string, string | null>>} */
  const meant = {
    name: { name_th: fields.name_th.trim() || null, name_en: fields.name_en.trim() || null },
    hours: { opening_hours: writeHours(fields) || (properties.opening_hours ?? null) },
    kind: { kind: fields.kind },
    gone: {},
    other: {},
  };
  const differing = Object.entries(meant[fields.matter]).filter(
    ([name, value]) => value !== (properties[name] ?? null),
  );
  return Object.fromEntries(differing);
}

/** @param {Fields} fields */
function words({ message, website_2 }) {
  return { ...(message.trim() && { message: message.trim() }), ...(website_2 && { website_2 }) };
}
