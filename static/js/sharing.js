/** Copying a link, or handing it to the phone's own way of sharing. */

import { announce } from "./notices.js";
import { t } from "./words.js";

const SAID_MS = 2_500;

/**
 * Share an address and say on the button that it is done.
 * @param {HTMLElement} words of the button, which say "Copy link" again after a while
 * @param {{title: string, url: string}} shared
 */
export async function shareLink(words, { title, url }) {
  try {
    if (matchMedia("(pointer: coarse)").matches && navigator.share) {
      await navigator.share({ title, url });
      return;
    }
    await navigator.clipboard.writeText(url);
    words.textContent = t("Link copied");
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    words.textContent = t("Copy it from the address bar");
  }
  announce(words.textContent ?? "");
  setTimeout(() => {
    words.textContent = t("Copy link");
  }, SAID_MS);
}
