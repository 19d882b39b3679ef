/** What the pages of routes and of the learning passport pass among their modules. */

import type { City, Page, Term, WalkLeg } from "./types";

export interface RouteStop {
  number: number;
  left_out: boolean;
  space: number | null;
  lon?: number;
  lat?: number;
  kind?: string | null;
  name_th?: string | null;
  name_en?: string | null;
  title_th: string | null;
  title_en: string | null;
  story_th: string | null;
  story_en: string | null;
  dwell_minutes: number | null;
  stays_minutes?: number;
}

export interface RouteCheck {
  kind: string;
  stop: number | null;
  leg: number | null;
  text: string;
  in_the_way: boolean;
}

export interface RouteLegs {
  type: "FeatureCollection";
  features: WalkLeg[];
}

/** A route as the server answers it; one that is only checked has no id. */
export interface RouteDocument {
  id?: number;
  slug?: string;
  status?: "draft" | "published" | "hidden";
  city: string;
  title_th: string;
  title_en: string | null;
  story_th: string | null;
  story_en: string | null;
  age_groups: string[];
  agendas: string[];
  themes: string[];
  difficulty: string | null;
  best_hours: string | null;
  profile: string;
  loop: boolean;
  picture: { key: string; url: string } | null;
  metres: number;
  walk_seconds: number;
  dwell_seconds: number;
  stops: RouteStop[];
  legs: RouteLegs;
  checks: RouteCheck[];
}

/** A stop as it is drawn: a space or a place of its own, with its texts. */
export interface DraftStop {
  space?: number;
  lon?: number;
  lat?: number;
  title_th?: string;
  title_en?: string;
  story_th?: string;
  story_en?: string;
  dwell_minutes?: number;
  /** What its space is called, for the list; never sent. */
  name?: string;
  kind?: string | null;
}

export interface RoutePage extends Page {
  urls: Page["urls"] & { rating: string };
  city: City;
  route: { id: number; plan: string | null; stops: RouteStop[]; legs: RouteLegs };
}

export interface DeskPage extends Page {
  urls: Page["urls"] & {
    routes: string;
    newRoute: string;
    checkRoute: string;
    route: string;
    publishRoute: string;
    hideRoute: string;
    routePage: string;
    media: string;
    edit: string;
  };
  city: City;
  profiles: Term[];
}

/** A stamp as the device keeps it. */
export interface Stamp {
  stamp: string;
  space: { id: number; name_th: string | null; name_en: string | null; kind: string };
  city: string;
  at: string;
  minutes: number;
  bodies: string[];
}

export interface PassportPage {
  language: "th" | "en";
  theme: "light" | "dark" | null;
  messages: Record<string, string>;
  bodies: Term[];
  token: string;
  urls: { stamps: string; certificate: string; worker: string };
}
