/** What people suggested: looked at one by one or several at once, taken, rejected, opened again. */

import { fillUrl, getJson } from "./api.js";
import { askFirst, decidedInWords, sendDecision, takingBack, whoDecided } from "./desk_deciding.js";
import { ProposedDiff, pastDiff } from "./desk_diff.js";
import { PAGE, howMany, readPages } from "./desk_pages.js";
import { button, choice, clearTold, labelled, moment, nothing, ofCity, tell, tellFailure } from "./desk_parts.js";
import { actionInWords, kindOf, suggestionHead, suggestionTitle, suggestionTwins } from "./desk_suggestion.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Contribution} Contribution */
/** @typedef {import("./desk_deciding.js").Decision} Decision */

export class Queue {
  /** @param {Bench} bench */
  constructor(bench) {
    this._bench = bench;
    /** @type {Contribution[]} */
    this._all = [];
    /** @type {Set<number>} */
    this._marked = new Set();
    /** @type {number | null} */
    this._chosen = null;
    /** @type {ProposedDiff | null} */
    this._diff = null;
    this._turn = 0;
    this._total = 0;
    this._status = choice([["pending", t("Waiting")], ["approved", t("Taken")], ["rejected", t("Rejected")]], "pending");
    this._action = choice([["", t("All suggestions")], ["create", actionInWords("create")], ["update", actionInWords("update")], ["hide", actionInWords("hide")]], "");
    this._kind = choice([["", t("All kinds")], ...bench.page.kinds.map((kind) => /** @type {[string, string]} */ ([kind.id, bench.page.language === "th" ? kind.title_th : kind.title_en]))], "");
    for (const select of [this._status, this._action, this._kind]) select.addEventListener("change", () => this._ask());
    this._bulk = element("div", { class: "buttons desk-bulk" });
    this._list = element("ul", { class: "desk-list" });
    this._count = element("div");
    this._keys = element("p", { class: "hint desk-keys" }, t("Keys: J and K go down and up, A takes, R rejects."));
    this._detail = element("section", { class: "desk-detail", "aria-label": t("The chosen suggestion"), tabindex: "-1" });
    bench.body.append(
      element("div", { class: "desk-filters" }, labelled(t("Which suggestions"), this._status), labelled(t("What is suggested"), this._action), labelled(t("Kind of place"), this._kind)),
      this._bulk,
      this._keys,
      element("div", { class: "desk-two" }, element("div", {}, this._list, this._count), this._detail),
    );
    this._onKey = (/** @type {KeyboardEvent} */ event) => this._key(event);
    document.addEventListener("keydown", this._onKey);
    this.load();
  }

  end() {
    document.removeEventListener("keydown", this._onKey);
  }

  /** Whether those that wait are shown, to be decided on. */
  get _waits() {
    return this._status.value === "pending";
  }

  /** Begin another list. */
  _ask() {
    this._marked.clear();
    this.load(0);
  }

  /** @param {number | null} after */
  async _page(after) {
    const { page, count } = this._bench;
    const narrowed = { ...(this._action.value && { action: this._action.value }), ...(this._kind.value && { kind: this._kind.value }), ...(after && { after }) };
    const { contributions, counts, matched, next } = await getJson(fillUrl(page.urls.contributions, {}, { ...ofCity(this._bench), status: this._status.value, limit: PAGE, ...narrowed }));
    count("queue", counts.pending);
    return { rows: contributions, next, total: matched };
  }

  /** Read the list again, as far as it is shown or as far as is wanted. @param {number} [wanted] */
  async load(wanted = this._all.length) {
    const turn = (this._turn += 1);
    try {
      const { rows, total } = await readPages((after) => this._page(after), wanted);
      if (turn !== this._turn) return; // asked again meanwhile
      [this._all, this._total] = [rows, total];
      this._marked = new Set([...this._marked].filter((id) => this._find(id)));
      this._draw();
    } catch (error) {
      tellFailure(error, () => this.load());
    }
  }

  /** @param {number | null} id */
  _find(id) {
    return this._all.find((each) => each.id === id) ?? null;
  }

