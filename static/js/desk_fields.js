/** The fields of a form: each a control that shows a stored value and gives the one that stands in it. */

import { getJson, getMarked } from "./api.js";
import { RepeatField } from "./desk_repeat_field.js";
import { choice, hoursHint, labelled, spaceName } from "./desk_parts.js";
import { clockOf, storedValue, writtenValue } from "./desk_values.js";
import { debounced, element } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./desk_types").Bench} Bench */
/** @typedef {import("./desk_types").Field} Field */
/** @typedef {{element: HTMLElement, read: () => any, show: (value: any) => void}} Control */

const TYPING_MS = 250;
const FOUND = 8;

/**
 * Return the control of a field.
 * @param {Field} field
 * @param {any} value
 * @param {Bench} bench
 * @returns {Control}
 */
export function fieldControl(field, value, bench) {
  const made = make(field, bench);
  made.show(value ?? null);
  return made;
}

/** @param {Field} field @param {Bench} bench @returns {Control} */
function make(field, bench) {
  if (field.name === "space_id") return spaceControl(field, bench);
  if (field.name === "partner_id") return partnerControl(field, bench);
  if (field.name === "repeats") return new RepeatField(field, bench);
  if (field.name === "agendas") return checkboxes(field, agendasOf(bench));
  if (field.type === "array" && field.terms.length) return checkboxes(field, field.terms);
  if (field.terms.length) return selectControl(field);
  return textControl(field, bench);
}

/** Return the agendas of the city. @param {Bench} bench */
export function agendasOf(bench) {
  return [...bench.page.words.agendas, ...(bench.page.words.ownAgendas[bench.city.id] ?? [])];
}

/** @param {Field} field @param {Bench} bench @returns {Control} */
function textControl(field, bench) {
  const { timezone } = bench.city;
  const isNumber = field.type === "integer" || field.type === "number";
  const common = { maxlength: field.type === "string" ? field.longest : null, name: field.name };
  const input = field.isLong || field.type === "array"
    ? element("textarea", { rows: field.isLong ? 5 : 2, ...common })
    : element("input", { type: field.type === "datetime" ? "datetime-local" : field.format === "date" ? "date" : "text", inputmode: isNumber ? "decimal" : null, ...common });
  const hint = element("small", { class: "hint" });
  if (field.type === "array") hint.textContent = t("One on each line");
  if (field.type === "datetime") hint.textContent = t("On the clock of the city");
  const sayHours = () => {
    hint.textContent = hoursHint(input.value, bench.page.language);
  };
  if (field.name === "opening_hours") input.addEventListener("input", sayHours);
  return {
    element: labelled(field.title, input, hint),
    read: () => storedValue(field, input.value, timezone),
    show: (value) => {
      input.value = writtenValue(field, value, timezone);
      if (field.name === "opening_hours") sayHours();
    },
  };
}

/** @param {Field} field @returns {Control} */
function selectControl(field) {
  const isNeeded = ["kind", "body", "actor", "place_privacy"].includes(field.name);
  const none = /** @type {[string, string][]} */ (isNeeded ? [] : [["", t("Not said")]]);
  const select = choice([...none, ...field.terms.map(({ id, title }) => /** @type {[string, string]} */ ([id, title]))], "", { name: field.name });
  return {
    element: labelled(field.title, select),
    read: () => select.value || null,
    show: (value) => {
      select.value = value ?? (isNeeded ? field.terms[0].id : "");
    },
  };
}

/** @param {Field} field @param {import("./desk_types").Word[]} words @returns {Control} */
function checkboxes(field, words) {
  const boxes = new Map(words.map(({ id }) => [id, element("input", { type: "checkbox", value: id, name: field.name })]));
  const labels = words.map(({ id, title }) => element("label", { class: "desk-check" }, /** @type {Node} */ (boxes.get(id)), element("span", {}, title)));
  /** @type {string[]} words that this form does not know and leaves as they are */
  let others = [];
  return {
    element: element("fieldset", { class: "field desk-checks" }, element("legend", {}, field.title), ...labels),
    read: () => [...[...boxes].filter(([, box]) => box.checked).map(([id]) => id), ...others],
    show: (value) => {
      const chosen = /** @type {string[]} */ (value ?? []);
      others = chosen.filter((each) => !boxes.has(each));
      for (const [id, box] of boxes) box.checked = chosen.includes(id);
    },
  };
}

/** @param {Field} field @param {Bench} bench @returns {Control} */
function partnerControl(field, bench) {
  const select = choice([["", t("None")]], "", { name: field.name });
  /** @type {number | null} */
  let stored = null;
  const loaded = getMarked(`${bench.page.urls.items.replace("{collection}", "partners")}?city=${bench.city.id}&limit=1000`).then(({ data }) => {
    for (const { id, properties } of data.features) select.append(element("option", { value: id }, spaceName({ id, ...properties }, bench)));
    if (stored !== null && !select.querySelector(`option[value="${stored}"]`)) select.append(element("option", { value: stored }, String(stored)));
    select.value = stored === null ? "" : String(stored);
  }, () => {});
  return {
    element: labelled(field.title, select),
    read: () => (select.value ? Number(select.value) : select.options.length > 1 ? null : stored),
    show: (value) => {
      stored = value;
      select.value = value === null ? "" : String(value);
      loaded.then(() => {
        select.value = stored === null ? "" : String(stored);
      });
    },
  };
}

/** A space, found by its name. @param {Field} field @param {Bench} bench @returns {Control} */
function spaceControl(field, bench) {
  /** @type {number | null} */
  let chosen = null;
  const input = element("input", { type: "search", name: field.name, autocomplete: "off", placeholder: t("Find a learning space") });
  const shown = element("p", { class: "desk-picked" });
  const list = element("ul", { class: "desk-found" });
  const say = (/** @type {string} */ name) => {
    shown.textContent = name;
  };
  const choose = (/** @type {number} */ id, /** @type {string} */ name) => {
    chosen = id;
    say(name);
    input.value = "";
    list.replaceChildren();
  };
  const search = debounced(TYPING_MS, async () => {
    const q = input.value.trim();
    if (!q) return list.replaceChildren();
    const url = `${bench.page.urls.spaces}?city=${bench.city.id}&limit=${FOUND}&q=${encodeURIComponent(q)}`;
    const { features } = await getJson(url).catch(() => ({ features: [] }));
    list.replaceChildren(...features.map((/** @type {any} */ { id, properties }) => {
      const name = spaceName({ id, ...properties }, bench);
      const pick = element("button", { type: "button", class: "row" }, name);
      pick.addEventListener("click", () => choose(id, name));
      return element("li", {}, pick);
    }));
    if (!features.length) list.replaceChildren(element("li", { class: "hint" }, t("Nothing is called like that.")));
  });
  input.addEventListener("input", search);
  return {
    element: element("div", { class: "field" }, shown, labelled(t("Learning space"), input), list),
    read: () => chosen,
    show: (value) => {
      chosen = value;
      if (value === null) return say(t("No space is chosen yet."));
      say(t("Space {id}", { id: value }));
      getJson(bench.page.urls.space.replace("{id}", String(value))).then(
        ({ id, properties }) => chosen === id && say(spaceName({ id, ...properties }, bench)), () => {});
    },
  };
}

/** Return now on the clock of a city, to begin with. @param {Bench} bench */
export function todayAt(bench) {
  return clockOf(new Date().toISOString(), bench.city.timezone).slice(0, 10);
}
