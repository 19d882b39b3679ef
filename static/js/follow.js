/** Follow mode: a walk, a walker, and what to say in between. Goes on after a reload and offline. */

import { FollowMap } from "./follow_map.js";
import { watchPosition } from "./follow_position.js";
import { advance, arrive, goOn, notBegun, stopsRemaining } from "./follow_progress.js";
import { remarks, whatIsWrong } from "./follow_remarks.js";
import { planRest, questionForRest } from "./follow_replan.js";
import { routeOf } from "./follow_route.js";
import { buzz, keepScreenOn } from "./follow_screen.js";
import { FollowView } from "./follow_view.js";
import { Voice } from "./follow_voice.js";
import { spoken } from "./follow_words.js";
import { forgetFollowed, keepFollowed } from "./follow_kept.js";
import { keepWalkOffline } from "./offline.js";
import { t } from "./words.js";

/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./follow_types").FollowParts} FollowParts */
/** @typedef {import("./follow_types").Progress} Progress */
/** @typedef {import("./follow_types").Fix} Fix */
/** @typedef {import("./follow_kept.js").Followed} Followed */

const CLOCK_MS = 10_000; // how often times are shown anew while nobody moves
const KEEP_MS = 5_000;

/** @type {Following | null} */
let current = null;

/**
 * Follow a walk; one that is being followed already is left for it.
 * @param {WalkAnswer} answer
 * @param {FollowParts} parts
 * @param {Followed} [before] where one was before the page was left
 */
export function startFollowing(answer, parts, before) {
  current?.leave();
  current = new Following(answer, parts, before);
  current.begin();
}

/** Whether somebody is being led: then nothing else is read aloud. */
export function isFollowing() {
  return current !== null;
}

class Following {
  /** @param {WalkAnswer} answer @param {FollowParts} parts @param {Followed} [before] */
  constructor(answer, parts, before) {
    const { page, zoneOf } = parts;
    const timezone = zoneOf?.(answer.walk.city) ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    this._answer = answer;
    this._parts = parts;
    this._route = routeOf(answer);
    this._progress = before?.progress ?? notBegun(this._route);
    this._startedAt = before?.startedAt ?? Date.now();
    this._arrivedAt = before?.arrivedAt ?? null;
    this._keptAt = 0;
    /** @type {Omit<import("./follow_remarks.js").Condition, "isOnline">} */
    this._condition = { keeping: { kept: 0, total: 0, state: "keeping" }, fix: null, trouble: "", isScreenOn: true, replanning: "", isIgnored: false };
    this._words = { language: page.language, timezone };
    this._voice = new Voice();
    this._view = new FollowView(this._words, this._hearers());
    this._map = new FollowMap(parts.map, { language: page.language, onHeld: (isHeld) => this._view.offerRecentre(!isHeld) });
    /** @type {(() => void)[]} undone in the end */
    this._undo = [];
    this._stopWatching = () => {};
  }

  begin() {
    const show = () => this._show();
    const clock = setInterval(show, CLOCK_MS);
    window.addEventListener("online", show);
    window.addEventListener("offline", show);
    this._parts.onBegin?.();
    this._map.draw(this._answer, this._route, this._progress);
    this._map.lookAt(this._answer.walk.start);
    this._view.showVoice(this._voice.isOn);
    this._undo = [
      () => clearInterval(clock),
      () => window.removeEventListener("online", show),
      () => window.removeEventListener("offline", show),
      keepScreenOn((isScreenOn) => this._now({ isScreenOn })),
    ];
    this._watch();
    this._view.focus();
    keepWalkOffline(this._answer, this._parts.page, (keeping) => current === this && this._now({ keeping }));
    this._keep();
  }

  /** Stop following without a word. */
  leave() {
    this._stopWatching();
    for (const undo of this._undo) undo();
    this._voice.stop();
    this._map.remove();
    this._view.remove();
    current = null;
  }

