/** Keeps the page and opened walks on the device, so that a walk goes on without a network. */

import { fillUrl } from "./api.js";
import { keptAnywhere, preferPage, walkCache } from "./offline_caches.js";
import { tilesAlong } from "./offline_tiles.js";
import { districtsUrl } from "./places.js";
import { legsOf, stopsOf } from "./walk_answer.js";
import { t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./follow_types").Keeping} Keeping */
/** @typedef {(state: Keeping) => void} Hearer */

const AT_ONCE = 6;
const TIMEOUT_MS = 20_000;
const WORKER_PATIENCE_MS = 15_000;

/** @type {{plan: string, work: Promise<Keeping>, state: Keeping, hearers: Set<Hearer>} | null} */
let current = null;

/**
 * Start the worker that answers without a network; where there is none the page works as ever.
 * @param {Page} page
 */
export async function registerWorker(page) {
  try {
    await navigator.serviceWorker?.register(page.urls.worker, { updateViaCache: "none" });
  } catch {
    // private windows and insecure addresses have none
  }
}

/**
 * Keep all that an opened walk needs: its answer, the page, the cards of its stops, the tiles
 * along it. Asking again for the walk that is kept already, or being kept, does nothing twice.
 * @param {WalkAnswer} answer
 * @param {Page} page
 * @param {Hearer} [onState] hears how far it is
 * @returns {Promise<Keeping>}
 */
export function keepWalkOffline(answer, page, onState = () => {}) {
  const plan = answer.walk.plan || "walk";
  if (current?.plan === plan) {
    current.hearers.add(onState);
    onState(current.state);
    return current.work;
  }
  const hearers = new Set([onState]);
  const tell = (/** @type {Keeping} */ state) => {
    if (current?.hearers === hearers) current.state = state;
    for (const hear of hearers) hear(state);
  };
  const state = /** @type {Keeping} */ ({ kept: 0, total: 0, state: "keeping" });
  current = { plan, state, hearers, work: Promise.resolve(state) };
  current.work = keep(answer, page, tell).then((done) => {
    tell(done);
    if (done.state !== "ready" && current?.hearers === hearers) current = null; // may be tried again
    return done;
  });
  return current.work;
}

/**
 * Word how far a walk is kept.
 * @param {Keeping} keeping
 */
export function keepingInWords({ state, kept, total }) {
  if (state === "ready") return t("Ready offline");
  if (state === "keeping") return total ? t("Keeping it for offline: {percent} %", { percent: Math.floor((kept / total) * 100) }) : t("Keeping it for offline …");
  if (state === "partly") return t("Only a part is kept for offline");
  return t("This browser keeps nothing for offline");
}

/**
 * @param {WalkAnswer} answer
 * @param {Page} page
 * @param {Hearer} tell
 * @returns {Promise<Keeping>}
 */
async function keep(answer, page, tell) {
  if (!("caches" in globalThis) || !navigator.serviceWorker) return { kept: 0, total: 0, state: "impossible" };
  try {
    const cache = await walkCache(answer.walk.plan || "walk");
    await keepTheAnswer(answer, page, cache);
    const shell = [page.urls.cities, districtsUrl(page, answer.walk.city)];
    const urls = [...shell, ...cards(answer, page), ...tiles(answer, page)];
    const kept = await keepAll(urls, cache, (count) => tell({ kept: count, total: urls.length, state: "keeping" }));
    const isShellKept = await keepThisPage(page);
    navigator.storage?.persist?.().catch(() => {});
    return { kept, total: urls.length, state: isShellKept && kept === urls.length ? "ready" : "partly" };
  } catch {
    return { kept: 0, total: 0, state: "partly" }; // the device has no room left
  }
}

/** @param {WalkAnswer} answer @param {Page} page @param {Cache} cache */
async function keepTheAnswer(answer, page, cache) {
  const { plan } = answer.walk;
  const asked = new URLSearchParams(location.search).get("walk");
  const headers = { "Content-Type": "application/geo+json" };
  for (const token of new Set([plan, asked ?? plan].filter(Boolean))) {
    const url = fillUrl(page.urls.walks, {}, { plan: token });
    await cache.put(url, new Response(JSON.stringify(answer), { headers }));
  }
}

/** @param {WalkAnswer} answer @param {Page} page */
function cards(answer, page) {
  return stopsOf(answer)
    .map(({ properties }) => properties.space)
    .filter((space) => space !== null)
    .map((id) => fillUrl(page.urls.space, { id }));
}

/** @param {WalkAnswer} answer @param {Page} page */
function tiles(answer, page) {
  const { walk } = answer;
  const lines = legsOf(answer).map(({ geometry }) => geometry.coordinates);
  const stops = stopsOf(answer).map(({ geometry }) => [geometry.coordinates]);
  const { ground, spaces } = tilesAlong([...lines, ...stops]);
  return [
    ...ground.map(({ z, x, y }) => fillUrl(page.urls.basemapTiles, { z, x, y })),
    ...spaces.map(({ z, x, y }) => fillUrl(page.urls.spaceTiles, { z, x, y }, { city: walk.city })),
  ];
}

/**
 * Fetch what is not kept yet, a few at once, and return how many are kept at the end.
 * @param {string[]} urls
 * @param {Cache} cache
 * @param {(count: number) => void} tell
 */
async function keepAll(urls, cache, tell) {
  const waiting = [...urls];
  let kept = 0;
  const worker = async () => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      if (await keepOne(url, cache)) kept += 1;
      tell(kept);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return kept;
}

/** @param {string} url @param {Cache} cache @returns {Promise<boolean>} */
async function keepOne(url, cache) {
  try {
    const headers = { "Accept-Language": document.documentElement.lang };
    await cache.add(new Request(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) }));
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "QuotaExceededError") throw error;
    return Boolean(await keptAnywhere(url));
  }
}

/** Wait for the worker, which keeps the scripts, and say whether the page itself is kept. @param {Page} page */
async function keepThisPage(page) {
  const late = new Promise((resolve) => setTimeout(() => resolve(null), WORKER_PATIENCE_MS));
  const worker = await Promise.race([navigator.serviceWorker.ready, late]);
  return Boolean(worker) && preferPage(new URL(page.urls.page, location.href).href, page.language);
}
