/** Taking a walk along: link, QR code, files, paper. */

import { fillUrl } from "./api.js";
import { element } from "./dom.js";
import { controlIcon } from "./icons.js";
import { announce } from "./notices.js";
import { t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").WalkPlan} WalkPlan */

const COPIED_MS = 2_500;
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
  button.addEventListener("click", async () => {
    try {
      if (matchMedia("(pointer: coarse)").matches && navigator.share) {
        await navigator.share({ title: t("A walk"), url: address });
        return;
      }
      await navigator.clipboard.writeText(address);
      words.textContent = t("Link copied");
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      words.textContent = t("Copy it from the address bar");
    }
    announce(words.textContent ?? "");
    setTimeout(() => words.replaceChildren(t("Copy link")), COPIED_MS);
  });
  return button;
}
