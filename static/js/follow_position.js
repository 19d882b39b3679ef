/** Where the device is, followed; and what to say where it will not tell. */

import { t } from "./words.js";

/** @typedef {import("./follow_types").Fix} Fix */
/** @typedef {{onFix: (fix: Fix) => void, onTrouble: (message: string) => void}} Hearers */

// https://www.w3.org/TR/geolocation/#position_error_interface
const DENIED = 1;
const TIMEOUT = 3;
const OPTIONS = { enableHighAccuracy: true, maximumAge: 2_000, timeout: 20_000 };

/**
 * Follow the device and return how to stop.
 * @param {Hearers} hearers
 * @returns {() => void}
 */
export function watchPosition({ onFix, onTrouble }) {
  if (!window.isSecureContext || !navigator.geolocation) {
    onTrouble(t("The browser tells where you are only to secure addresses (https)."));
    return () => {};
  }
  const watch = navigator.geolocation.watchPosition(
    ({ coords }) => onFix({
      lon: coords.longitude,
      lat: coords.latitude,
      accuracy: coords.accuracy,
      heading: coords.heading,
    }),
    ({ code }) => onTrouble(reason(code)),
    OPTIONS,
  );
  return () => navigator.geolocation.clearWatch(watch);
}

/** @param {number} code */
function reason(code) {
  if (code === DENIED) {
    return t("The browser may not tell where you are. Allow it in the settings of this page and try again, or walk by the list of steps.");
  }
  return code === TIMEOUT
    ? t("Your position is taking long to be found. Step away from walls and roofs; until then the list of steps shows the way.")
    : t("Your position cannot be found now. Switch location on in the settings of the phone, or walk by the list of steps.");
}