  _draw() {
    const shown = this._all;
    if (!shown.some(({ id }) => id === this._chosen)) this._chosen = shown[0]?.id ?? null;
    this._list.replaceChildren(...shown.map((each) => this._row(each)));
    if (!shown.length) this._list.replaceChildren(element("li", {}, nothing(this._waits && !this._action.value && !this._kind.value ? t("Nothing is waiting. Well done.") : t("No suggestion is like that."))));
    const { length } = shown;
    this._count.replaceChildren(...(length ? [howMany({ shown: length, total: this._total, onMore: () => this.load(length + PAGE) })] : []));
    this._keys.hidden = !this._waits;
    this._drawBulk();
    this._bench.map.show(shown.flatMap((each) => (each.geometry ? [{ id: each.id, at: each.geometry.coordinates, label: this._title(each), kind: kindOf(each), tone: each.action }] : [])), (id) => this._choose(id));
    this._choose(this._chosen);
  }

  _drawBulk() {
    const number = this._marked.size;
    const all = button(t("Mark all"), () => {
      this._marked = new Set(this._all.map(({ id }) => id));
      this._draw();
    });
    const take = button(t("Take {number} marked", { number }), () => this._decide([...this._marked], "approve"));
    const reject = button(t("Reject {number} marked", { number }), () => this._decide([...this._marked], "reject"));
    const open = button(t("Open {number} marked again", { number }), () => this._decide([...this._marked], "reopen"));
    const buttons = this._waits ? [take, reject] : [open];
    for (const each of buttons) each.hidden = number === 0;
    this._bulk.replaceChildren(all, ...buttons);
    this._bulk.hidden = this._all.length === 0 || this._status.value === "approved";
  }

  /** @param {Contribution} each */
  _row(each) {
    const box = element("input", { type: "checkbox", "aria-label": t("Mark {name}", { name: this._title(each) }), checked: this._marked.has(each.id) });
    box.addEventListener("change", () => {
      if (box.checked) this._marked.add(each.id);
      else this._marked.delete(each.id);
      this._drawBulk();
    });
    const open = element("button", { type: "button", class: "desk-row", "data-id": each.id },
      element("span", { class: "desk-tag", "data-tone": each.action }, actionInWords(each.action)),
      element("strong", {}, this._title(each)),
      element("small", {}, moment(each.created_at, this._bench), each.account ? ` · ${each.account}` : null),
      each.duplicates.length ? element("small", { class: "desk-warning" }, t("Perhaps there already")) : null,
      each.stale ? element("small", { class: "desk-warning" }, t("Changed since")) : null);
    open.addEventListener("click", () => this._choose(each.id, { isOpened: true }));
    return this._status.value === "approved" ? element("li", {}, open) : element("li", { class: "desk-line" }, box, open);
  }

