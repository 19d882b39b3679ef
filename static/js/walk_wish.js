/** A plan in one line of words. */

import { isTimed } from "./walk_plan.js";
import { clockInWords, dayInWords, durationInWords } from "./walk_times.js";
import { t } from "./words.js";

/** @typedef {import("./types").WalkPlan} WalkPlan */
/** @typedef {{language: "th" | "en", zoneOf: (city: string) => string, nameOf: (place: import("./types").WalkPlace) => string}} Options */

/**
 * @param {WalkPlan} plan
 * @param {Options} options
 */
export function wishInWords(plan, { language, zoneOf, nameOf }) {
  const clock = { language, timezone: zoneOf(plan.city) };
  const time = plan.budget_minutes !== undefined && durationInWords(plan.budget_minutes * 60);
  const when = plan.depart
    ? [dayInWords(plan.depart, clock), clockInWords(plan.depart, clock)].filter(Boolean).join(" ")
    : t("now");
  return [
    isTimed(plan) ? t("Chosen for me") : t("Stops I choose"),
    time,
    plan.start && t("from {place}", { place: nameOf(plan.start) }),
    when,
    profileInWords(plan.profile),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** @param {string | undefined} profile empty for the usual one */
function profileInWords(profile) {
  if (profile === "child") return t("Child");
  if (profile === "senior") return t("Older person");
  if (profile === "stroller") return t("Stroller");
  if (profile === "wheelchair") return t("Wheelchair user");
  return "";
}
