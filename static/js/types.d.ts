/** The values that the modules of the map pass among each other. */

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number];

export interface Term {
  id: string;
  title_th: string;
  title_en: string;
}

/** What the server hands to the page; every URL is made there. `{…}` in a URL is a place to fill. */
export interface Page {
  language: "th" | "en";
  theme: "light" | "dark" | null;
  urls: {
    page: string;
    cities: string;
    spaces: string;
    space: string;
    districts: string;
    district: string;
    spaceTiles: string;
    basemapTiles: string;
  };
  kinds: Term[];
  ageGroups: Term[];
  wheelchair: Term[];
  religions: Term[];
  basemap: { url: string; attribution: string };
  messages: Record<string, string>;
}

export interface City {
  id: string;
  name_th: string | null;
  name_en: string | null;
  country: string;
  timezone: string;
  bbox: Box;
  attribution: string;
  spaces: Record<string, number>;
  levels: Record<string, number>;
}

/** All that decides what the page shows; each field is in the URL. */
export interface State {
  language: "th" | "en";
  theme: "light" | "dark" | null;
  city: string | null;
  lat: number | null;
  lon: number | null;
  zoom: number | null;
  /** null: all kinds; []: none. */
  kinds: string[] | null;
  ages: string[];
  open: boolean;
  wheelchair: "" | "yes" | "limited";
  q: string;
  district: number | null;
  space: number | null;
}

/** A marker on the map: one space (`count` 1) or several. */
export interface Spot {
  id: number;
  lat: number;
  lon: number;
  count: number;
  kind: string;
  subkind: string | null;
  name_th: string | null;
  name_en: string | null;
  wheelchair: string | null;
  kinds: Record<string, number>;
  bounds: Box;
}

export interface SpaceProperties {
  [name: string]: unknown;
  city: string | null;
  kind: string;
  subkind: string | null;
  religion: string | null;
  name_th: string | null;
  name_en: string | null;
  other_names: string[] | null;
  description_th: string | null;
  description_en: string | null;
  age_groups: string[] | null;
  opening_hours: string | null;
  capacity: number | null;
  wheelchair: string | null;
  website: string | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  operator: string | null;
  wikidata: string | null;
  source: string | null;
  updated_at: string | null;
  open_now?: "open" | "closed" | "unknown";
  next_change?: string | null;
  distance_metres?: number;
}

export interface Feature<P = SpaceProperties> {
  type: "Feature";
  id: number;
  geometry: { type: string; coordinates: any } | null;
  properties: P;
}

export interface FeatureCollection<P = SpaceProperties> {
  type: "FeatureCollection";
  features: Feature<P>[];
  numberMatched?: number;
  numberReturned?: number;
}

export interface DistrictProperties {
  [name: string]: unknown;
  city: string | null;
  level: string;
  code: string;
  name_th: string | null;
  name_en: string | null;
}
