/** Keeps a page that is read, with what it is made of, so that it opens again without a network. */

import { CACHES } from "./offline_caches.js";

const PARTS = 'link[rel="stylesheet"], link[rel="preload"][as="font"], script[src]';

/**
 * Keep this page and its parts; nothing of a page that was made for one person alone.
 * The worker was not there yet when they were fetched.
 */
export async function keepToldPage() {
  const isOnesOwn = document.querySelector('meta[name="csrf"]') !== null;
  if (isOnesOwn || !("caches" in globalThis) || !navigator.onLine) return;
  try {
    const parts = [...document.querySelectorAll(PARTS)].map((part) => part.getAttribute("href") ?? part.getAttribute("src") ?? "");
    await (await caches.open(CACHES.parts)).addAll([...new Set(parts.filter(Boolean))]);
    await (await caches.open(CACHES.told)).add(location.href.split("#")[0]);
  } catch {
    // no room, or the network went away: the page is read as long as it is open
  }
}
