/** Taking a walk along: link, QR code, files, paper. */

import { fillUrl } from "./api.js";
import { element } from "./dom.js";
import { controlIcon } from "./icons.js";
import { shareLink } from "./sharing.js";
import { t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").WalkPlan} WalkPlan */

const FILES = [
  ["gpx", "GPX"],
  ["kml", "KML"],
  ["geojson", "GeoJSON"],
];

/**
 * Return what is in the share box.
 * @param {{page: Page, plan: WalkPlan, token: string}} walk
 */
export function shareBody({ page, plan, token }) {
  const { urls, language } = page;
  const address = new URL(fillUrl(urls.page, {}, { walk: token, lang: language }), location.href).href;
  const files = FILES.map(([format, title]) => {
    const href = fillUrl(urls.walks, {}, { plan: token, f: format, lang: language });
    return element("a", { class: "button", href, download: `walk.${format}` }, controlIcon("download"), title);
  });
  const paper = element("a", { class: "button", href: fillUrl(urls.printWalk, {}, { plan: token, lang: language }), target: "_blank", rel: "noopener" }, controlIcon("print"), t("Print"));
  const tellsStart = Boolean(plan.start && !("space" in plan.start));
  return [
    element("div", { class: "walk-buttons" }, copyButton(address), paper),
    element("div", { class: "walk-buttons" }, ...files),
    tellsStart && element("p", { class: "hint" }, t("Who has the link sees where the walk starts.")),
    element(
      "figure",
      { class: "walk-qr" },
      element("img", { src: fillUrl(urls.walkQr, {}, { plan: token, lang: language }), width: 180, height: 180, loading: "lazy", alt: t("QR code of this walk") }),
      element("figcaption", { class: "hint" }, t("Scan it with a phone to take the walk along.")),
    ),
  ].filter((each) => each !== false);
}

/** @param {string} address */
function copyButton(address) {
  const words = element("span", {}, t("Copy link"));
  const button = element("button", { type: "button", class: "button", "data-key": "copy" }, controlIcon("share"), words);
  button.addEventListener("click", () => shareLink(words, { title: t("A walk"), url: address }));
  return button;
}
