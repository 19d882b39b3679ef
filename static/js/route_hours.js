/** Opening hours on a page that the server wrote: said in words where that can be. */

import { element } from "./dom.js";
import { hoursInWords } from "./hours.js";

/** Say every `data-hours` in words. @param {"th" | "en"} language */
export function sayHours(language) {
  for (const place of document.querySelectorAll("[data-hours]")) {
    const lines = hoursInWords(place.getAttribute("data-hours") ?? "", language);
    if (!lines) continue;
    const said = lines.map(({ days, times }) => element("span", { class: "hours-line" }, `${days} ${times}`));
    place.replaceChildren(...said.flatMap((line, at) => (at ? [" · ", line] : [line])));
  }
}
