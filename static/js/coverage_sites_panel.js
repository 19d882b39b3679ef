/** The panel of new sites: the question as a form, the answer as a ranked list with its proof. */

import { inKilometres, inPercent, inWhole } from "./coverage_words.js";
import { element, find } from "./dom.js";
import { languageOf, nameIn, t } from "./words.js";

/** @typedef {import("./coverage_types").Site} Site */
/** @typedef {import("./coverage_types").SitesAnswer} SitesAnswer */
/** @typedef {import("./coverage_types").CoverageState} CoverageState */
/**
 * @typedef {object} Parts
 * @property {import("./store.js").Store<CoverageState>} store
 * @property {import("./coverage_sites.js").SiteSearch} search
 * @property {"th" | "en"} language
 * @property {(code: string | null) => string} districtName
 * @property {(site: Site) => void} onShow
 * @property {(sites: Site[]) => void} onTake
 * @property {() => void} onDraw
 */

const GAP_PARTS = 1_000; // told to a tenth of a percent, never less than it is

export class SitesPanel {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    const { store, search } = parts;
    /** @type {HTMLFormElement} */
    this._form = find("#sites-form");
    this._form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (search.isBusy) search.stop();
      else search.find();
    });
    this._form.addEventListener("input", () => this._sayCount());
    this._form.addEventListener("change", () => {
      const form = new FormData(this._form);
      store.change({ count: Number(form.get("count")), from: /** @type {CoverageState["from"]} */ (form.get("from")) });
    });
    find("#avoid-draw").addEventListener("click", () => parts.onDraw());
    find("#avoid-district").addEventListener("click", () => store.change({ avoid: "district" }));
    find("#avoid-none").addEventListener("click", () => store.change({ avoid: null }));
  }

  /** Show question and answer as they are. */
  show() {
    const { store, search } = this._parts;
    const { count, from } = store.state;
    this._field("count").value = String(count);
    for (const choice of this._form.querySelectorAll("input")) if (choice.name === "from") choice.checked = choice.value === from;
    this._sayCount();
    this._showAvoid();
    find("#find-sites").textContent = search.isBusy ? t("Stop looking") : t("Find the best places");
    find("#sites-answer").setAttribute("aria-busy", String(search.isBusy));
    find("#sites-answer").replaceChildren(...this._answer());
  }

  _sayCount() {
    const words = Number(this._field("count").value).toLocaleString("en");
    find("#count-words").textContent = words;
  }

  _showAvoid() {
    const { store, districtName } = this._parts;
    const { avoid, district } = store.state;
    const area = avoid === "district" ? (district ? t("in {district}", { district: districtName(district) }) : t("in the district that is chosen; none is yet")) : t("in the area drawn on the map");
    find("#avoid-words").textContent = avoid ? area : t("nowhere is forbidden");
    find("#avoid-none").hidden = !avoid;
    find("#avoid-district").hidden = avoid === "district" || !district;
  }

  /** @returns {Node[]} */
  _answer() {
    const { search, onTake } = this._parts;
    if (search.isBusy) return [element("p", { class: "hint looking" }, element("span", { class: "spinner spinner-small", "aria-hidden": "true" }), t("Looking for the best places …"))];
    if (search.trouble) return [this._trouble(search.trouble)];
    if (!search.answer) return [];
    const { answer } = search;
    const notes = answer.remarks.map(({ id, text }) => element("li", { "data-remark": id }, text));
    if (!answer.sites.length) return [element("p", {}, t("No place brings anybody new within reach.")), element("ul", { class: "remarks" }, ...notes)];
    const take = element("button", { type: "button", class: "button button-strong" }, t("Try these as a scenario"));
    take.addEventListener("click", () => onTake(answer.sites));
    return [
      element("p", { class: "sites-sum" }, sumInWords(answer)),
      element("p", { class: "sites-bound", "data-proven": answer.proven }, boundInWords(answer)),
      element("ol", { class: "sites" }, ...answer.sites.map((site, at) => this._site(site, at, answer))),
      take,
      element("ul", { class: "remarks" }, ...notes),
    ];
  }

  /** @param {string} trouble */
  _trouble(trouble) {
    const again = element("button", { type: "button", class: "button" }, t("Try again"));
    again.addEventListener("click", () => this._parts.search.find());
    return element("div", { class: "trouble", role: "alert" }, element("p", {}, trouble), again);
  }

  /** @param {Site} site @param {number} at @param {SitesAnswer} answer */
  _site(site, at, answer) {
    const { language, districtName, onShow } = this._parts;
    const name = siteName(site, at, language);
    const district = site.district ? districtName(site.district) : "";
    const button = element(
      "button",
      { type: "button", class: "site" },
      element("span", { class: "site-rank", "aria-hidden": "true" }, String(at + 1)),
      element("span", { class: "site-name" }, element("span", { lang: languageOf(name) }, name), district && element("small", { lang: languageOf(district) }, district)),
      element("span", { class: "site-gain" }, gainInWords(site.people_gained, answer)),
    );
    button.addEventListener("click", () => onShow(site));
    return element("li", {}, button);
  }

  /** @param {string} name @returns {HTMLInputElement} */
  _field(name) {
    return find(`[name="${name}"]`, this._form);
  }
}

/** @param {Site} site @param {number} at @param {"th" | "en"} language */
export function siteName(site, at, language) {
  return nameIn(site, language) || t("Site {number}", { number: at + 1 });
}

/** @param {number} gained @param {SitesAnswer} answer */
function gainInWords(gained, { weighed_by: by }) {
  return by === "people" ? t("+{count} people", { count: inWhole(gained) }) : t("+{km} km of streets", { km: inKilometres(gained) });
}

/** @param {SitesAnswer} answer */
function sumInWords(answer) {
  const gained = gainInWords(answer.people_gained, answer);
  return answer.sites.length === 1 ? t("The best place: {gained} within reach.", { gained }) : t("The best {count} places together: {gained} within reach.", { count: answer.sites.length, gained });
}

/** How good the choice is, proven. @param {SitesAnswer} answer */
export function boundInWords({ proven, gap, candidates, timed_out: isLate }) {
  const values = { gap: inPercent(Math.ceil(gap * GAP_PARTS) / GAP_PARTS), count: inWhole(candidates) };
  if (proven) return t("Proven best of {count} possible places.", values);
  if (isLate) return t("At most {gap} from the best possible among {count} places; the time to look ran out.", values);
  return t("At most {gap} from the best possible among {count} places.", values);
}
