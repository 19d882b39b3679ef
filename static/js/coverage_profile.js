/** The profile of one district, on the card. */

import { intervalBar } from "./coverage_headline.js";
import { districtName, inDigits, inKilometres, inPercent, inRange, inWhole, levelName, peopleCounted, peopleUncovered } from "./coverage_words.js";
import { element } from "./dom.js";
import { languageOf, otherName, t } from "./words.js";

/** @typedef {import("./coverage_types").Row} Row */
/** @typedef {import("./types").Term} Term */
/** @typedef {{language: "th" | "en", ageGroups: Term[], minutes: number}} Wording */

/** @param {Row} row @param {Wording} wording */
export function profileHead(row, { language }) {
  const name = districtName(row, language);
  const other = otherName(row, language);
  return [
    element(
      "div",
      { class: "card-names" },
      element("h2", { id: "card-title", tabindex: -1, lang: languageOf(name) }, name),
      other && element("p", { class: "card-other", lang: languageOf(other) }, other),
      element("p", { class: "card-kind" }, [levelName(row.level), row.code].join(" · ")),
    ),
  ];
}

/** @param {Row} row @param {Wording} wording */
export function profileBody(row, wording) {
  return [
    row.share === null ? streetFigure(row, wording) : peopleFigure(row, wording),
    stepBars(row),
    ageBars(row, wording),
    element("dl", { class: "facts profile-facts" }, ...facts(row).flat()),
    row.people_source && element("p", { class: "origin" }, t("People: {source}", { source: row.people_source })),
  ].filter((each) => each !== null && each !== "");
}

/** @param {Row} row @param {Wording} wording */
function peopleFigure(row, { minutes }) {
  return element(
    "div",
    { class: "profile-figure" },
    element("p", {}, element("strong", {}, inPercent(row.share)), " ", t("of the people reach it within {minutes} minutes ({range})", { minutes, range: inRange(row.share_low, row.share_high) })),
    intervalBar(row),
    element("p", {}, t("{covered} of {people} people; {uncovered} do not", { covered: inWhole(row.people_covered), people: inWhole(peopleCounted(row)), uncovered: inWhole(peopleUncovered(row)) })),
  );
}

/** @param {Row} row @param {Wording} wording */
function streetFigure(row, { minutes }) {
  return element("p", { class: "profile-figure" }, element("strong", {}, inPercent(row.street_share)), " ", t("of the streets lie within {minutes} minutes; nobody is counted here", { minutes }));
}

/** The share within 5, 10 and 15 minutes. @param {Row} row */
function stepBars(row) {
  const steps = Object.entries(row.shares).filter(([, share]) => share !== null);
  if (!steps.length) return null;
  return bars(t("Within so many minutes"), steps.map(([minutes, share]) => [t("{minutes} min", { minutes }), share, ""]));
}

/** @param {Row} row @param {Wording} wording */
function ageBars(row, { ageGroups, language }) {
  const groups = ageGroups.filter(({ id }) => row.by_age[id]);
  if (!groups.length) return null;
  return bars(
    t("By age"),
    groups.map(({ id, title_th: th, title_en: en }) => {
      const { share, people } = row.by_age[id];
      return [language === "th" ? th : en, share, t("{count} people", { count: inWhole(people) })];
    }),
  );
}

/** @param {string} title @param {[string, number | null, string][]} rows name, share, more */
function bars(title, rows) {
  const list = rows.map(([name, share, more]) =>
    element(
      "li",
      {},
      element("span", { class: "bar-name" }, name, more && element("small", {}, more)),
      element("span", { class: "bar", "aria-hidden": "true" }, element("span", { style: `width:${((share ?? 0) * 100).toFixed(1)}%` })),
      element("span", { class: "bar-figure" }, inPercent(share)),
    ),
  );
  return element("section", { class: "bars" }, element("h3", {}, title), element("ul", {}, ...list));
}

/** @param {Row} row @returns {Node[][]} */
function facts(row) {
  return [
    fact(t("Median minutes to the nearest"), inDigits(row.nearest_minutes_median, 1)),
    fact(t("Spaces in it"), inWhole(row.spaces)),
    fact(t("Streets within reach"), t("{covered} of {all} km", { covered: inKilometres(row.street_metres_covered), all: inKilometres(row.street_metres) })),
    row.built_hectares === null ? [] : fact(t("Built area within reach"), t("{share} of {hectares} ha", { share: inPercent(row.built_share), hectares: inDigits(row.built_hectares, 0) })),
    row.variety === null ? [] : fact(t("Kinds within reach, mean"), inDigits(row.variety, 1)),
    row.gini === null ? [] : fact(t("Gini of access"), inDigits(row.gini, 2)),
    row.inside > 0.995 ? [] : fact(t("Part of it in the city"), inPercent(row.inside)),
  ];
}

/** @param {string} term @param {string} value @returns {Node[]} */
function fact(term, value) {
  return [element("dt", {}, element("span", {}, term)), element("dd", {}, value)];
}
