/** What is kept on the device for when there is no network, shared by the page and its worker. */

const PREFIX = "geoservice";

export const CACHES = {
  pages: `${PREFIX}-pages`,
  data: `${PREFIX}-data`,
  tiles: `${PREFIX}-tiles`,
  told: `${PREFIX}-told`,
  parts: `${PREFIX}-parts`,
};

const WALK = `${PREFIX}-walk-`;
const MOST_WALKS = 3;
const LAST_PAGE = "last";

/** Headers vary by encoding and language; what is kept is better than nothing in either. */
export const LOOSELY = Object.freeze({ ignoreVary: true });

/**
 * Keep a page under its language.
 * @param {string} base address of the map, without a query
 * @param {Response} response
 * @returns {Promise<string>} the language, empty where the page is not to be kept
 */
export async function keepPage(base, response) {
  if (!isKeepable(response)) return "";
  const pages = await caches.open(CACHES.pages);
  const language = response.headers.get("Content-Language") ?? "";
  await pages.put(pageKey(base, language), response);
  return language;
}

/**
 * Return the page that was kept for an address: in the language it asks for, else the last one.
 * @param {string} base
 * @param {string} url
 * @returns {Promise<Response | undefined>}
 */
export async function keptPage(base, url) {
  const pages = await caches.open(CACHES.pages);
  for (const name of [new URL(url, base).searchParams.get("lang"), LAST_PAGE]) {
    const found = name && (await pages.match(pageKey(base, name), LOOSELY));
    if (found) return found;
  }
  return (await pages.matchAll())[0];
}

/**
 * Let the page in one language be the one that opens without a network; say whether it is kept.
 * @param {string} base
 * @param {string} language
 */
export async function preferPage(base, language) {
  const pages = await caches.open(CACHES.pages);
  const kept = await pages.match(pageKey(base, language), LOOSELY);
  if (kept) await pages.put(pageKey(base, LAST_PAGE), kept);
  return Boolean(kept);
}

/**
 * Open the cache of a walk, throwing away those of walks opened long before.
 * @param {string} plan the token of the walk
 */
export async function walkCache(plan) {
  const names = (await caches.keys()).filter((name) => name.startsWith(WALK));
  const known = names.find((name) => name.endsWith(`-${plan}`));
  const name = known ?? `${WALK}${String(Date.now()).padStart(15, "0")}-${plan}`;
  const others = names.filter((each) => each !== name).sort();
  await Promise.all(others.slice(0, Math.max(0, others.length - MOST_WALKS + 1)).map((old) => caches.delete(old)));
  return caches.open(name);
}

/**
 * Return what any cache keeps for an address.
 * @param {string} url
 */
export function keptAnywhere(url) {
  return caches.match(url, LOOSELY);
}

/**
 * Say of the card of a space whether it is open as far as one can still know: what was said holds
 * until the next change, and no longer.
 * @param {import("./types").SpaceProperties} properties as they were when they were kept
 * @param {Date} now
 * @returns {import("./types").SpaceProperties}
 */
export function openAsKnown(properties, now) {
  const { next_change: change } = properties;
  if (!change || new Date(change) > now) return properties;
  return { ...properties, open_now: "unknown", next_change: null };
}

/**
 * Let the page last seen be of the same version as the others. @param {string} base
 */
export async function renewLastPage(base) {
  const last = await (await caches.open(CACHES.pages)).match(pageKey(base, LAST_PAGE), LOOSELY);
  const language = last?.headers.get("Content-Language");
  if (language) await preferPage(base, language);
}

/** @param {string} base @param {string} name */
function pageKey(base, name) {
  return new URL(`?kept=${encodeURIComponent(name)}`, base).href;
}

/** Return whether an answer is a page for everybody, whole and ours. @param {Response} response */
export function isKeepable(response) {
  const forbids = /no-store|private/.test(response.headers.get("Cache-Control") ?? "");
  return response.status === 200 && response.type === "basic" && !response.redirected && !forbids;
}
