/** The values that the modules of the page of open data pass among each other. */

import type { Box, PageState } from "./types";

export interface DataTerm {
  id: string;
  title: string;
}

/** What a collection can be filtered by. */
export interface DataField {
  name: string;
  title: string;
  type: "string" | "integer" | "number" | "boolean" | "datetime" | "array";
  /** Empty: any value. */
  terms: DataTerm[];
}

export interface DataCollection {
  id: string;
  title: string;
  geometry: string;
  searchable: boolean;
  hasHours: boolean;
  /** A feature of its tiles may stand for several. */
  clustered: boolean;
  /** The slugs of the cities of which it holds something. */
  cities: string[];
  /** Least and largest zoom of its tiles. */
  zooms: [number, number];
  fields: DataField[];
  columns: { name: string; title: string }[];
  formats: string[];
  /** Whole addresses, as a stranger's program asks them. */
  urls: { items: string; export: string; tilejson: string; tiles: string };
}

export interface DataFormat {
  id: string;
  title: string;
  ending: string;
  systems: "any" | "lonlat" | "mercator";
}

export interface DataCity {
  id: string;
  title: string;
  bbox: Box;
}

/** What the server hands to the page. */
export interface DataPage {
  language: "th" | "en";
  theme: "light" | "dark" | null;
  urls: { page: string; mapPage: string; coveragePage: string; api: string; groundTiles: string };
  collections: DataCollection[];
  cities: DataCity[];
  formats: DataFormat[];
  systems: DataTerm[];
  messages: Record<string, string>;
}

/** All that is chosen; each field is in the URL. */
export interface DataState extends PageState {
  collection: string;
  /** What is asked of fields, by their names; several values parted by commas. */
  values: Record<string, string>;
  q: string;
  open: boolean;
  /** CQL2. */
  filter: string;
  /** EPSG:32647; empty: as the format has it. */
  crs: string;
  format: string;
}

export interface Sample {
  features: { id: number; properties: Record<string, unknown> }[];
  numberMatched: number;
  numberMatchedIsEstimate?: boolean;
}
