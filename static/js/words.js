/** Wording: every visible sentence is an English msgid looked up in the catalogue of the page. */

/** @type {Record<string, string>} */
let catalogue = {};

/**
 * Set the catalogue of this page.
 * @param {Record<string, string>} messages translations by msgid; a missing one stays English
 */
export function setMessages(messages) {
  catalogue = messages;
}

/**
 * Say `message` in the language of the page, its `{names}` filled from `values`.
 * @param {string} message
 * @param {Record<string, string | number>} [values]
 */
export function t(message, values = {}) {
  const wording = catalogue[message] ?? message;
  return wording.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * Return a name as it stands after Thai words: close to Thai, apart from other letters.
 * @param {string} name
 * @param {"th" | "en"} language
 */
export function afterWords(name, language) {
  return language === "th" && !/^[\u0E00-\u0E7F]/.test(name) ? ` ${name}` : name;
}

/**
 * Return the name of something in `language`, or in the other one where it has only that.
 * @param {{name_th?: string | null, name_en?: string | null}} named
 * @param {"th" | "en"} language
 * @returns {string} empty where it has no name at all
 */
export function nameIn(named, language) {
  const [first, second] =
    language === "th" ? [named.name_th, named.name_en] : [named.name_en, named.name_th];
  return first || second || "";
}

/**
 * Return the name in the language that `nameIn` does not return, empty where there is none.
 * @param {{name_th?: string | null, name_en?: string | null}} named
 * @param {"th" | "en"} language
 */
export function otherName(named, language) {
  const other = nameIn(named, language === "th" ? "en" : "th");
  return other === nameIn(named, language) ? "" : other;
}

/**
 * Return the language tag of a text by its script, so that it is spoken and shaped rightly.
 * @param {string} text
 * @returns {"th" | "en"}
 */
export function languageOf(text) {
  return /[\u0E00-\u0E7F]/.test(text) ? "th" : "en";
}
