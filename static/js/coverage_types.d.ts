/** The values that the modules of the coverage page pass among each other. */

import type { Page, PageState } from "./types";

/** What the server hands to the page of coverage, beside what every page gets. */
export interface CoveragePage extends Page {
  urls: Page["urls"] & {
    coveragePage: string;
    coverage: string;
    scenario: string;
    sites: string;
    streets: string;
    report: string;
    kept: string;
    keptOne: string;
    snapshots: string;
  };
}

export type View = "districts" | "streets" | "difference";
export type Tab = "table" | "whatif" | "sites";
export type Method = "quantiles" | "equal" | "natural";

/** All that decides what the page of coverage shows; each field is in the URL. */
export interface CoverageState extends PageState {
  /** null: all kinds. */
  kinds: string[] | null;
  minutes: number;
  profile: string;
  /** null: the finest there is. */
  level: string | null;
  /** On the city's clock, as 2026-11-28T10:00; null: whatever the hour. */
  at: string | null;
  view: View;
  tab: Tab;
  method: Method;
  /** The code of the district whose profile is open. */
  district: string | null;
  /** A column of the table, "-" before it for the largest first. */
  sort: string;
  q: string;
  /** The token of the scenario; null: nothing is changed. */
  scenario: string | null;
  /** How new sites are sought. */
  count: number;
  from: "junctions" | "buildings";
  /** Nothing may stand within: "district", or corners as lon, lat. */
  avoid: "district" | [number, number][] | null;
}

/** A space that is not there yet. */
export interface Addition {
  lon: number;
  lat: number;
  kind?: string;
  opening_hours?: string;
  capacity?: number;
}

/** A space as it might be. */
export interface Change {
  space: number;
  lon?: number;
  lat?: number;
  opening_hours?: string;
  capacity?: number;
}

export interface Scenario {
  name: string;
  add: Addition[];
  remove: number[];
  change: Change[];
}

export interface AgeFigures {
  people: number;
  people_covered: number;
  share: number | null;
  variety: number | null;
}

/** The figures of one district, or of the whole city. */
export interface Row {
  code: string;
  level: string;
  name_th: string | null;
  name_en: string | null;
  people: number | null;
  people_covered: number | null;
  share: number | null;
  share_low: number | null;
  share_high: number | null;
  street_metres: number;
  street_metres_covered: number;
  street_share: number | null;
  spaces: number;
  nearest_minutes_median: number | null;
  gini: number | null;
  people_source: string | null;
  access: number | null;
  variety: number | null;
  built_hectares: number | null;
  built_share: number | null;
  inside: number;
  shares: Record<string, number | null>;
  by_age: Record<string, AgeFigures>;
}

export interface Remark {
  id: string;
  text: string;
}

export interface Reason extends Remark {
  share_low: number | null;
  share_high: number | null;
}

export interface Lorenz {
  people: number[];
  access: number[];
  gini: number | null;
}

/** What GET /api/coverage answers. */
export interface CoverageAnswer {
  city: string;
  city_th: string;
  city_en: string;
  kinds: string[];
  minutes: number;
  profile: string;
  level: string;
  at: string | null;
  people_source: { source: string; year: number; basis: string; spread: string | null; people: number } | null;
  districts: Row[];
  total: Row;
  interval: { share_low: number | null; share_high: number | null; reasons: Reason[] };
  remarks: Remark[];
  lorenz: Lorenz | null;
  classes: Record<Method, number[]>;
  data_version: string;
  attribution: string;
}

export interface Difference {
  code: string;
  people_gained: number | null;
  share_change: number | null;
  street_metres_gained: number;
}

/** What POST /api/coverage/scenario answers. */
export interface ScenarioAnswer {
  before: Row[];
  after: Row[];
  total_before: Row;
  total_after: Row;
  difference: Difference[];
  people_gained: number | null;
  people_newly_covered: number | null;
  people_lost: number | null;
  remarks: Remark[];
}

export interface Site {
  lon: number;
  lat: number;
  people_gained: number;
  cost: number;
  name_th: string | null;
  name_en: string | null;
  district: string | null;
}

/** What POST /api/coverage/sites answers. */
export interface SitesAnswer {
  sites: Site[];
  people_gained: number;
  bound: number;
  gap: number;
  proven: boolean;
  goal: string;
  weighed_by: "people" | "streets";
  candidates: number;
  people_unreachable: number;
  timed_out: boolean;
  remarks: Remark[];
}

/** The lines of the street pieces; piece i has the points from offsets[i] to offsets[i + 1]. */
export interface StreetShapes {
  version: string;
  offsets: Uint32Array;
  /** lon, lat in 1e-7 degree, interleaved. */
  points: Int32Array;
  ids: Uint32Array;
}

/** Walking times along the pieces in tenths of a second; `none` where there is no way. */
export interface StreetMinutes {
  version: string;
  none: number;
  begin: Uint16Array;
  end: Uint16Array;
  walk: Uint16Array;
  doorPiece: Uint32Array;
  doorAlong: Float32Array;
  doorSeconds: Uint16Array;
}

/** A scenario kept on this device. */
export interface KeptScenario {
  name: string;
  city: string;
  token: string;
  keptAt: number;
}
