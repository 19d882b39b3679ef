/** The way to another page of the same city: what both know goes along. */

import { writePairs } from "./state.js";

/** @typedef {import("./types").PageState & {kinds: string[] | null}} Known */

/**
 * Let a link lead to where one is, on another page.
 * @param {import("./store.js").Store<Known>} store
 * @param {HTMLAnchorElement} link
 */
export function followPlace(store, link) {
  const { pathname } = new URL(link.href);
  const follow = () => {
    link.href = pathname + placeQuery(store.state);
  };
  store.onChange(follow);
  follow();
}

/** @param {Known} state */
export function placeQuery({ language, theme, city, lat, lon, zoom, kinds }) {
  return writePairs([
    ["lang", language],
    ["theme", theme],
    ["city", city],
    ["lat", lat?.toFixed(5) ?? null],
    ["lon", lon?.toFixed(5) ?? null],
    ["zoom", zoom === null ? null : String(zoom)],
    ["kinds", kinds?.join(",") ?? null],
  ]);
}
