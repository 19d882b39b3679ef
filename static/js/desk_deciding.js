/** Deciding about suggestions: why it is asked, how it is sent, and how it is said and taken back. */

import { fillUrl, getJson, send } from "./api.js";
import { ask, ofCity, tell, tellFailure } from "./desk_parts.js";
import { askReason, askText } from "./desk_reasons.js";
import { undoNewest } from "./desk_undo.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {"approve" | "reject" | "reopen"} Decision */

const MOST = 100; // as many are decided in one request

/**
 * Ask what must be known first: a reason, or whether several are taken as they are.
 * @param {number} number of those that are decided
 * @param {Decision} decision
 * @returns {Promise<string | null>} the reason, empty for none; null where it was thought better of
 */
export async function askFirst(number, decision) {
  if (decision === "reject") return askReason(number);
  if (decision === "reopen") {
    const title = number > 1 ? t("Open these {number} again?", { number }) : t("Open it again?");
    return askText({ title, label: t("Why (kept in the history)"), yes: t("Open again") });
  }
  const isAgreed = number === 1 || (await ask({ title: t("Take {number} suggestions as they are?", { number }), yes: t("Take them") }));
  return isAgreed ? "" : null;
}

/**
 * Send a decision about any number of suggestions; what came of each.
 * @param {Bench} bench
 * @param {number[]} ids
 * @param {{decision: Decision, reason?: string} & Record<string, any>} more
 * @returns {Promise<any[]>}
 */
export async function sendDecision({ page }, ids, more) {
  const results = [];
  for (let at = 0; at < ids.length; at += MOST) {
    const { data } = await send(page.urls.decisions, { body: { ids: ids.slice(at, at + MOST), ...more } });
    results.push(...data.results);
  }
  return results;
}

/**
 * Return how what was decided is taken back; nothing where that takes more than a press.
 * @param {Bench} bench
 * @param {any[]} done
 * @param {Decision} decision
 * @param {() => void} after
 */
export function takingBack(bench, done, decision, after) {
  const made = done.length === 1 && decision === "approve" ? done[0].result_id : null;
  if (made) return () => undoNewest(bench, "spaces", made, after);
  if (decision !== "reject") return undefined;
  return async () => {
    try {
      await sendDecision(bench, done.map(({ id }) => id), { decision: "reopen", reason: t("Taken back at once") });
      tell(t("It is undone."));
    } catch (error) {
      tellFailure(error, after);
    }
    after();
  };
}

/** @param {Decision} decision @param {number} number @param {string} name of the first */
export function decidedInWords(decision, number, name) {
  if (number === 1) return { approve: t("Taken: {name}", { name }), reject: t("Rejected: {name}", { name }), reopen: t("It waits again: {name}", { name }) }[decision];
  return { approve: t("{number} suggestions are taken.", { number }), reject: t("{number} suggestions are rejected.", { number }), reopen: t("{number} suggestions wait again.", { number }) }[decision];
}

/** Return who decided something before us, in words. @param {Bench} bench @param {number} id */
export async function whoDecided(bench, id) {
  for (const status of ["approved", "rejected"]) {
    const { contributions } = await getJson(fillUrl(bench.page.urls.contributions, {}, { ...ofCity(bench), status, limit: MOST }));
    const found = contributions.find((/** @type {{id: number}} */ each) => each.id === id);
    if (found) return status === "approved" ? t("Already taken by {name}.", { name: found.decided_by ?? "–" }) : t("Already rejected by {name}.", { name: found.decided_by ?? "–" });
  }
  return null;
}
