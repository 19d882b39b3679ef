/** "Near me": where the person stands, and what to say where that cannot be known. */

import { LocateControl } from "leaflet.locatecontrol";
import { element } from "./dom.js";
import { controlIcon } from "./icons.js";
import { clearNotice, showNotice } from "./notices.js";
import { t } from "./words.js";

const SUBJECT = "location";
const DENIED = 1; // https://www.w3.org/TR/geolocation/#position_error_interface
const CLOSE_ZOOM = 16;

/** @typedef {{lat: number, lon: number}} Here */

/**
 * Add the control; `onFound` hears the place once for each press.
 * @param {import("leaflet").Map} map
 * @param {(here: Here) => void} onFound
 * @returns {(use: (here: Here) => void) => void} finds the place once for another use
 */
export function addLocating(map, onFound) {
  let isAwaited = false;
  let use = onFound;
  const control = new LocateControl({
    position: "bottomright",
    setView: "once",
    initialZoomLevel: CLOSE_ZOOM,
    flyTo: false,
    showPopup: false,
    strings: { title: t("Near me") },
    locateOptions: { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    createButtonCallback: (/** @type {HTMLElement} */ container, /** @type {any} */ options) => {
      const icon = element("span", { class: "locate-icon" }, controlIcon("locate"));
      const link = element("a", { href: "#", role: "button", title: options.strings.title, "aria-label": options.strings.title }, icon);
      container.append(link);
      return { link, icon };
    },
    onLocationError: (error) => showNotice(SUBJECT, { message: reason(/** @type {{code?: number}} */ (/** @type {unknown} */ (error))), label: t("Close"), act: () => clearNotice(SUBJECT) }),
    onLocationOutsideMapBounds: () => {},
  });
  control.addTo(map);
  map.on("locateactivate", () => {
    isAwaited = true;
    clearNotice(SUBJECT);
  });
  map.on("locationfound", ({ latlng }) => {
    if (!isAwaited) return;
    isAwaited = false;
    use({ lat: latlng.lat, lon: latlng.lng });
    use = onFound;
  });
  map.on("locationerror", () => {
    use = onFound;
  });
  return (other) => {
    control.stop(); // one that runs already would say nothing new
    use = other;
    control.start();
  };
}

/** @param {{code?: number}} error */
function reason({ code }) {
  if (!window.isSecureContext) {
    return t("The browser tells where you are only to secure addresses (https).");
  }
  return code === DENIED
    ? t("The browser may not tell where you are. Allow it in the settings of this page, then press “Near me” again.")
    : t("Where you are cannot be found out now. Try again under the open sky, or move the map by hand.");
}
