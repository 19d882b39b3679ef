/** The card of a stop one has arrived at, of a finished walk, and the list of steps. */

import { distanceInWords } from "./distance.js";
import { element } from "./dom.js";
import { turnIcon } from "./follow_icons.js";
import { stopAhead, wayAhead } from "./follow_progress.js";
import { kindIcon } from "./icons.js";
import { knownLine } from "./walk_known.js";
import { clockInWords, durationInWords, openness, opennessInWords } from "./walk_times.js";
import { afterWords, languageOf, nameIn, otherName, t } from "./words.js";

/** @typedef {import("./follow_types").Route} Route */
/** @typedef {import("./follow_types").RouteStop} RouteStop */
/** @typedef {import("./follow_types").Progress} Progress */
/** @typedef {import("./follow_words.js").Clock} Clock */
/** @typedef {{clock: Clock, hearers: import("./follow_view.js").Hearers, moments: import("./follow_words.js").Moments}} Parts */

/** @param {Route} route @param {Progress} progress @param {Parts} parts @returns {Node[]} */
export function arrivedCard(route, progress, parts) {
  const ahead = stopAhead(route, progress);
  const stop = route.stops[ahead ?? route.stops.length - 1];
  const isLast = progress.leg + 1 >= route.legs.length;
  const go = button(isLast ? t("Finish the walk") : t("Go on"), parts.hearers.onGoOn, true);
  const { space } = stop;
  const { onSpace } = parts.hearers;
  const more = space !== null && onSpace && button(t("About this place"), () => onSpace(space));
  return [
    head(stop, parts.clock),
    element("p", { class: "follow-stay" }, stay(stop, parts)),
    stop.space !== null && element("p", { class: "open-line", "data-open": openness(stop) }, opennessInWords(stop, parts.clock)),
    stop.why && element("p", { class: "follow-why", lang: languageOf(stop.why) }, stop.why),
    knownLine(stop.knowledge, parts.clock.language),
    element("div", { class: "follow-choices" }, go, more),
  ].filter((each) => each instanceof Node);
}

/** @param {Parts} parts @returns {Node[]} */
export function finishedCard({ hearers, moments }) {
  const took = durationInWords((moments.now - moments.startedAt) / 1000);
  return [
    element("h2", { id: "follow-arrived-title", tabindex: -1 }, t("You have walked the whole walk.")),
    element("p", {}, t("It took {duration}.", { duration: took })),
    element("div", { class: "follow-choices" }, button(t("Close"), hearers.onEnd, true)),
  ];
}

/**
 * Return the steps leg by leg, the present one marked.
 * @param {Route} route @param {Progress} progress @param {Clock} clock
 * @returns {Node[]}
 */
export function stepList(route, progress, clock) {
  const { stepIndex } = wayAhead(route, progress);
  return route.legs.flatMap((leg, legIndex) => {
    const name = leg.stop === null ? t("End of the walk") : nameIn(route.stops[leg.stop], clock.language) || t("Point on the map");
    const title = leg.stop === null ? name : t("To {place}", { place: afterWords(name, clock.language) });
    const rows = leg.steps.map((step, index) => {
      const isNow = progress.phase === "walking" && legIndex === progress.leg && index === stepIndex;
      const isDone = legIndex < progress.leg || (legIndex === progress.leg && (index < stepIndex || progress.phase === "arrived")) || progress.phase === "finished";
      const metres = (leg.steps[index + 1]?.along ?? leg.metres) - step.along;
      return element(
        "li",
        { class: isDone ? "is-done" : null, "aria-current": isNow ? "step" : null },
        turnIcon(step),
        element("span", { class: "follow-step-text" }, step.text),
        metres >= 1 && element("span", { class: "follow-step-metres" }, distanceInWords(metres, clock.language)),
      );
    });
    return [element("h3", {}, title), element("ol", {}, ...rows)];
  });
}

/** @param {RouteStop} stop @param {Clock} clock */
function head(stop, { language }) {
  const name = nameIn(stop, language) || t("Point on the map");
  const other = otherName(stop, language);
  const badge = element("span", { class: "badge badge-large", "data-kind": stop.kind }, kindIcon(stop.kind ?? ""));
  return element(
    "div",
    { class: "card-head" },
    badge,
    element(
      "div",
      { class: "card-names" },
      element("p", { class: "follow-there" }, t("You are there")),
      element("h2", { id: "follow-arrived-title", tabindex: -1, lang: languageOf(name) }, name),
      other && element("p", { class: "card-other", lang: languageOf(other) }, other),
    ),
  );
}

/** @param {RouteStop} stop @param {Parts} parts */
function stay({ dwell_minutes: minutes }, { clock, moments }) {
  if (!minutes) return t("No stay is planned here");
  const until = new Date((moments.arrivedAt ?? moments.now) + minutes * 60_000).toISOString();
  return t("Time to stay: {duration}, until {time}", { duration: durationInWords(minutes * 60), time: clockInWords(until, clock) });
}

/** @param {string} label @param {() => void} act @param {boolean} [isStrong] */
function button(label, act, isStrong = false) {
  const made = element("button", { type: "button", class: isStrong ? "button button-strong" : "button" }, label);
  made.addEventListener("click", act);
  return made;
}
