/** What was written: by whom, when, why and from where; undone where nothing came after it. */

import { fillUrl, getJson, send } from "./api.js";
import { pastDiff } from "./desk_diff.js";
import { authorInWords, subjectInWords, writeInWords } from "./desk_history_words.js";
import { ask, button, labelled, moment, nothing, ofCity, tell, tellFailure } from "./desk_parts.js";
import { whyField } from "./desk_reasons.js";
import { debounced, element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Write} Write */

const PAGE = 30;
const TYPING_MS = 300;

/** The history of the city, as a part of the desk. */
export class CityHistory {
  /** @param {Bench} bench */
  constructor(bench) {
    const actor = element("input", { type: "search", autocomplete: "off" });
    const shown = element("div");
    const show = () => {
      const asked = { ...ofCity(bench), ...(actor.value.trim() && { actor: actor.value.trim() }) };
      shown.replaceChildren(historyList(bench, asked, show));
    };
    actor.addEventListener("input", debounced(TYPING_MS, show));
    bench.body.append(element("div", { class: "desk-filters" }, labelled(t("Who wrote"), actor)), shown);
    show();
  }

  end() {}
}

/**
 * Return a list of writes that loads itself.
 * @param {Bench} bench
 * @param {Record<string, string | number>} asked of whom or what
 * @param {() => void} onUndone
 */
export function historyList(bench, asked, onUndone) {
  const list = element("ul", { class: "desk-history" });
  const more = element("p");
  const load = async (/** @type {number | null} */ after) => {
    try {
      const { writes, next } = await getJson(fillUrl(bench.page.urls.history, {}, { ...asked, limit: PAGE, ...(after && { after }) }));
      list.append(...writes.map((/** @type {Write} */ write) => writeItem(write, bench, onUndone)));
      if (!list.children.length) list.append(element("li", {}, nothing(t("Nothing was written yet."))));
      more.replaceChildren(...(next ? [button(t("Show older ones"), () => load(next))] : []));
    } catch (error) {
      tellFailure(error, () => load(after));
    }
  };
  load(null);
  return element("div", {}, list, more);
}

/** @param {Write} write @param {Bench} bench @param {() => void} onUndone */
function writeItem(write, bench, onUndone) {
  const { page } = bench;
  const subject = subjectInWords(write, bench);
  const isEdited = write.layer in page.words.fields && write.subject_id !== null;
  const title = isEdited ? element("a", { href: `?tab=${write.layer}&id=${write.subject_id}&city=${bench.city.id}&lang=${page.language}` }, subject) : subject;
  const undo = write.undoable ? button(t("Undo …"), () => undoWrite(write, bench, onUndone), { name: t("Undo: {what}", { what: `${writeInWords(write.action)}, ${subject}` }) }) : null;
  return element("li", {},
    element("p", {}, element("strong", {}, writeInWords(write.action)), " · ", title),
    element("p", { class: "hint" }, moment(write.at, bench), ` · ${authorInWords(write).join(" · ")}`),
    write.reason ? element("p", {}, t("Reason: {reason}", { reason: write.reason })) : null,
    write.diff.length ? element("details", {}, element("summary", {}, t("{number} fields", { number: write.diff.length })), pastDiff(write.layer, write.diff, bench)) : null,
    undo);
}

/** @param {Write} write @param {Bench} bench @param {() => void} onUndone */
async function undoWrite(write, bench, onUndone) {
  const swapped = write.diff.map(({ field, title, before, after }) => ({ field, title, before: after, after: before }));
  const why = whyField();
  const isAgreed = await ask({
    title: t("Undo this?"),
    body: element("div", {}, element("p", {}, t("It will be as it was before:")), pastDiff(write.layer, swapped, bench), why.element),
    yes: t("Undo"),
  });
  if (!isAgreed) return;
  try {
    await send(fillUrl(bench.page.urls.undo, { id: write.id }, why.read()));
    tell(t("It is undone."));
    onUndone();
  } catch (error) {
    tellFailure(error, onUndone);
  }
}
