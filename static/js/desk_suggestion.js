/** One suggestion in words: what it is about, what it says, and what became of it. */

import { moment, spaceName } from "./desk_parts.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Contribution} Contribution */

/** @param {Contribution} each @param {Bench} bench */
export function suggestionTitle(each, bench) {
  if (each.subject) return spaceName(each.subject, bench);
  const proposed = Object.fromEntries(each.diff.map(({ field, after }) => [field, after]));
  return spaceName({ id: each.id, ...proposed }, bench);
}

/** @param {string} action */
export function actionInWords(action) {
  return { create: t("New place"), update: t("Correction"), hide: t("Gone") }[action] ?? action;
}

/** @param {Contribution} contribution @returns {string | null} */
export function kindOf({ diff, subject }) {
  return diff.find(({ field }) => field === "kind")?.after ?? subject?.kind ?? null;
}

/**
 * Return what is told of a suggestion before its fields.
 * @param {Contribution} chosen
 * @param {Bench} bench
 * @returns {Node[]}
 */
export function suggestionHead(chosen, bench) {
  const { page, city } = bench;
  const space = (/** @type {number} */ id) => `?tab=spaces&id=${id}&city=${city.id}&lang=${page.language}`;
  const made = chosen.result_id ?? chosen.subject?.id ?? null;
  const name = suggestionTitle(chosen, bench);
  return [
    element("h2", {}, `${actionInWords(chosen.action)}: ${name}`),
    ...(chosen.status === "pending" ? [] : [decision(chosen, bench)]),
    ...(chosen.message ? [element("blockquote", { class: "desk-message" }, chosen.message)] : []),
    ...(chosen.picture ? [element("img", { class: "desk-picture", src: chosen.picture, alt: t("The picture that was sent along"), loading: "lazy" })] : []),
    ...(made === null ? [] : [element("p", {}, element("a", { href: space(made) }, t("Open the space: {name}", { name })))]),
    ...(chosen.action === "hide" ? [element("p", {}, t("Somebody says that this place is no longer there."))] : []),
    ...(chosen.stale && chosen.action !== "create" ? [element("p", { class: "desk-warning" }, t("The space was changed after this was sent; look at what stands there now."))] : []),
  ];
}

/**
 * Return the spaces that may be the one that is suggested.
 * @param {Contribution} chosen
 * @param {Bench} bench
 */
export function suggestionTwins({ duplicates }, { page, city, ...bench }) {
  if (!duplicates.length) return [];
  const lines = duplicates.map((twin) => element("li", {},
    element("a", { href: `?tab=spaces&id=${twin.id}&city=${city.id}&lang=${page.language}` }, spaceName(twin, { page, city, ...bench })),
    twin.metres === null ? null : " · ", twin.metres === null ? null : t("{metres} m away", { metres: twin.metres })));
  return [element("h3", {}, t("Perhaps it is there already")), element("ul", { class: "desk-twins" }, ...lines)];
}

/** Who decided it, when, and why. @param {Contribution} chosen @param {Bench} bench */
function decision({ status, decided_by, decided_at, reason }, bench) {
  const words = status === "approved" ? t("Suggestion taken") : t("Rejected");
  return element("div", { class: "desk-decision" },
    element("p", {}, element("strong", {}, words), decided_by ? ` · ${decided_by}` : null, decided_at ? " · " : null, decided_at ? moment(decided_at, bench) : null),
    reason ? element("p", {}, t("Reason: {reason}", { reason })) : null);
}
