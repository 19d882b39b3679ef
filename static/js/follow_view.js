/** The boxes of follow mode: what they show, and what pressing in them does. */

import { element, find } from "./dom.js";
import { followIcon, turnIcon } from "./follow_icons.js";
import { arrivedCard, finishedCard, stepList } from "./follow_cards.js";
import { stopAhead } from "./follow_progress.js";
import { instruction, nameAhead, timeLeft, toNextStop } from "./follow_words.js";

/** @typedef {import("./follow_types").Route} Route */
/** @typedef {import("./follow_types").Progress} Progress */
/** @typedef {import("./follow_words.js").Clock} Clock */
/** @typedef {import("./follow_words.js").Moments} Moments */
/** @typedef {{label: string, act: () => void}} Choice */
/** @typedef {{route: Route, progress: Progress, budget: number | null}} Shown */
/**
 * @typedef {object} Hearers what pressing does
 * @property {() => void} onGoOn
 * @property {() => void} onHere
 * @property {() => void} onSkip
 * @property {() => void} onRecentre
 * @property {() => void} onVoice
 * @property {() => void} onEnd
 * @property {((space: number) => void) | null} onSpace shows all that is known of a space
 */

const SHOWN_MS = 20_000;

export class FollowView {
  /** @param {Clock} clock @param {Hearers} hearers */
  constructor(clock, hearers) {
    this._clock = clock;
    this._hearers = hearers;
    this._listening = new AbortController();
    this._card = "";
    /** @type {Shown | null} */
    this._shown = null;
    /** @type {Map<string, number>} when each remark was first made */
    this._since = new Map();
    // what stands at the map's lower edge makes room for the boxes
    this._heights = new ResizeObserver(() => {
      const { height } = find("#follow-bottom").getBoundingClientRect();
      document.documentElement.style.setProperty("--follow-bottom", `${Math.round(height)}px`);
    });
    this._listen();
    find("#follow-list-icon").replaceChildren(followIcon("stepsList"));
    find("#follow-offer").hidden = true;
    find("#follow").hidden = false;
    document.documentElement.classList.add("is-following");
  }

  _listen() {
    const { signal } = this._listening;
    const hearers = this._hearers;
    const isClosed = () => find("#follow-steps").hidden === true;
    const press = (/** @type {string} */ id, /** @type {() => void} */ act) =>
      find(id).addEventListener("click", act, { signal });
    press("#follow-banner", () => this._openSteps(isClosed()));
    press("#follow-list", () => this._openSteps(isClosed()));
    press("#follow-steps-close", () => this._openSteps(false));
    press("#follow-here", () => this._afterSteps(hearers.onHere));
    press("#follow-skip", () => this._afterSteps(hearers.onSkip));
    press("#follow-recentre", hearers.onRecentre);
    press("#follow-voice", hearers.onVoice);
    press("#follow-end", () => this._askToEnd());
    find("#follow-steps").addEventListener("keydown", (event) => event.key === "Escape" && this._openSteps(false), { signal });
    this._heights.observe(find("#follow-bottom"));
  }

  /** @param {Shown} shown @param {Moments} moments */
  show(shown, moments) {
    const focused = document.activeElement;
    const isOurs = find("#follow").contains(focused);
    this._shown = shown;
    this._showBanner(shown);
    this._showNext(shown, moments);
    this._showCard(shown, moments);
    if (!find("#follow-steps").hidden) this._showSteps(shown);
    if (isOurs && !isSeen(focused)) this.focus();
  }

  /**
   * Show short remarks under the banner, those that last only for a while; all of them stand above
   * the steps.
   * @param {import("./follow_remarks.js").Remark[]} remarks
   */
  remark(remarks) {
    const now = Date.now();
    const since = new Map(remarks.map(({ text }) => [text, this._since.get(text) ?? now]));
    this._since = since;
    const isNew = (/** @type {string} */ text) => now - (since.get(text) ?? now) < SHOWN_MS;
    list("#follow-remarks", remarks.filter(({ text, isLasting }) => !isLasting || isNew(text)));
    list("#follow-standing", remarks);
  }

  /** Say what is wrong and what can be done; null: nothing. @param {{message: string, choices: Choice[]} | null} trouble */
  trouble(trouble) {
    const box = find("#follow-trouble");
    box.hidden = trouble === null;
    if (!trouble) return;
    find("#follow-trouble-text").textContent = trouble.message;
    find("#follow-trouble-actions").replaceChildren(
      ...trouble.choices.map(({ label, act }, index) => {
        const button = element("button", { type: "button", class: index ? "button" : "button button-strong" }, label);
        button.addEventListener("click", act);
        return button;
      }),
    );
  }

  /** @param {boolean} isOn */
  showVoice(isOn) {
    find("#follow-voice").setAttribute("aria-pressed", String(isOn));
    find("#follow-voice-icon").replaceChildren(followIcon(isOn ? "voice" : "voiceOff"));
  }

