/** Puts activities and field notes on the map page. */

import { ActivityPanel } from "./activity_panel.js";
import { send } from "./api.js";
import { cityAt } from "./cities.js";
import { element, find } from "./dom.js";
import { agendasOf } from "./living.js";
import { NoteForm } from "./note_form.js";
import { setUpNoteLayer } from "./note_layer.js";
import { NoteQueue } from "./note_queue.js";
import { sendNote } from "./note_sending.js";
import { clearNotice, showNotice } from "./notices.js";
import { t } from "./words.js";

/** @typedef {import("./types").City} City */
/** @typedef {import("./note_form.js").Place} Place */
/** @typedef {import("./activity_panel.js").Parts & {picking: import("./picking.js").Picking}} Parts */

const SUBJECT = "note";
const SAID_FOR_MS = 8_000;

/** @param {Parts} parts */
export function setUpLiving(parts) {
  fillChoices(parts);
  new ActivityPanel(parts);
  setUpNoteLayer(parts);
  setUpNotes(parts);
}

/** @param {Parts} parts */
function fillChoices({ page }) {
  const title = (/** @type {import("./types").Term} */ term) => (page.language === "th" ? term.title_th : term.title_en);
  find("#activities-age").append(...page.ageGroups.map((each) => element("option", { value: each.id }, title(each))));
  const kinds = page.noteKinds.map((each, index) =>
    element("label", { class: "pill" }, element("input", { type: "radio", name: "note-kind", value: each.id, checked: index === 0 }), element("span", {}, title(each))));
  find("#note-kinds").append(...kinds);
}

/** @param {Parts} parts */
function setUpNotes({ map, page, store, cities, picking }) {
  const urls = { note: page.urls.notes, media: page.urls.noteMedia };
  const queue = new NoteQueue((note) => sendNote(note, { send, urls }));
  const cityOf = (/** @type {Place} */ place) => cityAt(cities, place) ?? store.state.city ?? cities[0].id;
  const form = new NoteForm({
    agendas: (place) => agendasOf(page, place ? cityOf(place) : (store.state.city ?? cities[0]?.id ?? "")),
    pick: (use) => pickPlace(picking, use),
    send: async (note) => {
      const outcome = await queue.add({ ...note, city: cityOf(note), space: store.state.space });
      tell(outcome === "sent"
        ? t("Thank you. A curator reads your note before others see it.")
        : t("There is no connection now. Your note is kept on this device and sent later."));
      return outcome;
    },
  });
  find("#note-toggle").addEventListener("click", () => form.open());
  find("#follow-note").addEventListener("click", () => form.open({ isHere: true }));
  const flush = () => sendKept(queue);
  window.addEventListener("online", flush);
  flush();
}

/** @param {import("./picking.js").Picking} picking @param {(place: Place | null) => void} use */
function pickPlace(picking, use) {
  let isChosen = false;
  picking.begin({
    message: t("Tap the place of your note on the map."),
    use: (place) => {
      isChosen = "lon" in place;
      if ("lon" in place) use(place);
    },
    onEnd: () => setTimeout(() => isChosen || use(null)),
  });
}

/** @param {NoteQueue} queue */
async function sendKept(queue) {
  const { sent, refused } = await queue.flush();
  if (refused.length) {
    const reason = refused[0] instanceof Error ? refused[0].message : String(refused[0]);
    tell(t("A note that was kept here could not be taken: {reason}", { reason }));
  } else if (sent) tell(sent === 1 ? t("The note that was kept here is sent.") : t("{count} notes that were kept here are sent.", { count: sent }));
}

/** @param {string} message */
function tell(message) {
  showNotice(SUBJECT, { message, label: t("Close"), act: () => clearNotice(SUBJECT) });
  setTimeout(() => clearNotice(SUBJECT), SAID_FOR_MS);
}
