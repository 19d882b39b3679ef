/** How to have what is chosen: by curl, in Python, in QGIS. */

import { filterPairs, quotable } from "./data_state.js";
import { writePairs } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./data_types").DataState} DataState */
/** @typedef {import("./data_types").DataCollection} DataCollection */
/** @typedef {{say: string, value?: string}} Step */

const PLAIN = ["string", "integer", "number"];

/** @param {string} url */
export function curlRecipe(url) {
  return `curl --compressed -fOJ '${url}'`;
}

/**
 * Return a Python program that reads a file of the format into a table.
 * @param {string} url
 * @param {{collection: string, format: string, geometry: string}} asked
 */
export function pythonRecipe(url, { collection, format, geometry }) {
  const [modules, lines] = (PYTHON[format] ?? geopandasLines)(url, collection, geometry);
  return `${modules.map((each) => `import ${each}`).join("\n")}\n\n${lines.join("\n")}\nprint(${collection})`;
}

/** @typedef {(url: string, name: string, geometry: string) => [modules: string[], lines: string[]]} Lines */

/** @type {Lines} */
const geopandasLines = (url, name) => [["geopandas"], [`${name} = geopandas.read_file(`, `    "${url}"`, ")"]];

/** @type {Record<string, Lines>} */
const PYTHON = {
  gpx: (url, name, geometry) => [
    ["geopandas"],
    [`${name} = geopandas.read_file(`, `    "${url}",`, `    layer="${geometry === "Point" ? "waypoints" : "tracks"}",`, ")"],
  ],
  csv: (url, name) => [["pandas"], [`${name} = pandas.read_csv(`, `    "${url}"`, ")"]],
  xlsx: (url, name) => [["pandas"], [`${name} = pandas.read_excel(`, `    "${url}"`, ")"]],
  parquet: (url, name) => [
    ["io", "urllib.request", "geopandas"],
    [
      `with urllib.request.urlopen(`,
      `    "${url}"`,
      `) as answer:`,
      `    ${name} = geopandas.read_parquet(io.BytesIO(answer.read()))`,
    ],
  ],
  pmtiles: (url, name) => [
    ["urllib.request", "geopandas"],
    [
      `urllib.request.urlretrieve(`,
      `    "${url}", "${name}.pmtiles"`,
      `)`,
      `${name} = geopandas.read_file("${name}.pmtiles")`,
    ],
  ],
};

/**
 * Return the steps in QGIS: features page by page, and vector tiles. QGIS says its menus in English.
 * @param {DataState} state
 * @param {DataCollection} collection
 * @param {string} api
 * @returns {{features: Step[], tiles: Step[]}}
 */
export function qgisRecipe(state, collection, api) {
  const part = qgisFilter(state, collection);
  const [least, largest] = collection.zooms;
  return {
    features: [
      { say: t("Layer ▸ Add Layer ▸ Add WFS / OGC API – Features Layer…, then New; as URL:"), value: api },
      { say: t("Version: OGC API – Features. OK, then Connect.") },
      { say: t("Choose “{title}” and Add.", { title: collection.title }) },
      ...(part
        ? [{ say: t("To have only a part of it: right-click the layer, Filter…, and as expression:"), value: part }]
        : []),
    ],
    tiles: [
      {
        say: t("Layer ▸ Add Layer ▸ Add Vector Tile Layer…, then New ▸ New Generic Connection; as URL:"),
        value: collection.urls.tiles + quotable(writePairs(filterPairs(state))).replace(/^\?$/, ""),
      },
      { say: t("Zoom levels from {least} to {largest}. OK, then Add.", { least, largest }) },
    ],
  };
}

/**
 * Return what is chosen as an expression of QGIS; what it cannot say there is left out.
 * @param {DataState} state
 * @param {DataCollection} collection
 */
function qgisFilter(state, collection) {
  const asked = Object.entries({ ...(state.city ? { city: state.city } : {}), ...state.values });
  const typeOf = (/** @type {string} */ name) =>
    name === "city" ? "string" : collection.fields.find((each) => each.name === name)?.type;
  return asked
    .filter(([name]) => PLAIN.includes(typeOf(name) ?? ""))
    .map(([name, text]) => `"${name}" IN (${text.split(",").map((each) => literal(each, typeOf(name))).join(", ")})`)
    .join(" AND ");
}

/** @param {string} text @param {string | undefined} type */
function literal(text, type) {
  return type === "string" ? `'${text.replace(/'/g, "''")}'` : text;
}
