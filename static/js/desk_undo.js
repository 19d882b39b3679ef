/** Undoing the newest write to a feature. */

import { fillUrl, getJson, send } from "./api.js";
import { tell, tellFailure } from "./desk_parts.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */

/**
 * Undo what was last written to a feature, and say so.
 * @param {Bench} bench
 * @param {string} layer
 * @param {number} id
 * @param {() => void} after
 */
export async function undoNewest({ page }, layer, id, after) {
  try {
    const { writes } = await getJson(fillUrl(page.urls.history, {}, { layer, id, limit: 1 }));
    if (!writes[0]?.undoable) return tell(t("It can no longer be undone: somebody changed it again."));
    await send(fillUrl(page.urls.undo, { id: writes[0].id }, { reason: t("Taken back at once") }));
    tell(t("It is undone."));
  } catch (error) {
    tellFailure(error, after);
  }
  after();
}
