/** A random name by which the server tells devices apart without knowing them; made at its first use. */

const KEY = "geoservice.device";

/** Return the device's random id; one of this visit alone where nothing can be kept. */
export function deviceId() {
  try {
    const known = localStorage.getItem(KEY);
    if (known) return known;
    const made = randomId();
    localStorage.setItem(KEY, made);
    return made;
  } catch {
    return randomId();
  }
}

/** Take over the id of an imported passport. @param {string} id */
export function adoptDeviceId(id) {
  localStorage.setItem(KEY, id);
}

/** Forget the id; the next use makes another. */
export function forgetDeviceId() {
  localStorage.removeItem(KEY);
}

function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
