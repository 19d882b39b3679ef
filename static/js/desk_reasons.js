/** Why something is done: ready-made reasons, or one's own. */

import { ask, choice, labelled } from "./desk_parts.js";
import { element } from "./dom.js";
import { t } from "./words.js";

const LONGEST = 500;

/**
 * Ask for a reason; null where it was thought better of.
 * @param {number} number of what is rejected
 * @returns {Promise<string | null>}
 */
export async function askReason(number) {
  const ready = [
    t("It is listed already."), t("The place is outside the city."), t("It could not be confirmed."),
    t("It says too little to find the place."), t("It is advertising, or not about a place."), t("It tells about a person who did not agree."),
  ];
  const chosen = choice([...ready.map((each) => /** @type {[string, string]} */ ([each, each])), ["", t("Another reason")]], ready[0]);
  const own = element("textarea", { rows: 3, maxlength: LONGEST });
  const ownField = labelled(t("Reason in your own words"), own);
  ownField.hidden = true;
  chosen.addEventListener("change", () => {
    ownField.hidden = chosen.value !== "";
    if (!ownField.hidden) own.focus();
  });
  const reason = () => chosen.value || own.value.trim();
  const isAgreed = await ask({
    title: number > 1 ? t("Why are these {number} rejected?", { number }) : t("Why is it rejected?"),
    body: element("div", {}, labelled(t("Reason"), chosen), ownField),
    yes: t("Reject"),
    check: () => (reason() ? null : t("Write the reason first.")),
  });
  return isAgreed ? reason() : null;
}

/** Return a field for why something is done, which may stay empty, and what it adds to an address. */
export function whyField() {
  const text = element("input", { type: "text", maxlength: LONGEST, autocomplete: "off" });
  return {
    element: labelled(t("Why (kept in the history)"), text),
    /** @returns {Record<string, string>} */
    read: () => (text.value.trim() ? { reason: text.value.trim() } : {}),
  };
}

/** Ask for a text; null where it was thought better of. @param {{title: string, label: string, yes: string, isNeeded?: boolean}} question */
export async function askText({ title, label, yes, isNeeded = false }) {
  const text = element("textarea", { rows: 3, maxlength: LONGEST });
  const isAgreed = await ask({ title, body: labelled(label, text), yes, check: () => (isNeeded && !text.value.trim() ? t("Write it first.") : null) });
  return isAgreed ? text.value.trim() : null;
}
