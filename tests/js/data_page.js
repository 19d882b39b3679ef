/** What the server hands to the page of open data, small. */

/** @type {import("../../static/js/data_types").DataPage} */
export const PAGE = {
  language: "en",
  theme: null,
  urls: { page: "/data", mapPage: "/", coveragePage: "/coverage", api: "https://city.example/api/", groundTiles: "" },
  collections: [
    {
      id: "spaces",
      title: "Learning spaces",
      geometry: "Point",
      searchable: true,
      hasHours: true,
      clustered: true,
      cities: ["chiang-mai"],
      zooms: [0, 24],
      fields: [
        { name: "kind", title: "Kind", type: "string", terms: [{ id: "library", title: "Library" }] },
        { name: "age_groups", title: "Age groups", type: "array", terms: [{ id: "child", title: "Children" }] },
        { name: "capacity", title: "Capacity", type: "integer", terms: [] },
      ],
      columns: [{ name: "kind", title: "Kind" }],
      formats: ["geojson", "gpkg", "csv", "gpx"],
      urls: {
        items: "https://city.example/api/collections/spaces/items",
        export: "https://city.example/api/collections/spaces/export",
        tilejson: "",
        tiles: "https://city.example/api/collections/spaces/tiles/WebMercatorQuad/{z}/{y}/{x}",
      },
    },
    {
      id: "districts",
      title: "Districts",
      geometry: "MultiPolygon",
      searchable: false,
      hasHours: false,
      clustered: false,
      cities: ["chiang-mai"],
      zooms: [0, 24],
      fields: [{ name: "level", title: "Level", type: "string", terms: [{ id: "tambon", title: "Tambon" }] }],
      columns: [{ name: "level", title: "Level" }],
      formats: ["geojson", "gpkg", "csv"],
      urls: {
        items: "https://city.example/api/collections/districts/items",
        export: "https://city.example/api/collections/districts/export",
        tilejson: "",
        tiles: "https://city.example/api/collections/districts/tiles/WebMercatorQuad/{z}/{y}/{x}",
      },
    },
  ],
  cities: [{ id: "chiang-mai", title: "Chiang Mai", bbox: [98.9, 18.7, 99.1, 18.9] }],
  formats: [
    { id: "geojson", title: "GeoJSON", ending: ".geojson", systems: "any" },
    { id: "gpkg", title: "GeoPackage", ending: ".gpkg", systems: "any" },
    { id: "csv", title: "CSV", ending: ".csv", systems: "any" },
    { id: "gpx", title: "GPX", ending: ".gpx", systems: "lonlat" },
  ],
  systems: [],
  messages: {},
};
