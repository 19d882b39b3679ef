/** The columns of the table of districts: what they hold, how they read, in which order rows stand. */

import { shareChange } from "./coverage_sight.js";
import { districtName, inDigits, inKilometres, inPercent, inPoints, inRange, inWhole, peopleUncovered, withSign } from "./coverage_words.js";
import { t } from "./words.js";

/** @typedef {import("./coverage_types").Row} Row */
/** @typedef {import("./coverage_sight.js").Sight} Sight */
/** @typedef {"th" | "en"} Language */
/**
 * @typedef {object} Column
 * @property {string} id
 * @property {string} title
 * @property {(row: Row) => number | string | null} value by which rows stand, and which the CSV holds
 * @property {(row: Row) => string} text
 * @property {((row: Row) => string)} [hint] a second line
 */

/**
 * Return the columns of what is looked at: those about people only where there are some.
 * @param {Sight} sight
 * @param {Language} language
 * @returns {Column[]}
 */
export function columnsOf(sight, language) {
  return [
    { id: "name", title: t("District"), value: (row) => districtName(row, language), text: (row) => districtName(row, language) },
    ...(sight.trial ? changeColumns(sight) : []),
    ...(sight.hasPeople ? peopleColumns() : []),
    ...streetColumns(),
  ];
}

/** @param {Sight} sight @returns {Column[]} */
function changeColumns(sight) {
  const gained = (/** @type {Row} */ row) => (row.level === "city" ? (sight.trial?.people_gained ?? null) : (sight.differences.get(row.code)?.people_gained ?? null));
  const change = (/** @type {Row} */ row) => (row.level === "city" ? totalChange(sight) : shareChange(sight, row));
  const columns = [{ id: "change", title: t("Change (points)"), value: change, text: (/** @type {Row} */ row) => inPoints(change(row)) }];
  if (!sight.hasPeople) return columns;
  return [{ id: "gained", title: t("People gained"), value: gained, text: (/** @type {Row} */ row) => withSign(gained(row), inWhole) }, ...columns];
}

/** @param {Sight} sight */
function totalChange({ trial, hasPeople }) {
  if (!trial) return null;
  const [from, to] = [trial.total_before, trial.total_after].map((row) => (hasPeople ? row.share : row.street_share));
  return from === null || to === null ? null : to - from;
}

/** @returns {Column[]} */
function peopleColumns() {
  return [
    { id: "share", title: t("Share of people"), value: (row) => row.share, text: (row) => inPercent(row.share), hint: (row) => inRange(row.share_low, row.share_high) },
    { id: "uncovered", title: t("Not within reach"), value: peopleUncovered, text: (row) => inWhole(peopleUncovered(row)) },
    { id: "people_covered", title: t("Within reach"), value: (row) => row.people_covered, text: (row) => inWhole(row.people_covered) },
    { id: "people", title: t("People"), value: (row) => row.people, text: (row) => inWhole(row.people) },
    { id: "gini", title: t("Gini"), value: (row) => row.gini, text: (row) => inDigits(row.gini, 2) },
  ];
}

/** @returns {Column[]} */
function streetColumns() {
  return [
    { id: "nearest_minutes_median", title: t("Median minutes"), value: (row) => row.nearest_minutes_median, text: (row) => inDigits(row.nearest_minutes_median, 1) },
    { id: "spaces", title: t("Spaces"), value: (row) => row.spaces, text: (row) => inWhole(row.spaces) },
    { id: "street_share", title: t("Share of streets"), value: (row) => row.street_share, text: (row) => inPercent(row.street_share) },
    { id: "street_metres", title: t("Streets (km)"), value: (row) => row.street_metres, text: (row) => inKilometres(row.street_metres) },
  ];
}

/**
 * Return the rows as they stand in the table: those that match, in order; what is not known last.
 * @param {Row[]} rows
 * @param {Column[]} columns
 * @param {{sort: string, q: string, language: Language}} options
 */
export function arranged(rows, columns, { sort, q, language }) {
  const { column, isDown } = readSort(sort, columns);
  const wanted = q.trim().toLocaleLowerCase(language);
  const found = rows.filter((row) => !wanted || [row.name_th, row.name_en, row.code].some((name) => name?.toLocaleLowerCase(language).includes(wanted)));
  return found.sort((a, b) => compared(column.value(a), column.value(b), isDown, language) || a.code.localeCompare(b.code));
}

/** @param {string} sort @param {Column[]} columns a sort by no column of these is one by share */
export function readSort(sort, columns) {
  const isDown = sort.startsWith("-");
  const id = sort.replace(/^-/, "");
  const column = columns.find((each) => each.id === id);
  if (column) return { column, isDown };
  const usual = columns.find((each) => each.id === "share") ?? columns.find((each) => each.id === "street_share");
  return { column: usual ?? columns[0], isDown: false };
}

/** @param {number | string | null} a @param {number | string | null} b @param {boolean} isDown @param {Language} language */
function compared(a, b, isDown, language) {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = typeof a === "string" ? a.localeCompare(String(b), language) : a - Number(b);
  return isDown ? -order : order;
}
