/** The values that the modules of the curator's desk pass among each other. */

import type { City, Page, PageState } from "./types";

export interface Word {
  id: string;
  title: string;
}

/** A field of a form, as the catalog knows it. */
export interface Field {
  name: string;
  title: string;
  type: "string" | "integer" | "number" | "boolean" | "datetime" | "array";
  format: string;
  terms: Word[];
  isLong: boolean;
  longest: number | null;
  least: number | null;
  most: number | null;
}

export interface DeskPage extends Page {
  urls: Page["urls"] & Record<string, string>;
  account: { name: string; role: string; city: string | null };
  words: {
    collections: Record<string, string>;
    fields: Record<string, Field[]>;
    agendas: Word[];
    /** Of cities that named some beside those of every city. */
    ownAgendas: Record<string, Word[]>;
    noteKinds: Word[];
    figures: Word[];
  };
}

export interface DeskState extends PageState {
  tab: string;
  /** What is chosen in the tab; null: nothing. */
  id: number | null;
}

export type LonLat = [number, number];
export type Values = Record<string, any>;

/** A feature as a form edits it: its fields, its place beside them, and the state that was read. */
export interface Draft {
  id: number | null;
  values: Values;
  etag: string | null;
}

export interface Difference {
  field: string;
  title: string;
  before: any;
  after: any;
  current?: any;
  conflict?: boolean;
}

export interface Contribution {
  id: number;
  action: "create" | "update" | "hide";
  layer: string;
  status: string;
  created_at: string;
  account: string | null;
  message: string | null;
  picture: string | null;
  subject: { id: number; name_th: string | null; name_en: string | null; kind: string } | null;
  geometry: { type: "Point"; coordinates: LonLat } | null;
  diff: Difference[];
  duplicates: { id: number; name_th: string | null; name_en: string | null; metres: number | null }[];
  stale: boolean;
  reason: string | null;
  decided_by: string | null;
  decided_at: string | null;
  result_id: number | null;
}

export interface Note {
  id: number;
  kind: string;
  text: string;
  status: string;
  agendas: string[];
  created_at: string;
  solution: string | null;
  solved_at: string | null;
  picture: string | null;
  space: { id: number; name_th: string | null; name_en: string | null } | null;
  geometry: { type: "Point"; coordinates: LonLat };
  version: number;
}

export interface Write {
  id: number;
  at: string;
  actor: string;
  action: string;
  layer: string;
  subject_id: number | null;
  reason: string | null;
  address: string | null;
  diff: Difference[];
  undoable: boolean;
}

export interface Whole {
  id: number;
  geometry: { type: "Point"; coordinates: LonLat } | null;
  properties: Values;
  source: string;
  version: number;
  hangs: Record<string, number>;
}

export interface Twins {
  keep: Whole;
  other: Whole;
  metres: number;
  score: number;
  reasons: string[];
}

/** What every part of the desk is given. */
export interface Bench {
  page: DeskPage;
  store: import("./store.js").Store<DeskState>;
  cities: City[];
  map: import("./desk_map.js").DeskMap;
  /** Where a part shows what it has. */
  body: HTMLElement;
  city: City;
  /** Tell how many wait in a part. */
  count: (tab: string, number: number) => void;
}
