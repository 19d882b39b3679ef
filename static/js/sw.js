/**
 * The worker between the pages and the network. Online the network answers, so that nothing old is
 * shown; without it what was kept does. Nothing is ever posted from here.
 *
 * It takes over as soon as it is there: scripts and styles are named by their content and pages
 * come from the network first, so no page meets the files of another version.
 */

import { clientsClaim } from "workbox-core";
import { CacheableResponsePlugin } from "workbox-cacheable-response";
import { ExpirationPlugin } from "workbox-expiration";
import { precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";
import { addressBook } from "./offline_addresses.js";
import { CACHES, LOOSELY, isKeepable, keepPage, keptAnywhere, keptPage, openAsKnown, preferPage, renewLastPage } from "./offline_caches.js";

const worker = /** @type {any} */ (self);
/** @type {string[]} names of built files */
// @ts-expect-error: a name that the build replaces
const assets = __ASSETS__;
/** @type {import("./offline_addresses.js").Addresses} put before this script by the server */
const addresses = worker.addresses;
const { isPage, isTold, isAsset, isData, isCard, isTile, keptName } = addressBook(addresses, location.href);
const BASE = new URL(addresses.page, location.href).href;
const LANGUAGES = ["th", "en"];
const PAGE_PATIENCE_SECONDS = 6;
const DATA_PATIENCE_SECONDS = 5;
const TILE_PATIENCE_SECONDS = 4;
const DAY_SECONDS = 86_400;
const MOST_TOLD = 30;
const MOST_PARTS = 40;
const EMPTY_TILE = 204;
const SERVER_GONE = new Set([502, 503, 504]);

worker.skipWaiting();
clientsClaim();
precacheAndRoute(assets.map((name) => ({ url: addresses.asset.replace("{name}", name), revision: null })));
worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keepShell()));

registerRoute(({ request, url }) => request.mode === "navigate" && isPage(url), ({ request, event }) =>
  page(request, /** @type {any} */ (event)),
);
registerRoute(({ request, url }) => request.mode === "navigate" && isTold(url), toldPages());
// Named by their content, they never change; those of the map are kept from the beginning.
registerRoute(({ url }) => isAsset(url), new CacheFirst({
  cacheName: CACHES.parts,
  plugins: [new CacheableResponsePlugin({ statuses: [200] }), new ExpirationPlugin({ maxEntries: MOST_PARTS, purgeOnQuotaError: true })],
}));
registerRoute(({ url }) => isData(url), stored(CACHES.data, {
  patience: DATA_PATIENCE_SECONDS, statuses: [200], most: 150, days: 14,
}));
registerRoute(({ url }) => isTile(url), stored(CACHES.tiles, {
  patience: TILE_PATIENCE_SECONDS, statuses: [200, EMPTY_TILE], most: 800, days: 30,
}));

/**
 * Keep what every visit needs, the page in both languages. It is asked for without cookies: the
 * answer is the one everybody gets, and the language chosen by the person stays.
 */
async function keepShell() {
  const data = await caches.open(CACHES.data);
  await data.addAll([addresses.cities, addresses.icon]);
  await Promise.all(LANGUAGES.map(async (language) => {
    const url = new URL(`?lang=${language}`, BASE);
    await keepPage(BASE, await fetch(url, { credentials: "omit", cache: "reload" }));
  }));
  await renewLastPage(BASE);
}

/**
 * Answer a page from the network, from what was kept where that fails or takes too long.
 * @param {Request} request
 * @param {{waitUntil: (work: Promise<unknown>) => void}} event
 */
async function page(request, event) {
  const fetched = fetch(request);
  event.waitUntil(fetched.then((response) => seen(response.clone())).catch(() => {}));
  const kept = await keptPage(BASE, request.url);
  if (!kept) return fetched;
  return Promise.race([
    fetched.then((response) => (SERVER_GONE.has(response.status) ? kept : response), () => kept),
    new Promise((resolve) => setTimeout(() => resolve(kept), PAGE_PATIENCE_SECONDS * 1000)),
  ]);
}

/** @param {Response} response */
async function seen(response) {
  const language = await keepPage(BASE, response);
  if (language) await preferPage(BASE, language);
}

/**
 * Ask the network first, then what this cache keeps, then what is kept of walks.
 * @param {string} cacheName
 * @param {{patience: number, statuses: number[], most: number, days: number}} options
 */
function stored(cacheName, { patience, statuses, most, days }) {
  return new NetworkFirst({
    cacheName,
    networkTimeoutSeconds: patience,
    matchOptions: LOOSELY,
    plugins: [
      new CacheableResponsePlugin({ statuses }),
      new ExpirationPlugin({ maxEntries: most, maxAgeSeconds: days * DAY_SECONDS, purgeOnQuotaError: true }),
      { cachedResponseWillBeUsed: async ({ cachedResponse, request }) => asKept(request, cachedResponse) },
    ],
  });
}

/** Pages that are read: from the network, else as they were when they were opened last, in whatever language. */
function toldPages() {
  return new NetworkFirst({
    cacheName: CACHES.told,
    networkTimeoutSeconds: PAGE_PATIENCE_SECONDS,
    matchOptions: LOOSELY,
    plugins: [
      new ExpirationPlugin({ maxEntries: MOST_TOLD, purgeOnQuotaError: true }),
      {
        cacheWillUpdate: async ({ response }) => (isKeepable(response) ? response : null),
        handlerDidError: async ({ request }) => caches.match(request.url, { ...LOOSELY, ignoreSearch: true, cacheName: CACHES.told }),
      },
    ],
  });
}

/** @param {Request} request @param {Response | undefined} found */
async function asKept(request, found) {
  const kept = found ?? (await keptAnywhere(keptName(new URL(request.url))));
  return kept && isCard(new URL(request.url)) ? cardNow(kept) : kept;
}

/** @param {Response} kept */
async function cardNow(kept) {
  const card = await kept.json();
  const properties = openAsKnown(card.properties, new Date());
  return new Response(JSON.stringify({ ...card, properties }), { headers: kept.headers });
}
