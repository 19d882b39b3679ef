/** What went wrong or is missing, said over the map, with the way out; and what is read aloud. */

import { element, find } from "./dom.js";
import { t } from "./words.js";

/** @typedef {{message: string, label?: string, act?: () => void, isPassing?: boolean}} Notice */

/** @type {Map<string, Notice>} */
const notices = new Map();

/**
 * Show a notice, replacing the one of the same subject.
 * @param {string} subject
 * @param {Notice} notice `act` is what its button does; a passing one is acted on by itself once
 * the connection is back
 */
export function showNotice(subject, notice) {
  notices.set(subject, notice);
  draw();
}

/** @param {string} subject */
export function clearNotice(subject) {
  if (notices.delete(subject)) draw();
}

/**
 * Say that something could not be loaded and offer to try again.
 * @param {string} subject
 * @param {unknown} error
 * @param {() => void} retry
 */
export function showFailure(subject, error, retry) {
  const message = error instanceof Error ? error.message : String(error);
  const act = () => {
    clearNotice(subject);
    retry();
  };
  showNotice(subject, { message, label: t("Try again"), act, isPassing: true });
}

/** Read something aloud to those who cannot see it. @param {string} message */
export function announce(message) {
  find("#announcer").textContent = message;
}

function draw() {
  const bySentence = new Map([...notices.values()].map((each) => [each.message, each]));
  const boxes = [...bySentence.values()].map((notice) => {
    const box = element("div", { class: "notice" }, element("p", {}, notice.message));
    if (notice.act) box.append(button(notice));
    return box;
  });
  find("#notices").replaceChildren(...boxes);
}

/** @param {Notice} notice */
function button(notice) {
  const made = element("button", { type: "button", class: "button" }, notice.label ?? "");
  made.addEventListener("click", () => {
    const same = [...notices.values()].filter((each) => each.message === notice.message);
    for (const each of same) each.act?.();
  });
  return made;
}

window.addEventListener("online", () => {
  for (const notice of [...notices.values()]) if (notice.isPassing) notice.act?.();
});
