/** Field notes: let through or not, and what was done about them. */

import { fillUrl, getJson, send } from "./api.js";
import { PAGE, howMany, readPages } from "./desk_pages.js";
import { button, choice, clearTold, labelled, moment, nothing, ofCity, spaceName, tell, tellFailure } from "./desk_parts.js";
import { askReason, askText } from "./desk_reasons.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Note} Note */

export class Notes {
  /** @param {Bench} bench */
  constructor(bench) {
    this._bench = bench;
    /** @type {Note[]} */
    this._all = [];
    /** @type {number | null} */
    this._chosen = null;
    this._turn = 0;
    this._status = choice([["draft", t("Waiting")], ["published", t("Published")], ["hidden", t("Rejected")]], "draft");
    this._status.addEventListener("change", () => this.load(0));
    this._total = 0;
    this._count = element("div");
    this._list = element("ul", { class: "desk-list" });
    this._detail = element("section", { class: "desk-detail", "aria-label": t("The chosen note"), tabindex: "-1" });
    bench.body.append(element("div", { class: "desk-filters" }, labelled(t("Which notes"), this._status)), element("div", { class: "desk-two" }, element("div", {}, this._list, this._count), this._detail));
    this.load();
  }

  end() {}

  /** @param {number | null} after */
  async _page(after) {
    const { page, count } = this._bench;
    const status = this._status.value;
    const { notes, counts, next } = await getJson(fillUrl(page.urls.notes, {}, { ...ofCity(this._bench), status, limit: PAGE, ...(after && { after }) }));
    count("notes", counts.draft ?? 0);
    return { rows: notes, next, total: counts[status] ?? 0 };
  }

  /** Read the list again, as far as it is shown or as far as is wanted. @param {number} [wanted] */
  async load(wanted = this._all.length) {
    const turn = (this._turn += 1);
    try {
      const { rows, total } = await readPages((after) => this._page(after), wanted);
      if (turn !== this._turn) return; // asked again meanwhile
      [this._all, this._total] = [rows, total];
      this._draw();
    } catch (error) {
      tellFailure(error, () => this.load());
    }
  }

  _draw() {
    this._list.replaceChildren(...this._all.map((note) => this._row(note)));
    if (!this._all.length) this._list.append(element("li", {}, nothing(t("There are no notes like that."))));
    const { length } = this._all;
    this._count.replaceChildren(...(length ? [howMany({ shown: length, total: this._total, onMore: () => this.load(length + PAGE) })] : []));
    this._bench.map.show(this._all.map((note) => ({ id: note.id, at: note.geometry.coordinates, label: note.text.slice(0, 80), tone: note.kind })), (id) => this._choose(id));
    this._choose(this._all.some(({ id }) => id === this._chosen) ? this._chosen : (this._all[0]?.id ?? null));
  }

  /** @param {Note} note */
  _row(note) {
    const open = element("button", { type: "button", class: "desk-row", "data-id": note.id },
      element("span", { class: "desk-tag", "data-tone": note.kind }, this._kind(note)), element("strong", {}, note.text.slice(0, 80)), element("small", {}, moment(note.created_at, this._bench)));
    open.addEventListener("click", () => {
      this._choose(note.id);
      this._detail.focus({ preventScroll: false });
    });
    return element("li", {}, open);
  }

  /** @param {Note} note */
  _kind({ kind }) {
    return this._bench.page.words.noteKinds.find(({ id }) => id === kind)?.title ?? kind;
  }

  /** @param {number | null} id */
  _choose(id) {
    this._chosen = id;
    for (const row of this._list.querySelectorAll("button[data-id]")) {
      if (row.getAttribute("data-id") === String(id)) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    const note = this._all.find((each) => each.id === id);
    this._detail.replaceChildren(...(note ? this._parts(note) : []));
    this._bench.map.choose(id);
  }

  /** @param {Note} note @returns {Node[]} */
  _parts(note) {
    const { words } = this._bench.page;
    const agendas = note.agendas.map((slug) => words.agendas.find(({ id }) => id === slug)?.title ?? slug).join(" · ");
    return [
      element("h2", {}, this._kind(note)),
      element("p", { class: "desk-message" }, note.text),
      ...(note.picture ? [element("img", { class: "desk-picture", src: note.picture, alt: t("The picture that was sent along") })] : []),
      element("p", { class: "hint" }, moment(note.created_at, this._bench), agendas ? ` · ${agendas}` : null, note.space ? ` · ${spaceName(note.space, this._bench)}` : null),
      ...(note.solution ? [element("p", {}, t("What was done: {solution}", { solution: note.solution }))] : []),
      element("div", { class: "buttons" }, ...this._buttons(note)),
    ];
  }

  /** @param {Note} note */
  _buttons(note) {
    const publish = button(t("Publish"), () => this._decide(note, "publish"), { isStrong: true });
    const reject = button(t("Reject …"), () => this._decide(note, "reject"));
    const solve = button(t("It is solved …"), () => this._solve(note));
    const open = button(t("Let it wait again …"), () => this._decide(note, "reopen"));
    return { draft: [publish, reject], published: [solve, open], hidden: [open] }[note.status] ?? [];
  }

  /** @param {Note} note @param {"publish" | "reject" | "reopen"} decision */
  async _decide(note, decision) {
    clearTold();
    const reason = decision === "publish" ? "" : await this._whyOf(decision);
    if (reason === null) return;
    const url = fillUrl(this._bench.page.urls.noteDecision, { id: note.id });
    await this._send(url, { decision, ...(reason && { reason }) }, { publish: t("The note is published."), reject: t("The note is rejected."), reopen: t("The note waits again.") }[decision]);
  }

  /** @param {"reject" | "reopen"} decision */
  _whyOf(decision) {
    return decision === "reject" ? askReason(1) : askText({ title: t("Let it wait again?"), label: t("Why (kept in the history)"), yes: t("Let it wait") });
  }

  /** @param {Note} note */
  async _solve(note) {
    const solution = await askText({ title: t("What was done about it?"), label: t("In a sentence, for everybody to read"), yes: t("Save"), isNeeded: true });
    if (solution === null) return;
    await this._send(fillUrl(this._bench.page.urls.noteSolution, { id: note.id }), { solution }, t("It is saved."));
  }

  /** @param {string} url @param {object} body @param {string} done */
  async _send(url, body, done) {
    try {
      await send(url, { body });
      tell(done);
      await this.load();
    } catch (error) {
      tellFailure(error, () => this.load());
    }
  }
}