  /** @returns {import("./follow_view.js").Hearers} */
  _hearers() {
    return {
      onGoOn: () => this._go(goOn(this._route, this._progress)),
      onHere: () => this._go(arrive(this._route, this._progress)),
      onSkip: () => this._go(goOn(this._route, this._progress)),
      onRecentre: () => this._map.recentre(),
      onVoice: () => this._toggleVoice(),
      onEnd: () => this._end(),
      onSpace: this._parts.onSpace ?? null,
    };
  }

  _watch() {
    this._stopWatching();
    this._now({ trouble: "" });
    this._stopWatching = watchPosition({
      onFix: (fix) => this._seen(fix),
      onTrouble: (trouble) => {
        this._voice.say(trouble);
        this._now({ trouble });
      },
    });
  }

  /** @param {Fix} fix */
  _seen(fix) {
    Object.assign(this._condition, { fix, trouble: "" });
    this._go(advance(this._route, this._progress, fix));
    this._map.showFix(fix);
  }

  /** @param {Progress} progress */
  _go(progress) {
    const before = this._progress;
    const hasTurned = before.phase !== progress.phase || before.leg !== progress.leg;
    this._progress = progress;
    if (!progress.isOff) Object.assign(this._condition, { isIgnored: false, replanning: "" });
    if (hasTurned) this._turn();
    this._show();
    const { sentence, occasion } = spoken(this._route, progress, this._words);
    this._voice.say(sentence, occasion);
    if (hasTurned || Date.now() - this._keptAt > KEEP_MS) this._keep();
  }

  /** A stop is reached or left. */
  _turn() {
    const { phase } = this._progress;
    this._arrivedAt = phase === "arrived" ? Date.now() : null;
    if (phase === "arrived" || phase === "finished") buzz();
    this._map.draw(this._answer, this._route, this._progress);
  }

  /** Take note of how things stand now. @param {Partial<typeof this._condition>} changes */
  _now(changes) {
    Object.assign(this._condition, changes);
    this._show();
  }

  _show() {
    const moments = { startedAt: this._startedAt, arrivedAt: this._arrivedAt, now: Date.now() };
    const condition = { ...this._condition, isOnline: navigator.onLine };
    const budget = this._answer.walk.budget_minutes;
    this._view.show({ route: this._route, progress: this._progress, budget }, moments);
    this._view.remark(remarks(condition));
    this._view.trouble(whatIsWrong(this._progress, condition, {
      onRetry: () => this._watch(),
      onSteps: () => this._view.openSteps(),
      onReplan: () => this._replan(),
      onIgnore: () => this._now({ isIgnored: true, replanning: "" }),
    }));
  }

  /** Plan the rest of the walk from here; without a network say how to go on. */
  async _replan() {
    const { fix } = this._condition;
    if (!fix) return;
    this._now({ replanning: "planning" });
    try {
      const answer = await this._rest(fix);
      if (current !== this) return; // another walk is followed by now
      if (answer) return startFollowing(answer, this._parts);
      this._now({ replanning: "" });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this._now({ replanning: navigator.onLine ? reason : t("Planning anew needs a connection. Until then the map shows you and the route.") });
    }
  }

  /** @param {Fix} fix @returns {Promise<WalkAnswer | null | void>} */
  async _rest(fix) {
    const { onReplan, page } = this._parts;
    const { lon, lat } = fix;
    if (onReplan) return onReplan({ lon, lat }, stopsRemaining(this._route, this._progress));
    const given = { progress: this._progress, place: fix, startedAt: this._startedAt, now: Date.now() };
    return planRest(questionForRest(this._answer, this._route, given), page);
  }

  _toggleVoice() {
    this._voice.toggle();
    this._view.showVoice(this._voice.isOn);
    this._voice.speak(spoken(this._route, this._progress, this._words).sentence);
  }

  _keep() {
    this._keptAt = Date.now();
    if (this._progress.phase === "finished") return forgetFollowed();
    return keepFollowed({
      answer: this._answer,
      progress: this._progress,
      startedAt: this._startedAt,
      arrivedAt: this._arrivedAt,
      seenAt: this._keptAt,
    });
  }

  _end() {
    forgetFollowed();
    this.leave();
    this._parts.onEnd?.();
  }
}
