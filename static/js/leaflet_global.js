/** Hands the bundled Leaflet to libraries that expect it as a free name `L`. */
export * as L from "leaflet";