  /** @param {number | null} id @param {{isOpened?: boolean}} [options] */
  _choose(id, { isOpened = false } = {}) {
    this._chosen = id;
    for (const row of this._list.querySelectorAll("button[data-id]")) {
      const isChosen = row.getAttribute("data-id") === String(id);
      if (isChosen) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    const chosen = this._find(id);
    this._diff = null;
    this._detail.replaceChildren(...(chosen ? this._parts(chosen) : []));
    this._bench.map.choose(id);
    if (chosen) this._showMove(chosen);
    if (isOpened) this._detail.focus({ preventScroll: false });
  }

  /** @param {Contribution} chosen */
  _showMove({ diff, geometry, action }) {
    const move = diff.find(({ field }) => field === "geom");
    if (move && action === "update" && Array.isArray(move.after)) this._bench.map.showMove(move.current ?? move.before, /** @type {[number, number]} */ (move.after));
    else if (!geometry) this._bench.map.endPoint();
  }

  /** @param {Contribution} chosen @returns {(Node | string)[]} */
  _parts(chosen) {
    const head = suggestionHead(chosen, this._bench);
    if (!this._waits) return [...head, ...(chosen.action === "hide" ? [] : [pastDiff("spaces", chosen.diff, this._bench)]), element("p", { class: "desk-problem", role: "alert" }), ...this._opening(chosen)];
    this._diff = chosen.action === "hide" ? null : new ProposedDiff("spaces", chosen, this._bench);
    return [
      ...head,
      ...(this._diff ? [this._diff.element] : []),
      ...suggestionTwins(chosen, this._bench),
      element("p", { class: "desk-problem", role: "alert" }),
      element("div", { class: "buttons" },
        button(t("Take it"), () => this._decide([chosen.id], "approve"), { isStrong: true, shortcut: "a" }),
        button(t("Reject …"), () => this._decide([chosen.id], "reject"), { shortcut: "r" })),
    ];
  }

  /** @param {Contribution} chosen */
  _opening({ id, status }) {
    return status === "rejected" ? [element("div", { class: "buttons" }, button(t("Open it again …"), () => this._decide([id], "reopen")))] : [];
  }

  /** @param {number[]} ids @param {Decision} decision @param {{isBeside?: boolean}} [options] */
  async _decide(ids, decision, { isBeside = false } = {}) {
    clearTold();
    const isOne = ids.length === 1 && ids[0] === this._chosen;
    if (decision === "approve" && isOne && this._diff?.undecided) return this._complain(t("Decide first what to take: {field}", { field: this._diff.undecided }));
    const reason = await askFirst(ids.length, decision);
    if (reason === null) return;
    const values = isOne && decision === "approve" && this._diff ? this._diff.values : {};
    const more = { decision, ...(reason && { reason }), ...(Object.keys(values).length && { values: { [ids[0]]: values } }), ...(isBeside && { duplicate: "allow" }) };
    try {
      await this._settle(await sendDecision(this._bench, ids, more), decision);
    } catch (error) {
      tellFailure(error, () => this.load());
    }
  }

  /** @param {any[]} results @param {Decision} decision */
  async _settle(results, decision) {
    const done = results.filter(({ problem }) => !problem);
    const first = this._find(done[0]?.id ?? null);
    const next = this._after(done.map(({ id }) => id));
    for (const { id } of done) this._marked.delete(id);
    if (first) {
      tell(decidedInWords(decision, done.length, this._title(first)), takingBack(this._bench, done, decision, () => this.load()));
      this._chosen = next;
    }
    const failed = results.filter(({ problem }) => problem);
    await this.load();
    if (failed.length) await this._explain(failed, decision);
    else this._list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  /** Return what comes after those that are done. @param {number[]} ids */
  _after(ids) {
    const shown = this._all;
    const last = shown.findLastIndex(({ id }) => ids.includes(id));
    const left = [...shown.slice(last + 1), ...shown.slice(0, Math.max(last, 0)).reverse()].find(({ id }) => !ids.includes(id));
    return left?.id ?? null;
  }

  /** @param {any[]} failed @param {Decision} decision */
  async _explain(failed, decision) {
    const [{ id, problem }] = failed;
    if (this._find(id)) {
      this._choose(id);
      const beside = problem.duplicates ? button(t("It is another place: add it all the same"), () => this._decide([id], decision, { isBeside: true })) : null;
      return this._complain(failed.length > 1 ? t("{number} could not be decided. The first: {why}", { number: failed.length, why: problem.detail }) : problem.detail, beside);
    }
    tell((await whoDecided(this._bench, id)) ?? problem.detail);
  }

  /** @param {string} message @param {HTMLElement | null} [more] */
  _complain(message, more = null) {
    this._detail.querySelector(".desk-problem")?.replaceChildren(message, ...(more ? [" ", more] : []));
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input:not([type=checkbox]), textarea, select, dialog, #map")) return;
    const at = this._all.findIndex(({ id }) => id === this._chosen);
    const act = {
      j: () => this._step(at + 1),
      k: () => this._step(at - 1),
      a: () => this._waits && this._chosen !== null && this._decide([this._chosen], "approve"),
      r: () => this._waits && this._chosen !== null && this._decide([this._chosen], "reject"),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** @param {number} at */
  _step(at) {
    const next = this._all[at];
    if (!next) return;
    this._choose(next.id);
    const row = this._list.querySelector("[aria-current]");
    if (row instanceof HTMLElement) row.focus();
  }

  /** @param {Contribution} each */
  _title(each) {
    return suggestionTitle(each, this._bench);
  }
}
