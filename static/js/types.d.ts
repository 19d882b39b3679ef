/** The values that the modules of the map pass among each other. */

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number];

export interface Term {
  id: string;
  title_th: string;
  title_en: string;
}

/** What the server hands to the page; every URL is made there. `{…}` in a URL is a place to fill. */
/** Who signed in; `city` null: every city. */
export interface Account {
  name: string;
  role: string;
  city: string | null;
}

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
    worker: string;
    walks: string;
    printWalk: string;
    walkQr: string;
    routePage: string;
    passportPage: string;
    contributions: string;
    similarSpaces: string;
    suggestionMedia: string;
    living: string;
    spacePage: string;
    activities: string;
    calendar: string;
    notes: string;
    noteItems: string;
    noteMedia: string;
    medium: string;
  };
  kinds: Term[];
  ageGroups: Term[];
  wheelchair: Term[];
  religions: Term[];
  bodies: Term[];
  noteKinds: Term[];
  agendas?: Term[];
  /** By city. */
  ownAgendas?: Record<string, Term[]>;
  basemap: { url: string; attribution: string };
  messages: Record<string, string>;
  account?: Account | null;
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

/** What the state of every page with a map has. */
export interface PageState {
  language: "th" | "en";
  theme: "light" | "dark" | null;
  city: string | null;
  lat: number | null;
  lon: number | null;
  zoom: number | null;
}

/** All that decides what the page shows; each field is in the URL. */
export interface State extends PageState {
  /** null: all kinds; []: none. */
  kinds: string[] | null;
  ages: string[];
  open: boolean;
  wheelchair: "" | "yes" | "limited";
  q: string;
  district: number | null;
  space: number | null;
  /** The token of the walk being planned; null: the planner is closed. */
  walk: string | null;
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

/** A learning space, or a point of one's own. */
export type WalkPlace = { space: number } | { lon: number; lat: number };
export type WalkStop = WalkPlace & { dwell_minutes?: number };

/** What is asked of a walk: the body of POST /api/walks, without the language. */
export interface WalkPlan {
  city: string;
  start?: WalkPlace;
  stops: WalkStop[];
  end?: WalkPlace;
  loop?: boolean;
  order: "best" | "given";
  /** Positions in `stops` of those that stay at their place. */
  fixed?: number[];
  budget_minutes?: number;
  profile?: string;
  /** RFC 3339 with the offset of the city; absent: now. */
  depart?: string;
  kinds?: string[];
  themes?: string[];
  age_group?: string;
  /** How long one stays, at every stop or by kind. */
  dwell_minutes?: number | Record<string, number>;
  prefer?: string[];
  seen?: number[];
}

export interface WalkStep {
  kind: string;
  modifier: string;
  text: string;
  at: [number, number];
  vertex: number;
  metres: number;
  seconds: number;
  street: string | null;
}

export interface WalkLeg {
  type: "Feature";
  id: string;
  geometry: { type: "LineString"; coordinates: [number, number][] };
  properties: {
    type: "leg";
    leg: number;
    metres: number;
    seconds: number;
    unknown_metres: number;
    steps: WalkStep[];
  };
}

export interface WalkedStop {
  type: "Feature";
  id: string;
  geometry: { type: "Point"; coordinates: [number, number] };
  properties: {
    type: "stop";
    stop: number;
    space: number | null;
    kind: string | null;
    name_th: string | null;
    name_en: string | null;
    arrive: string;
    leave: string;
    dwell_minutes: number;
    opens: string | null;
    closes: string | null;
    hours_known: boolean;
    open: boolean | null;
    why: string;
    door_metres: number;
    wished: number | null;
    /** What is known of its space; a walk that was kept long ago says nothing of it. */
    knowledge?: { body: string; title_th: string; title_en: string | null }[];
  };
}

export interface WalkAlternative {
  prefer: string;
  metres: number;
  seconds: number;
  text: string;
  features: WalkLeg[];
}

export interface LeftOutSpace {
  space: number | null;
  name_th: string | null;
  name_en: string | null;
  reason: string;
  text: string;
}

/** What POST /api/walks answers. */
export interface WalkAnswer {
  type: "FeatureCollection";
  features: (WalkLeg | WalkedStop)[];
  walk: {
    city: string;
    metres: number;
    walk_seconds: number;
    dwell_seconds: number;
    seconds: number;
    depart: string;
    arrive: string;
    budget_minutes: number | null;
    loop: boolean;
    order: string;
    proven: boolean;
    start: [number, number];
    end: [number, number];
    unknown_metres: number;
    notes: string[];
    alternatives: WalkAlternative[];
    plan: string;
    link: string;
  };
  left_out: LeftOutSpace[];
  profile: string;
  attribution: string;
}

/** What is known of a space that is named in a plan. */
export interface KnownSpace {
  kind: string | null;
  subkind?: string | null;
  name_th: string | null;
  name_en: string | null;
  lon?: number;
  lat?: number;
}
