/** What follow mode says of where one is. */

import { distanceInWords } from "./distance.js";
import { secondsToEnd, stopAhead, wayAhead } from "./follow_progress.js";
import { clockInWords, durationInWords } from "./walk_times.js";
import { nameIn, t } from "./words.js";

/** @typedef {import("./follow_types").Route} Route */
/** @typedef {import("./follow_types").Progress} Progress */
/** @typedef {{language: "th" | "en", timezone: string}} Clock */
/** @typedef {{startedAt: number, arrivedAt: number | null, now: number}} Moments milliseconds since 1970 */

const HERE_METRES = 15;
const CLOSE_METRES = 40;

/**
 * Return the name of the stop ahead, or what its place is.
 * @param {Route} route @param {Progress} progress @param {Clock} clock
 */
export function nameAhead(route, progress, { language }) {
  const ahead = stopAhead(route, progress);
  if (ahead === null) return t("End of the walk");
  return nameIn(route.stops[ahead], language) || t("Point on the map");
}

/**
 * Return the instruction of the moment and how far it is.
 * @param {Route} route @param {Progress} progress @param {Clock} clock
 * @returns {{distance: string, text: string, step: {kind: string, modifier?: string}}}
 */
export function instruction(route, progress, clock) {
  const { step, stepMetres, metres } = wayAhead(route, progress);
  if (progress.phase === "approach") {
    const distance = metres ? distanceInWords(metres, clock.language) : "";
    return { distance, text: t("Go to where the walk begins"), step: { kind: "depart" } };
  }
  if (!step) return { distance: distanceInWords(metres, clock.language), text: nameAhead(route, progress, clock), step: { kind: "arrive" } };
  const distance = stepMetres < HERE_METRES ? t("Now") : distanceInWords(stepMetres, clock.language);
  return { distance, text: step.text, step };
}

/**
 * Return what is to be heard now, and on what occasion: an instruction once from afar and once
 * where it is to be followed.
 * @param {Route} route @param {Progress} progress @param {Clock} clock
 * @returns {{sentence: string, occasion: string}}
 */
export function spoken(route, progress, clock) {
  const { phase, leg, isOff } = progress;
  const { stepIndex, stepMetres } = wayAhead(route, progress);
  const isClose = stepMetres < CLOSE_METRES;
  const occasion = [phase, leg, isOff, phase === "walking" && !isOff && [stepIndex, isClose]].join();
  return { occasion, sentence: sentence(route, progress, isClose, clock) };
}

/** @param {Route} route @param {Progress} progress @param {boolean} isClose @param {Clock} clock */
function sentence(route, progress, isClose, clock) {
  if (progress.phase === "finished") return t("You have walked the whole walk.");
  if (progress.phase === "arrived") return t("You are there: {place}", { place: nameAhead(route, progress, clock) });
  if (progress.phase === "approach") return t("Go to where the walk begins");
  if (progress.isOff) return t("You have left the route.");
  const { distance, text } = instruction(route, progress, clock);
  return isClose ? text : t("In {distance}: {instruction}", { distance, instruction: text });
}

/**
 * Return the way to the next stop: metres, minutes, and when one is there.
 * @param {Route} route @param {Progress} progress
 * @param {Clock & {now: number}} clock
 */
export function toNextStop(route, progress, clock) {
  const { metres, seconds } = wayAhead(route, progress);
  const distance = distanceInWords(metres, clock.language);
  if (progress.phase === "approach") return { distance: metres ? distance : "", minutes: "", arrival: "" };
  const arrival = clockInWords(new Date(clock.now + seconds * 1000).toISOString(), clock);
  return { distance, minutes: durationInWords(seconds), arrival };
}

/**
 * Say how much of the time is left and whether the rest of the walk fits into it.
 * @param {Route} route @param {Progress} progress
 * @param {Moments & Clock & {budget: number | null | undefined}} given `budget` in minutes
 * @returns {{text: string, isLate: boolean}}
 */
export function timeLeft(route, progress, { startedAt, arrivedAt, now, budget, ...clock }) {
  const stayed = arrivedAt === null ? 0 : (now - arrivedAt) / 1000;
  const need = secondsToEnd(route, progress, stayed);
  const until = clockInWords(new Date(now + need * 1000).toISOString(), clock);
  if (!budget) return { text: t("The walk ends about {time}", { time: until }), isLate: false };
  const left = budget * 60 - (now - startedAt) / 1000;
  if (left <= 0) return { text: t("Your time is up; the rest takes {need}", { need: durationInWords(need) }), isLate: true };
  const whole = durationInWords(Math.floor(left / 60) * 60);
  return need > left
    ? { text: t("{left} left, but the rest takes {need}", { left: whole, need: durationInWords(need) }), isLate: true }
    : { text: t("{left} left; done about {time}", { left: whole, time: until }), isLate: false };
}
