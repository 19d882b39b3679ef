/** The form of the desk: reading what stands in it, and writing a route into it. */

import { themesIn } from "./route_draft.js";

/** @typedef {import("./route_draft.js").Words} Words */

const LISTS = ["age_groups", "agendas"];

/** Return what the form says; empty fields are null. @param {HTMLFormElement} form @returns {Words} */
export function readForm(form) {
  const data = new FormData(form);
  const text = (/** @type {string} */ name) => String(data.get(name) ?? "").trim() || null;
  return {
    ...Object.fromEntries(["title_th", "title_en", "story_th", "story_en", "best_hours", "difficulty", "profile"].map((name) => [name, text(name)])),
    ...Object.fromEntries(LISTS.map((name) => [name, data.getAll(name).map(String)])),
    themes: themesIn(String(data.get("themes") ?? "")),
    loop: data.has("loop"),
  };
}

/** Write a route into the form. @param {HTMLFormElement} form @param {Words} words */
export function writeForm(form, words) {
  form.reset();
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement) || !field.name) continue;
    const value = words[field.name];
    if (field instanceof HTMLInputElement && field.type === "checkbox") {
      field.checked = Array.isArray(value) ? value.includes(field.value) : Boolean(value);
    } else if (field.name === "themes") field.value = (value ?? []).join(", ");
    else if (field instanceof HTMLSelectElement) field.value = value ?? (field.name === "profile" ? "adult" : "");
    else field.value = value ?? "";
  }
}
