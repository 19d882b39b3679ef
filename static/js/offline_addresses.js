/** Which of the server's addresses are kept, told by the templates that the server hands over. */

/**
 * @typedef {object} Addresses what `page.urls` says, as far as it is kept
 * @property {string} page
 * @property {string} cities
 * @property {string} space
 * @property {string} districts
 * @property {string} district
 * @property {string} spaceTiles
 * @property {string} basemapTiles
 * @property {string} walks
 * @property {string} routePage
 * @property {string} passportPage
 * @property {string} asset
 * @property {string} icon
 */

/**
 * Return what tells the addresses apart.
 * @param {Addresses} addresses
 * @param {string} base an address on this server
 */
export function addressBook(addresses, base) {
  const { origin } = new URL(base);
  const matching = (/** @type {string[]} */ ...templates) => {
    const patterns = templates.map(pattern);
    return (/** @type {URL} */ url) => url.origin === origin && patterns.some((each) => each.test(url.pathname));
  };
  const isWalks = matching(addresses.walks);
  const isTilePath = matching(addresses.spaceTiles, addresses.basemapTiles);
  const isWalk = (/** @type {URL} */ url) =>
    isWalks(url) && url.searchParams.has("plan") && (url.searchParams.get("f") ?? "geojson") === "geojson";
  const isPlain = matching(addresses.cities, addresses.space, addresses.districts, addresses.district, addresses.icon);
  return {
    isPage: matching(addresses.page),
    isCard: matching(addresses.space),
    /** Pages that are read, each kept as it was opened. */
    isTold: matching(addresses.routePage, addresses.passportPage),
    isAsset: matching(addresses.asset),
    isData: (/** @type {URL} */ url) => isPlain(url) || isWalk(url),
    /** What is open now is asked for a moment and not kept. */
    isTile: (/** @type {URL} */ url) => isTilePath(url) && !url.searchParams.has("open_at"),
    /** A walk is kept under its plan alone, in whatever language. */
    keptName: (/** @type {URL} */ url) => (isWalk(url) ? walkName(url) : url.href),
  };
}

/** @param {URL} url */
function walkName(url) {
  const name = new URL(url.pathname, url.origin);
  name.searchParams.set("plan", url.searchParams.get("plan") ?? "");
  return name.href;
}

/** @param {string} template @returns {RegExp} for a path */
function pattern(template) {
  const [path] = template.split("?");
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\{\w+\}/g, "[^/]+")}$`);
}
