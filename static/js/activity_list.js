/** Activities as rows of a list: when, what, where, for whom. */

import { element } from "./dom.js";
import { feeInWords, timeInWords, titleIn } from "./living.js";
import { languageOf, nameIn, t } from "./words.js";

/** @typedef {import("./living_types").Happening} Happening */
/** @typedef {{language: "th" | "en", timezone: string, ageGroups: import("./types").Term[]}} Wording */

/**
 * Return the row of one time that an activity happens.
 * @param {Happening} happening
 * @param {Wording} wording
 * @param {(space: number) => void} onChoose
 */
export function activityItem(happening, wording, onChoose) {
  const { language } = wording;
  const title = titleIn(happening, language);
  const place = nameIn(happening.space, language);
  const about = [place, agesInWords(happening, wording), feeInWords(happening)].filter(Boolean).join(" · ");
  const row = element(
    "button",
    { type: "button", class: "activity-row" },
    element("span", { class: "activity-time" }, timeInWords(happening, wording)),
    element("strong", { lang: languageOf(title) }, title),
    element("span", { class: "activity-about" }, about),
  );
  row.addEventListener("click", () => onChoose(happening.space.id));
  return element("li", {}, row);
}

/** Return what stands in the list where nothing happens. @param {boolean} isElsewhen */
export function noActivity(isElsewhen) {
  const words = isElsewhen
    ? t("Nothing happens in this time. Move the slider to another.")
    : t("No activity is announced for the coming eight weeks.");
  return element("li", { class: "hint" }, words);
}

/** @param {Happening} happening @param {Wording} wording */
function agesInWords({ age_groups: ages }, { ageGroups, language }) {
  if (!ages.length || ages.length === ageGroups.length) return "";
  const named = ageGroups.filter(({ id }) => ages.includes(id));
  return named.map((each) => (language === "th" ? each.title_th : each.title_en)).join(", ");
}
