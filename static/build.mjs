/**
 * Bundles the pages' scripts, styles, fonts and pictures into static/build, each file named by its
 * content and compressed beside itself, and lists them in manifest.json, from which the server
 * names them.
 */
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";
import { buildEmbedded } from "./embedded.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const OUT = path.join(HERE, "build");
const PAGES = ["map", "coverage"];
const ALONE = ["data", "cities_page", "route_list", "route_page", "route_draw", "passport", "desk"]; // shares too little with the others to wait for all that they share
const SHARED = "shared"; // what the scripts of the pages have in common
const SHEETS = ["print", "desk_sheets", "people", "space"]; // pages without a script
const COMPRESSED = new Set([".js", ".css", ".svg", ".json"]);

/** @type {import("esbuild").BuildOptions} */
const options = {
  entryPoints: [
    ...PAGES.map((page) => path.join(HERE, `js/${page}.js`)),
    ...[...PAGES, ...ALONE, ...SHEETS].map((page) => path.join(HERE, `css/${page}.css`)),
  ],
  outdir: OUT,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  chunkNames: `${SHARED}-[hash]`,
  splitting: true,
  bundle: true,
  minify: true,
  sourcemap: true,
  metafile: true,
  format: "esm",
  target: ["es2022", "chrome109", "firefox115", "safari16.4"],
  loader: { ".svg": "text", ".woff2": "file", ".png": "file" },
  // protomaps-leaflet expects Leaflet as a global `L`; give it the bundled module instead
  inject: [path.join(HERE, "js/leaflet_global.js")],
  logLevel: "warning",
};

/**
 * Build the worker that keeps the map for when there is no network; it is told the files' names.
 * @param {Record<string, string>} manifest
 */
function buildWorker(manifest) {
  const kept = Object.keys(manifest).filter((name) => /^(map|shared)\.(js|css)$|\.woff2$/.test(name));
  const { outdir, entryNames, bundle, minify, target, logLevel } = options;
  return esbuild.build({
    ...{ outdir, entryNames, bundle, minify, target, logLevel },
    entryPoints: [path.join(HERE, "js/sw.js")],
    format: "iife",
    metafile: true,
    define: { __ASSETS__: JSON.stringify(kept.map((name) => manifest[name])) },
  });
}

/** Build the script of a page that has no map. @param {string} page */
function buildAlone(page) {
  const { splitting, inject, ...usual } = options;
  return esbuild.build({ ...usual, entryPoints: [path.join(HERE, `js/${page}.js`)], metafile: true });
}

/** Map the plain name of each file that the templates name to the built one. */
function listed(/** @type {import("esbuild").Metafile} */ metafile) {
  /** @type {Record<string, string>} */
  const manifest = {};
  for (const file of Object.keys(metafile.outputs)) {
    const built = path.basename(file);
    if (built.endsWith(".map")) continue;
    const name = built.replace(/-[A-Z0-9]{8}(?=\.)/, "");
    if (name in manifest) throw new Error(`${built} and ${manifest[name]} have one name`);
    manifest[name] = built;
  }
  return manifest;
}

async function compress(/** @type {string} */ file) {
  const bytes = await readFile(file);
  await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  await writeFile(`${file}.br`, brotliCompressSync(bytes, { params: quality }));
}

async function build() {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  const { metafile } = await esbuild.build({ ...options, metafile: true });
  const manifest = listed(metafile);
  Object.assign(manifest, listed((await buildWorker(manifest)).metafile));
  for (const page of ALONE) Object.assign(manifest, listed((await buildAlone(page)).metafile));
  await buildEmbedded(OUT);
  for (const name of await readdir(OUT)) {
    if (COMPRESSED.has(path.extname(name))) await compress(path.join(OUT, name));
  }
  await writeFile(path.join(OUT, "manifest.json"), JSON.stringify(manifest, null, 1));
}

await build();
