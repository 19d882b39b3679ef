/**
 * Bundles what pages that are one file carry inside themselves: Leaflet for the maps that folium
 * writes, and style sheets with their fonts in them. They keep their plain names.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PACKAGES = path.join(HERE, "../node_modules");

/** @param {string} out the folder of all built files */
export function buildEmbedded(out) {
  return esbuild.build({
    entryPoints: {
      leaflet: path.join(PACKAGES, "leaflet/dist/leaflet-src.js"), // makes the global L by itself
      leaflet_style: path.join(PACKAGES, "leaflet/dist/leaflet.css"),
      report: path.join(HERE, "css/report.css"),
    },
    outdir: path.join(out, "embedded"),
    bundle: true,
    minify: true,
    legalComments: "inline", // the licence goes where the code goes
    format: "iife",
    target: ["es2022", "chrome109", "firefox115", "safari16.4"],
    loader: { ".woff2": "dataurl", ".png": "dataurl", ".svg": "dataurl" },
    logLevel: "warning",
  });
}
