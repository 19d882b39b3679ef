/** The trail in words: who wrote, what was done, and to what. */

import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Write} Write */

/** @param {string} action */
export function writeInWords(action) {
  return {
    create: t("Added"), update: t("Changed"), replace: t("Changed"), hide: t("Hidden"), undo: t("Undone"), merge: t("Merged"), remove: t("Removed"),
    suggest: t("Suggested"), send: t("Sent"), rate: t("Rated"), approve: t("Suggestion taken"), reject: t("Rejected"), reopen: t("Opened again"),
    publish: t("Published"), solve: t("Solved"), issue: t("QR sheet made"), offer: t("Likely twins found"), dismiss: t("Said to be two places"),
    "keep figures": t("Figures kept"), "keep scenario": t("Scenario kept"), "forget scenario": t("Scenario removed"),
    "add account": t("Account added"), "disable account": t("Account closed"), "link account": t("Account linked"), "set password": t("Password set"),
    "make a key for a new password": t("Link for a new password made"), "sign out": t("Signed out"), "add token": t("Token made"), "revoke token": t("Token revoked"),
    "add city": t("City added"), "replace city": t("City changed"), restore: t("Backup restored"),
    "import osm": t("Imported from OpenStreetMap"), "import spaces": t("Spaces imported"), "import districts": t("Districts imported"), "import population": t("Population imported"),
  }[action] ?? action;
}

/** @param {Write} write @param {Bench} bench */
export function subjectInWords({ layer, subject_id }, { page }) {
  const name = page.words.collections[layer] ?? layerInWords(layer);
  return subject_id === null ? name : `${name} ${subject_id}`;
}

/** @param {string} layer that is no collection of the desk */
function layerInWords(layer) {
  return {
    contributions: t("Suggestion"), media: t("Picture or recording"), ratings: t("Stars of a route"), duplicates: t("Likely twins"), stamp_sheets: t("Stamp sheet"),
    agendas: t("Agenda"), outcomes: t("Outcome"), scenarios: t("Scenario"), snapshots: t("Kept figures"), accounts: t("Account"), tokens: t("Token"), cities: t("City"),
    districts: t("Districts"), population: t("Population"), "import osm": t("Map of the city"), database: t("Database"),
  }[layer] ?? layer;
}

/** Who wrote, and from where: of a citizen a mark that holds for a day. @param {Write} write */
export function authorInWords({ actor, address }) {
  if (actor === "citizen") return [t("a citizen"), ...(address ? [t("mark {mark}", { mark: address.slice(0, 6) })] : [])];
  const name = actor === "shell" ? t("from the shell") : actor.replace("account:", "");
  return [name, ...(address ? [address] : [])];
}
