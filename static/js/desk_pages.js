/** Lists that are longer than a page: read on where they end, and said how long they are. */

import { button } from "./desk_parts.js";
import { element } from "./dom.js";
import { t } from "./words.js";

export const PAGE = 100;

/**
 * Return the first rows of a list: as many as are wanted, page by page.
 * @template Row
 * @param {(after: number | null) => Promise<{rows: Row[], next: number | null, total: number}>} ask for the rows after one
 * @param {number} wanted
 */
export async function readPages(ask, wanted) {
  let page = await ask(null);
  const rows = [...page.rows];
  while (page.next !== null && rows.length < wanted) {
    page = await ask(page.next);
    rows.push(...page.rows);
  }
  return { rows, total: page.total };
}

/**
 * Return how many of a list are shown, with a way to more of them.
 * @param {{shown: number, total: number, onMore: () => void}} list
 */
export function howMany({ shown, total, onMore }) {
  const isMore = shown < total;
  const words = isMore ? t("{shown} of {total}", { shown, total }) : t("{number} in all", { number: total });
  return element("p", { class: "desk-length hint", role: "status" }, words, isMore ? " " : null, isMore ? button(t("Show more"), onMore) : null);
}
