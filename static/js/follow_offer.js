/** After a reload: the walk that was being followed is offered again. */

import { debounced, find } from "./dom.js";
import { startFollowing } from "./follow.js";
import { routeOf } from "./follow_route.js";
import { nameAhead } from "./follow_words.js";
import { followedBefore, forgetFollowed } from "./follow_kept.js";
import { keepWalkOffline, registerWorker } from "./offline.js";
import { afterWords, t } from "./words.js";

/** @typedef {import("./follow_types").FollowParts} FollowParts */
/** @typedef {import("./walk_planner.js").WalkPlanner} WalkPlanner */
/** @typedef {import("./follow_kept.js").Followed} Followed */

const KEEP_PAUSE_MS = 3_000; // a plan that is still being changed is not kept
const FOLLOW = "follow"; // in a link: begin at once
let isAskedFor = new URLSearchParams(location.search).has(FOLLOW); // before the address is written anew

/**
 * Make the page ready for following, offline too, and offer to continue a walk that was left.
 * @param {FollowParts} parts
 * @param {WalkPlanner} planner whose walks are kept once they stand
 */
export async function setUpFollowing(parts, planner) {
  registerWorker(parts.page);
  const wasAskedFor = isAskedFor;
  planner.onChange(debounced(KEEP_PAUSE_MS, () => keepPlanned(planner, parts)));
  planner.onChange(() => beginAskedFor(planner, parts));
  beginAskedFor(planner, parts);
  const before = await followedBefore();
  if (before && !wasAskedFor) offer(before, parts);
}

/** Begin the walk of a link that says so, once it stands. @param {WalkPlanner} planner @param {FollowParts} parts */
function beginAskedFor({ planned, isBusy }, parts) {
  if (!isAskedFor || !planned || isBusy) return;
  isAskedFor = false;
  startFollowing(planned.answer, parts);
}

/** @param {WalkPlanner} planner @param {FollowParts} parts */
function keepPlanned({ planned, isOpen, isBusy }, { page }) {
  const { connection } = /** @type {{connection?: {saveData?: boolean}}} */ (navigator);
  if (isOpen && planned && !isBusy && navigator.onLine && !connection?.saveData) keepWalkOffline(planned.answer, page);
}

/** @param {Followed} before @param {FollowParts} parts */
function offer(before, parts) {
  const box = find("#follow-offer");
  find("#follow-offer-text").textContent = summary(before, parts);
  find("#follow-continue").addEventListener("click", () => {
    box.hidden = true;
    startFollowing(before.answer, parts, before);
  });
  find("#follow-forget").addEventListener("click", () => {
    box.hidden = true;
    forgetFollowed();
  });
  box.hidden = false;
}

/** @param {Followed} before @param {FollowParts} parts */
function summary({ answer, progress }, { page }) {
  const route = routeOf(answer);
  const place = nameAhead(route, progress, { language: page.language, timezone: "UTC" });
  const named = { place: afterWords(place, page.language) };
  return progress.phase === "arrived" ? t("You were at {place}.", named) : t("You were on the way to {place}.", named);
}
