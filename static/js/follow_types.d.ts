/** What the modules of follow mode pass among each other. */

import type { Map as LeafletMap } from "leaflet";
import type { Page, WalkAnswer, WalkStep, WalkedStop } from "./types";

export type LonLat = [number, number];

export interface Place {
  lon: number;
  lat: number;
}

/** A place as the device tells it. `accuracy` in metres; `heading` in degrees from north. */
export interface Fix extends Place {
  accuracy: number;
  heading?: number | null;
}

export interface XY {
  x: number;
  y: number;
}

export interface RouteStep extends WalkStep {
  /** Metres from the beginning of the leg. */
  along: number;
}

export interface RouteLeg {
  line: XY[];
  /** Metres from the beginning of the leg to each vertex. */
  along: number[];
  metres: number;
  seconds: number;
  steps: RouteStep[];
  end: XY;
  /** Position of the stop it leads to, null where it leads to the end of the walk. */
  stop: number | null;
}

export type RouteStop = WalkedStop["properties"] & { at: XY; lonLat: LonLat };

/** A walk in local metres: x to the east, y to the north of `origin`. */
export interface Route {
  origin: Place;
  legs: RouteLeg[];
  stops: RouteStop[];
  /** Whether the first stop is where the walk begins, so that no leg leads to it. */
  beginsAtStop: boolean;
}

/**
 * Where one is on a walk.
 *
 * `approach`: not yet at its beginning; `walking`: on leg `leg`; `arrived`: at the stop that leg
 * `leg` leads to (-1: at a first stop no leg leads to); `finished`.
 */
export interface Progress {
  phase: "approach" | "walking" | "arrived" | "finished";
  leg: number;
  /** Metres walked on the leg; may fall back a little, for positions are not exact. */
  along: number;
  furthest: number;
  /** How many fixes in a row spoke against what is assumed. */
  misses: number;
  isOff: boolean;
  /** Metres from the line, or from the beginning of the walk while approaching. */
  away: number;
}

export interface FollowParts {
  map: LeafletMap;
  page: Page;
  /**
   * Plan anew from a place, past the stops that remain (positions in the answer, from 0).
   * Give the new answer to be followed, or call `startFollowing` with it. Where this is not
   * given, follow mode asks the server itself.
   */
  onReplan?: (place: Place, remaining: number[]) => Promise<WalkAnswer | null | void> | void;
  /** The time zone of a city; without it times are those of the device. */
  zoneOf?: (city: string) => string;
  /** Show all that is known of a space. */
  onSpace?: (space: number) => void;
  /** Called when following begins, so that what stands in the way can close. */
  onBegin?: () => void;
  /** Called when following has ended, by the person or because the walk is done. */
  onEnd?: () => void;
}

/** How far a walk is kept on the device. */
export interface Keeping {
  kept: number;
  total: number;
  state: "keeping" | "ready" | "partly" | "impossible";
}