  /** @param {boolean} isOffered */
  offerRecentre(isOffered) {
    find("#follow-recentre").hidden = !isOffered;
  }

  /** Put the focus on what matters most now. */
  focus() {
    const card = find("#follow-arrived");
    const target = card.hidden ? find("#follow-banner") : find("#follow-arrived-title", card);
    target.focus({ preventScroll: true });
  }

  openSteps() {
    this._openSteps(true);
  }

  remove() {
    this._listening.abort();
    this._heights.disconnect();
    this._openSteps(false);
    find("#follow").hidden = true;
    document.documentElement.classList.remove("is-following");
    find("#map").focus({ preventScroll: true });
  }

  /** @param {Shown} shown */
  _showBanner({ route, progress }) {
    const isWalking = progress.phase === "walking" || progress.phase === "approach";
    find("#follow-banner").hidden = !isWalking;
    if (!isWalking) return;
    const { distance, text, step } = instruction(route, progress, this._clock);
    find("#follow-turn").replaceChildren(turnIcon(step));
    find("#follow-distance").textContent = distance;
    find("#follow-text").textContent = text;
  }

  /** @param {Shown} shown @param {Moments} moments */
  _showNext({ route, progress, budget }, moments) {
    const { distance, minutes, arrival } = toNextStop(route, progress, { ...this._clock, now: moments.now });
    const ahead = stopAhead(route, progress);
    const number = find("#follow-next-number");
    number.textContent = ahead === null ? "" : String(ahead + 1);
    number.hidden = ahead === null;
    number.dataset.kind = (ahead !== null && route.stops[ahead].kind) || "";
    find("#follow-next-name").textContent = nameAhead(route, progress, this._clock);
    for (const [id, value] of [["#follow-metres", distance], ["#follow-minutes", minutes], ["#follow-arrival", arrival]]) {
      find(id).textContent = value;
      /** @type {HTMLElement} */ (find(id).parentElement).hidden = !value;
    }
    const { text, isLate } = timeLeft(route, progress, { ...moments, ...this._clock, budget });
    find("#follow-time").textContent = progress.phase === "finished" ? "" : text;
    find("#follow-time").classList.toggle("is-late", isLate);
  }

  /** The card of arrival is made once, so that what is focused in it stays. @param {Shown} shown @param {Moments} moments */
  _showCard({ route, progress }, moments) {
    const isOver = progress.phase === "arrived" || progress.phase === "finished";
    const card = find("#follow-arrived");
    card.hidden = !isOver;
    find("#follow-next").hidden = isOver;
    const key = `${progress.phase}:${progress.leg}`;
    if (!isOver || this._card === key) return void (this._card = isOver ? key : "");
    this._card = key;
    const parts = { clock: this._clock, hearers: this._hearers, moments };
    card.replaceChildren(...(progress.phase === "finished" ? finishedCard(parts) : arrivedCard(route, progress, parts)));
  }

  /** @param {boolean} isOpen */
  _openSteps(isOpen) {
    const steps = find("#follow-steps");
    const changes = steps.hidden === isOpen;
    steps.hidden = !isOpen;
    for (const id of ["#follow-banner", "#follow-list"]) find(id).setAttribute("aria-expanded", String(isOpen));
    if (isOpen && this._shown) this._showSteps(this._shown);
    if (!changes) return;
    if (isOpen) steps.focus({ preventScroll: true });
    else if (steps.contains(document.activeElement)) find("#follow-list").focus({ preventScroll: true });
  }

  /** @param {() => void} act */
  _afterSteps(act) {
    this._openSteps(false);
    act();
  }

  /** @param {Shown} shown */
  _showSteps({ route, progress }) {
    const body = find("#follow-steps-body");
    body.replaceChildren(...stepList(route, progress, this._clock));
    body.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    find("#follow-here").hidden = progress.phase === "arrived" || progress.phase === "finished";
    find("#follow-skip").hidden = progress.phase === "finished" || progress.leg + 1 >= route.legs.length || progress.phase === "arrived";
  }

  _askToEnd() {
    const dialog = /** @type {HTMLDialogElement} */ (find("#follow-ending"));
    const closed = () => dialog.returnValue === "end" && this._hearers.onEnd();
    dialog.returnValue = "";
    dialog.addEventListener("close", closed, { once: true });
    dialog.showModal();
  }
}

/** @param {Element | null} element */
function isSeen(element) {
  return element instanceof HTMLElement && element.isConnected && element.offsetParent !== null;
}

/** @param {string} selector @param {import("./follow_remarks.js").Remark[]} remarks */
function list(selector, remarks) {
  const box = find(selector);
  const wanted = remarks.map(({ text, kind }) => `${kind}:${text}`).join("\n");
  if (box.dataset.shown === wanted) return; // nothing flickers
  box.dataset.shown = wanted;
  box.replaceChildren(...remarks.map(({ text, kind }) => element("li", { "data-kind": kind }, text)));
}
