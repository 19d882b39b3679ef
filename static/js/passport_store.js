/** Where the device keeps its passport: nowhere else is it kept. */

/** @typedef {import("./route_types").Stamp} Stamp */

const STAMPS = "geoservice.passport";
const NAME = "geoservice.passport.name";

/** @returns {Stamp[]} */
export function keptStamps() {
  try {
    const kept = JSON.parse(localStorage.getItem(STAMPS) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** Keep stamps; false where this device keeps nothing. @param {Stamp[]} stamps */
export function keepStamps(stamps) {
  try {
    localStorage.setItem(STAMPS, JSON.stringify(stamps));
    return true;
  } catch {
    return false;
  }
}

export function keptName() {
  return localStorage.getItem(NAME) ?? "";
}

/** @param {string} name */
export function keepName(name) {
  localStorage.setItem(NAME, name);
}

/** Erase all of it. */
export function erasePassport() {
  localStorage.removeItem(STAMPS);
  localStorage.removeItem(NAME);
}
