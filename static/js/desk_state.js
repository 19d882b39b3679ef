/** The state of the desk and its form in the URL, so that a link opens the same work. */

import { writePairs } from "./state.js";

/** @typedef {import("./desk_types").DeskState} DeskState */

export const TABS = ["queue", "notes", "spaces", "knowledge", "activities", "offerings", "partners", "work", "twins", "history", "imports", "sheets"];
const THEMES = ["light", "dark"];

/**
 * Read the state from the query of a URL; what is not understood is left out.
 * @param {string} search
 * @param {"th" | "en"} language
 * @returns {DeskState}
 */
export function readDesk(search, language) {
  const query = new URLSearchParams(search);
  const theme = query.get("theme") ?? "";
  const tab = query.get("tab") ?? "";
  const id = query.get("id") ?? "";
  return {
    language,
    theme: THEMES.includes(theme) ? /** @type {"light" | "dark"} */ (theme) : null,
    city: query.get("city") || null,
    lat: null,
    lon: null,
    zoom: null,
    tab: TABS.includes(tab) ? tab : TABS[0],
    id: /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null,
  };
}

/** @param {DeskState} state */
export function writeDesk({ language, theme, city, tab, id }) {
  return writePairs([
    ["lang", language],
    ["theme", theme],
    ["city", city],
    ["tab", tab],
    ["id", id === null ? null : String(id)],
  ]);
}

/** Say whether "back" should undo a change. @param {DeskState} before @param {DeskState} after */
export function isDeskStep(before, after) {
  return before.tab !== after.tab || before.city !== after.city || (before.id !== after.id && after.id !== null);
}
