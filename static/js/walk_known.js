/** What is known of the place of a stop, in a line. */

import { element } from "./dom.js";
import { languageOf, nameIn, t } from "./words.js";

/** @typedef {import("./types").WalkedStop["properties"]["knowledge"]} Knowledge */

/**
 * Return the line, null where nothing is known.
 * @param {Knowledge} knowledge
 * @param {"th" | "en"} language
 */
export function knownLine(knowledge, language) {
  if (!knowledge?.length) return null;
  const titles = knowledge.map(({ title_th: thai, title_en: english }) => nameIn({ name_th: thai, name_en: english }, language));
  const words = t("Known here: {titles}", { titles: titles.join(" · ") });
  return element("p", { class: "walk-known", lang: languageOf(titles.join("")) }, words);
}
