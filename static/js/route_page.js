/** The page of a route: puts its map and its stars beside what the server wrote. */

import { fillUrl, getJson, setLanguage } from "./api.js";
import { addBasemap } from "./basemap.js";
import { find, wantsLessMotion } from "./dom.js";
import { fillIcons } from "./icons.js";
import { makeMap } from "./map_frame.js";
import { keepWalkOffline, registerWorker } from "./offline.js";
import { keepToldPage } from "./offline_told.js";
import { RouteLayer, boundsOf, isPlaced } from "./route_layer.js";
import { setUpRating } from "./route_rating.js";
import { shareLink } from "./sharing.js";
import { Store } from "./store.js";
import { setUpTheme } from "./theme.js";
import { setMessages } from "./words.js";

const STOP_ZOOM = 17;

/** @type {import("./route_types").RoutePage} */
const page = JSON.parse(find("#page-data").textContent ?? "");
setMessages(page.messages);
setLanguage(page.language);
fillIcons();
showMap();
setUpRating({ url: page.urls.rating, route: page.route.id });
document.querySelector("#share")?.addEventListener("click", () => {
  const link = /** @type {HTMLLinkElement} */ (find('link[rel="canonical"]'));
  shareLink(find("#share span"), { title: document.title, url: link.href });
});

keepOffline();

/** Keep the page, and the walk with the map along it, for when there is no network on the way. */
async function keepOffline() {
  const { connection } = /** @type {{connection?: {saveData?: boolean}}} */ (navigator);
  if (connection?.saveData || !navigator.onLine) return;
  registerWorker(page);
  await keepToldPage();
  const { plan } = page.route;
  if (!plan) return;
  try {
    keepWalkOffline(await getJson(fillUrl(page.urls.walks, {}, { plan })), page);
  } catch {
    // the page is read without it
  }
}

function showMap() {
  const map = makeMap([page.city]);
  const recolour = addBasemap(map, page);
  const store = new Store(/** @type {import("./types").PageState} */ (/** @type {unknown} */ (page)));
  setUpTheme(store, find("#theme"), recolour);
  const behavior = wantsLessMotion() ? "auto" : "smooth";
  const onChoose = (/** @type {number} */ number) => find(`#stop-${number}`).scrollIntoView({ behavior, block: "center" });
  const layer = new RouteLayer(map, { language: page.language, onChoose });
  layer.show(page.route);
  const bounds = boundsOf(page.route);
  if (bounds) map.fitBounds(bounds, { animate: false });
  const shown = page.route.stops.filter(isPlaced);
  for (const button of document.querySelectorAll("[data-stop]")) {
    button.addEventListener("click", () => {
      const stop = shown[Number(button.getAttribute("data-stop")) - 1];
      map.setView([stop.lat ?? 0, stop.lon ?? 0], Math.max(map.getZoom(), STOP_ZOOM), { animate: !wantsLessMotion() });
      find("#map").scrollIntoView({ behavior, block: "nearest" });
    });
  }
}
