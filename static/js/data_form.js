/** The form that chooses: fields made anew for each collection, always showing what is chosen. */

import { collectionOf, completed, formatOf } from "./data_state.js";
import { debounced, element, find } from "./dom.js";
import { differs } from "./store.js";
import { t } from "./words.js";

/** @typedef {import("./data_types").DataPage} DataPage */
/** @typedef {import("./data_types").DataState} DataState */
/** @typedef {import("./data_types").DataField} DataField */
/** @typedef {import("./store.js").Store<DataState>} DataStore */

const PAUSE_MS = 400; // after the last letter
const TRUTHS = ["true", "false"];

/** @param {{page: DataPage, store: DataStore}} parts */
export function setUpDataForm({ page, store }) {
  /** @type {HTMLFormElement} */
  const form = find("#build");
  const change = (/** @type {Partial<DataState>} */ changes) =>
    store.change(completed({ ...store.state, ...changes }, page));
  const read = () => change(choicesOf(form));
  const readSoon = debounced(PAUSE_MS, read);
  form.addEventListener("change", read);
  form.addEventListener("input", ({ target }) => isTyped(target) && readSoon());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    read();
  });
  find("#none").addEventListener("click", () => change({ values: {}, q: "", open: false, filter: "" }));
  store.onChange((after, before) => {
    if (differs(after, before, "collection")) makeFields(page, after);
    show(form, page, after);
  });
  makeFields(page, store.state);
  show(form, page, store.state);
}

/** @param {EventTarget | null} target */
function isTyped(target) {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && ["text", "search", "number"].includes(target.type);
}

/** Make the filters that a collection knows. @param {DataPage} page @param {DataState} state */
function makeFields(page, state) {
  const { fields, searchable, hasHours, formats } = collectionOf(page, state.collection);
  const [closed, open] = [fields.filter(({ terms }) => terms.length), fields.filter(({ terms }) => !terms.length)];
  find("#closed-fields").replaceChildren(...closed.map(pills));
  find("#open-fields").replaceChildren(...open.map(entry));
  find("#q-field").hidden = !searchable;
  find("#open-field").hidden = !hasHours;
  find("#names").textContent = fields.map(({ name }) => name).join(", ");
  const known = page.formats.filter(({ id }) => formats.includes(id));
  find("#f").replaceChildren(
    ...known.map(({ id, title, ending }) => element("option", { value: id }, `${title} (${ending})`)),
  );
}

/** @param {DataField} field */
function pills({ name, title, terms }) {
  const choices = terms.map((term) =>
    element(
      "label",
      { class: "pill" },
      element("input", { type: "checkbox", name: `field.${name}`, value: term.id }),
      element("span", {}, term.title),
    ),
  );
  return element(
    "fieldset",
    {},
    element("legend", {}, title, " ", element("code", {}, name)),
    element("div", { class: "pills" }, ...choices),
  );
}

/** @param {DataField} field */
function entry({ name, title, type }) {
  const label = element("span", {}, title, " ", element("code", {}, name));
  return element("label", { class: "field" }, label, type === "boolean" ? truth(name) : value(name, type));
}

/** @param {string} name */
function truth(name) {
  const words = [t("Any"), t("Yes"), t("No")];
  const options = ["", ...TRUTHS].map((each, index) => element("option", { value: each }, words[index]));
  return element("select", { name: `field.${name}` }, ...options);
}

/** @param {string} name @param {DataField["type"]} type */
function value(name, type) {
  const inputmode = type === "integer" || type === "number" ? "decimal" : null;
  return element("input", { type: "text", name: `field.${name}`, inputmode, autocomplete: "off", spellcheck: "false" });
}

/** Return what the form says. @param {HTMLFormElement} form @returns {Partial<DataState>} */
function choicesOf(form) {
  const data = new FormData(form);
  const text = (/** @type {string} */ name) => String(data.get(name) ?? "").trim();
  const names = [...new Set([...data.keys()].filter((name) => name.startsWith("field.")))];
  const values = names.map((name) => [name.slice("field.".length), data.getAll(name).join(",").trim()]);
  return {
    collection: text("collection"),
    city: text("city") || null,
    values: Object.fromEntries(values),
    q: text("q"),
    open: data.has("open_at"),
    filter: text("filter"),
    crs: text("crs"),
    format: text("f"),
  };
}

/** Let the form say what is chosen. @param {HTMLFormElement} form @param {DataPage} page @param {DataState} state */
function show(form, page, state) {
  const collection = collectionOf(page, state.collection);
  for (const [name, value] of Object.entries({
    ...{ collection: state.collection, city: state.city ?? "", f: state.format },
    ...{ q: state.q, filter: state.filter, crs: state.crs },
  })) {
    set(form, name, value);
  }
  /** @type {HTMLInputElement} */ (form.elements.namedItem("open_at")).checked = state.open;
  for (const { name, terms } of collection.fields) {
    const asked = state.values[name] ?? "";
    if (!terms.length) set(form, `field.${name}`, asked);
    else for (const box of boxesOf(form, name)) box.checked = asked.split(",").includes(box.value);
  }
  for (const option of find("#city").querySelectorAll("option")) {
    option.disabled = Boolean(option.value) && !collection.cities.includes(option.value);
  }
  const { systems, title } = formatOf(page, state.format);
  /** @type {HTMLInputElement} */ (form.elements.namedItem("crs")).disabled = systems !== "any";
  find("#crs-words").textContent = systemWords(systems, title);
}

/** Set a control, unless somebody is typing in it what means the same. @param {HTMLFormElement} form @param {string} name @param {string} value */
function set(form, name, value) {
  const control = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  if (control.value.trim() !== value) control.value = value;
}

/** @param {HTMLFormElement} form @param {string} name @returns {NodeListOf<HTMLInputElement>} */
function boxesOf(form, name) {
  return form.querySelectorAll(`input[name="field.${CSS.escape(name)}"]`);
}

/** @param {"any" | "lonlat" | "mercator"} systems @param {string} title */
function systemWords(systems, title) {
  if (systems === "lonlat") return t("{title} is always in longitude and latitude (WGS 84).", { title });
  if (systems === "mercator") return t("{title} is always in Web Mercator (EPSG:3857).", { title });
  return t("Left empty: longitude and latitude (WGS 84); DXF: metres (UTM).");
}
