/** What people suggested: looked at one by one or several at once, taken or rejected. */

import { fillUrl, getJson, send } from "./api.js";
import { ProposedDiff } from "./desk_diff.js";
import { ask, button, choice, clearTold, labelled, moment, nothing, ofCity, spaceName, tell, tellFailure } from "./desk_parts.js";
import { askReason } from "./desk_reasons.js";
import { undoNewest } from "./desk_undo.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Contribution} Contribution */

const PAGE = 100;

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
    this._action = choice([["", t("All suggestions")], ["create", actionInWords("create")], ["update", actionInWords("update")], ["hide", actionInWords("hide")]], "");
    this._kind = choice([["", t("All kinds")], ...bench.page.kinds.map((kind) => /** @type {[string, string]} */ ([kind.id, bench.page.language === "th" ? kind.title_th : kind.title_en]))], "");
    for (const select of [this._action, this._kind]) select.addEventListener("change", () => this._draw());
    this._bulk = element("div", { class: "buttons desk-bulk" });
    this._list = element("ul", { class: "desk-list" });
    this._detail = element("section", { class: "desk-detail", "aria-label": t("The chosen suggestion"), tabindex: "-1" });
    bench.body.append(
      element("div", { class: "desk-filters" }, labelled(t("What is suggested"), this._action), labelled(t("Kind of place"), this._kind)),
      this._bulk,
      element("p", { class: "hint desk-keys" }, t("Keys: J and K go down and up, A takes, R rejects.")),
      element("div", { class: "desk-two" }, this._list, this._detail),
    );
    this._onKey = (/** @type {KeyboardEvent} */ event) => this._key(event);
    document.addEventListener("keydown", this._onKey);
    this.load();
  }

  end() {
    document.removeEventListener("keydown", this._onKey);
  }

  async load() {
    const { page, count } = this._bench;
    const turn = (this._turn += 1);
    try {
      const { contributions, counts } = await getJson(fillUrl(page.urls.contributions, {}, { ...ofCity(this._bench), status: "pending", limit: PAGE }));
      if (turn !== this._turn) return; // asked again meanwhile
      this._all = contributions;
      count("queue", counts.pending);
      this._marked = new Set([...this._marked].filter((id) => this._find(id)));
      if (!this._find(this._chosen)) this._chosen = this._shown[0]?.id ?? null;
      this._draw();
    } catch (error) {
      tellFailure(error, () => this.load());
    }
  }

  /** @param {number | null} id */
  _find(id) {
    return this._all.find((each) => each.id === id) ?? null;
  }

  get _shown() {
    return this._all.filter((each) => (!this._action.value || each.action === this._action.value) && (!this._kind.value || kindOf(each) === this._kind.value));
  }

  _draw() {
    const shown = this._shown;
    if (!shown.some(({ id }) => id === this._chosen)) this._chosen = shown[0]?.id ?? null;
    this._list.replaceChildren(...shown.map((each) => this._row(each)));
    if (!shown.length) this._list.replaceChildren(element("li", {}, nothing(this._all.length ? t("No suggestion is like that.") : t("Nothing is waiting. Well done."))));
    this._drawBulk();
    this._bench.map.show(shown.flatMap((each) => (each.geometry ? [{ id: each.id, at: each.geometry.coordinates, label: this._title(each), kind: kindOf(each), tone: each.action }] : [])), (id) => this._choose(id));
    this._choose(this._chosen);
  }

  _drawBulk() {
    const number = this._marked.size;
    const all = button(t("Mark all"), () => {
      this._marked = new Set(this._shown.map(({ id }) => id));
      this._draw();
    });
    const take = button(t("Take {number} marked", { number }), () => this._decide([...this._marked], "approve"));
    const reject = button(t("Reject {number} marked", { number }), () => this._decide([...this._marked], "reject"));
    for (const each of [take, reject]) each.hidden = number === 0;
    this._bulk.replaceChildren(all, take, reject);
    this._bulk.hidden = this._shown.length === 0;
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
    return element("li", { class: "desk-line" }, box, open);
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
    this._diff = chosen.action === "hide" ? null : new ProposedDiff("spaces", chosen, this._bench);
    const { page } = this._bench;
    const subject = chosen.subject && element("p", {}, element("a", { href: `?tab=spaces&id=${chosen.subject.id}&city=${this._bench.city.id}&lang=${page.language}` }, t("Open the space: {name}", { name: spaceName(chosen.subject, this._bench) })));
    const message = chosen.message && element("blockquote", { class: "desk-message" }, chosen.message);
    const picture = chosen.picture && element("img", { class: "desk-picture", src: chosen.picture, alt: t("The picture that was sent along"), loading: "lazy" });
    return [
      element("h2", {}, `${actionInWords(chosen.action)}: ${this._title(chosen)}`),
      ...[message, picture, subject].filter(Boolean).map((each) => /** @type {Node} */ (each)),
      ...(chosen.action === "hide" ? [element("p", {}, t("Somebody says that this place is no longer there."))] : []),
      ...(chosen.stale && chosen.action !== "create" ? [element("p", { class: "desk-warning" }, t("The space was changed after this was sent; look at what stands there now."))] : []),
      ...(this._diff ? [this._diff.element] : []),
      ...this._twins(chosen),
      element("p", { class: "desk-problem", role: "alert" }),
      element("div", { class: "buttons" },
        button(t("Take it"), () => this._decide([chosen.id], "approve"), { isStrong: true, shortcut: "a" }),
        button(t("Reject …"), () => this._decide([chosen.id], "reject"), { shortcut: "r" })),
    ];
  }

  /** @param {Contribution} chosen */
  _twins({ duplicates }) {
    if (!duplicates.length) return [];
    const lines = duplicates.map((twin) => element("li", {},
      element("a", { href: `?tab=spaces&id=${twin.id}&city=${this._bench.city.id}&lang=${this._bench.page.language}` }, spaceName(twin, this._bench)),
      twin.metres === null ? null : " · ", twin.metres === null ? null : t("{metres} m away", { metres: twin.metres })));
    return [element("h3", {}, t("Perhaps it is there already")), element("ul", { class: "desk-twins" }, ...lines)];
  }

  /** @param {number[]} ids @param {"approve" | "reject"} decision @param {{isBeside?: boolean}} [options] */
  async _decide(ids, decision, { isBeside = false } = {}) {
    clearTold();
    const isOne = ids.length === 1 && ids[0] === this._chosen;
    if (decision === "approve" && isOne && this._diff?.undecided) return this._complain(t("Decide first what to take: {field}", { field: this._diff.undecided }));
    const reason = decision === "reject" ? await askReason(ids.length) : null;
    if (decision === "reject" && reason === null) return;
    if (decision === "approve" && ids.length > 1 && !(await ask({ title: t("Take {number} suggestions as they are?", { number: ids.length }), yes: t("Take them") }))) return;
    const values = isOne && decision === "approve" && this._diff ? this._diff.values : {};
    const body = { ids, decision, ...(reason && { reason }), ...(Object.keys(values).length && { values: { [ids[0]]: values } }), ...(isBeside && { duplicate: "allow" }) };
    try {
      const { data } = await send(this._bench.page.urls.decisions, { body });
      await this._settle(data.results, decision);
    } catch (error) {
      tellFailure(error, () => this._decide(ids, decision));
    }
  }

  /** @param {any[]} results @param {"approve" | "reject"} decision */
  async _settle(results, decision) {
    const done = results.filter(({ problem }) => !problem);
    const first = this._find(done[0]?.id ?? null);
    const next = this._after(done.map(({ id }) => id));
    for (const { id } of done) this._marked.delete(id);
    if (first) {
      const name = this._title(first);
      const words = done.length > 1 ? (decision === "approve" ? t("{number} suggestions are taken.", { number: done.length }) : t("{number} suggestions are rejected.", { number: done.length }))
        : decision === "approve" ? t("Taken: {name}", { name }) : t("Rejected: {name}", { name });
      const made = done.length === 1 && decision === "approve" ? done[0].result_id : null;
      tell(words, made ? () => undoNewest(this._bench, "spaces", made, () => this.load()) : undefined);
      this._chosen = next;
    }
    const failed = results.filter(({ problem }) => problem);
    await this.load();
    if (failed.length) await this._explain(failed, decision);
    else this._list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  /** Return what comes after those that are done. @param {number[]} ids */
  _after(ids) {
    const shown = this._shown;
    const last = shown.findLastIndex(({ id }) => ids.includes(id));
    const left = [...shown.slice(last + 1), ...shown.slice(0, Math.max(last, 0)).reverse()].find(({ id }) => !ids.includes(id));
    return left?.id ?? null;
  }

  /** @param {any[]} failed @param {"approve" | "reject"} decision */
  async _explain(failed, decision) {
    const [{ id, problem }] = failed;
    if (this._find(id)) {
      this._choose(id);
      const beside = problem.duplicates ? button(t("It is another place: add it all the same"), () => this._decide([id], decision, { isBeside: true })) : null;
      return this._complain(failed.length > 1 ? t("{number} could not be decided. The first: {why}", { number: failed.length, why: problem.detail }) : problem.detail, beside);
    }
    tell((await this._whoDecided(id)) ?? problem.detail);
  }

  /** Return who decided something before us, in words. @param {number} id */
  async _whoDecided(id) {
    for (const status of ["approved", "rejected"]) {
      const { contributions } = await getJson(fillUrl(this._bench.page.urls.contributions, {}, { ...ofCity(this._bench), status, limit: PAGE }));
      const found = contributions.find((/** @type {Contribution} */ each) => each.id === id);
      if (found) return status === "approved" ? t("Already taken by {name}.", { name: found.decided_by ?? "–" }) : t("Already rejected by {name}.", { name: found.decided_by ?? "–" });
    }
    return null;
  }

  /** @param {string} message @param {HTMLElement | null} [more] */
  _complain(message, more = null) {
    this._detail.querySelector(".desk-problem")?.replaceChildren(message, ...(more ? [" ", more] : []));
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input:not([type=checkbox]), textarea, select, dialog, #map")) return;
    const at = this._shown.findIndex(({ id }) => id === this._chosen);
    const act = {
      j: () => this._step(at + 1),
      k: () => this._step(at - 1),
      a: () => this._chosen !== null && this._decide([this._chosen], "approve"),
      r: () => this._chosen !== null && this._decide([this._chosen], "reject"),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** @param {number} at */
  _step(at) {
    const next = this._shown[at];
    if (!next) return;
    this._choose(next.id);
    const row = this._list.querySelector("[aria-current]");
    if (row instanceof HTMLElement) row.focus();
  }

  /** @param {Contribution} each */
  _title(each) {
    if (each.subject) return spaceName(each.subject, this._bench);
    const proposed = Object.fromEntries(each.diff.map(({ field, after }) => [field, after]));
    return spaceName({ id: each.id, ...proposed }, this._bench);
  }
}

/** @param {string} action */
export function actionInWords(action) {
  return { create: t("New place"), update: t("Correction"), hide: t("Gone") }[action] ?? action;
}

/** @param {Contribution} contribution @returns {string | null} */
function kindOf({ diff, subject }) {
  return diff.find(({ field }) => field === "kind")?.after ?? subject?.kind ?? null;
}
