/** Scenarios kept on this device, by name; a browser that keeps nothing has none. */

/** @typedef {import("./coverage_types").KeptScenario} KeptScenario */

const PLACE = "geoservice.scenarios";
const MOST_KEPT = 50;

/** Return what is kept for a city, the latest first. @param {string | null} city @returns {KeptScenario[]} */
export function keptScenarios(city) {
  return read().filter((each) => each.city === city);
}

/**
 * Keep a scenario; one of the same name in the same city is replaced. Say whether it is kept.
 * @param {KeptScenario} scenario
 */
export function keepScenario(scenario) {
  const others = read().filter((each) => !isSame(each, scenario));
  return write([scenario, ...others].slice(0, MOST_KEPT));
}

/** @param {KeptScenario} scenario @param {string} name another, which no other may have in this city */
export function renameScenario(scenario, name) {
  const all = read();
  if (all.some((each) => isSame(each, { ...scenario, name }) && !isSame(each, scenario))) return false;
  return write(all.map((each) => (isSame(each, scenario) ? { ...each, name } : each)));
}

/** @param {KeptScenario} scenario */
export function forgetScenario(scenario) {
  return write(read().filter((each) => !isSame(each, scenario)));
}

/** @param {{city: string, name: string}} a @param {{city: string, name: string}} b */
function isSame(a, b) {
  return a.city === b.city && a.name === b.name;
}

/** What others wrote there, or an older version of this page, is left aside. @returns {KeptScenario[]} */
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return kept.filter((/** @type {any} */ each) => [each?.name, each?.city, each?.token].every((part) => typeof part === "string"));
  } catch {
    return [];
  }
}

/** @param {KeptScenario[]} scenarios */
function write(scenarios) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(scenarios));
    return true;
  } catch {
    return false;
  }
}
