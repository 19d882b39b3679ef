/** What is to be said about a walk: notes, other ways to walk it, what was left out and why. */

import { distanceInWords } from "./distance.js";
import { element } from "./dom.js";
import { durationInWords } from "./walk_times.js";
import { languageOf, nameIn, t } from "./words.js";

/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./types").WalkAlternative} WalkAlternative */
/** @typedef {import("./types").LeftOutSpace} LeftOutSpace */

const FIRST_LEFT_OUT = 6;

/** @param {WalkAnswer} answer */
export function notes({ walk }) {
  if (!walk.notes.length) return null;
  return element("ul", { class: "walk-notes" }, ...walk.notes.map((note) => element("li", {}, note)));
}

/**
 * Return the choice among other ways to walk the same stops.
 * @param {WalkAnswer} answer
 * @param {{language: "th" | "en", preferred: string[], onTake: (prefer: string[]) => void, onPreview: (alternative: WalkAlternative | null) => void}} options
 */
export function alternatives({ walk }, { language, preferred, onTake, onPreview }) {
  const rows = walk.alternatives.map((alternative) => {
    const { text, metres, seconds, prefer } = alternative;
    const cost = `${distanceInWords(metres, language)} · ${durationInWords(seconds)}`;
    const button = choice(text, cost, () => onTake([...new Set([...preferred, prefer])]));
    const preview = () => onPreview(alternative);
    const forget = () => onPreview(null);
    for (const name of ["pointerenter", "focus"]) button.addEventListener(name, preview);
    for (const name of ["pointerleave", "blur", "click"]) button.addEventListener(name, forget);
    return element("li", {}, button);
  });
  if (preferred.length) rows.push(element("li", {}, choice(t("Back to the shortest way"), "", () => onTake([]))));
  if (!rows.length) return null;
  return section(t("Other ways"), element("ul", { class: "walk-choices" }, ...rows));
}

/** @param {string} text @param {string} cost @param {() => void} act */
function choice(text, cost, act) {
  const button = element("button", { type: "button", class: "walk-choice", "data-key": `way:${text}` }, element("span", {}, text), cost && element("small", {}, cost));
  button.addEventListener("click", act);
  return button;
}

/**
 * Return the list of what is not on the walk.
 * @param {LeftOutSpace[]} spaces
 * @param {{language: "th" | "en", isWished: (space: number) => boolean, isSeen: (space: number) => boolean, onAdd: (space: number) => void, onRemove: (space: number) => void, onForget: (space: number) => void}} options
 */
export function leftOut(spaces, options) {
  if (!spaces.length) return null;
  const rows = spaces.map((space) => {
    const name = nameIn(space, options.language) || t("No name");
    const text = element("span", { class: "walk-left-text" }, element("strong", { lang: languageOf(name) }, name), element("span", {}, space.text));
    return element("li", {}, text, space.space !== null && leftOutAction(space.space, name, options));
  });
  const more = rows.splice(FIRST_LEFT_OUT);
  const list = element("ul", { class: "walk-left" }, ...rows);
  const rest = more.length > 0 && element("details", { "data-open": "left" }, element("summary", { "data-key": "left" }, t("{count} more", { count: more.length })), element("ul", { class: "walk-left" }, ...more));
  return section(t("Left out"), list, rest);
}

/** @param {number} space @param {string} name @param {Parameters<typeof leftOut>[1]} options */
function leftOutAction(space, name, { isWished, isSeen, onAdd, onRemove, onForget }) {
  const [label, title, act] = isWished(space)
    ? [t("Take out"), t("Take {name} out", { name }), onRemove]
    : isSeen(space)
      ? [t("Allow again"), t("Allow {name} again", { name }), onForget]
      : [t("Add"), t("Add {name} to the walk", { name }), onAdd];
  const button = element("button", { type: "button", class: "link-button", "aria-label": title, "data-key": `left:${space}` }, label);
  button.addEventListener("click", () => act(space));
  return button;
}

/** @param {string} heading @param {...(Node | null | false)} content */
function section(heading, ...content) {
  return element("section", { class: "walk-section" }, element("h3", {}, heading), ...content);
}
