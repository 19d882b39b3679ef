/** What the server tells of what lives at spaces. */

interface Titled {
  title_th: string | null;
  title_en: string | null;
}

/** One time that an activity happens; the times have the offset of its city. */
export interface Happening extends Titled {
  id: number;
  starts_at: string;
  ends_at: string;
  description_th: string | null;
  description_en: string | null;
  age_groups: string[];
  fee: number | null;
  currency: string;
  places: number | null;
  places_left: number | null;
  provider_th: string | null;
  provider_en: string | null;
  space: { id: number; name_th: string | null; name_en: string | null; kind: string; lon: number | null; lat: number | null };
  metres: number | null;
}

export interface Living {
  page: string;
  knowledge: (Titled & { id: number; body: string; text_th: string | null; text_en: string | null; picture: string | null; research: boolean })[];
  activities: Happening[];
  offerings: (Titled & { id: number; season: string | null; contact: string | null })[];
  notes: { id: number; kind: string; text: string; picture: string | null; solution: string | null; created_at: string }[];
}

/** A note on its way to the server. `picture` is sent first, then named by its `key`. */
export interface KeptNote {
  id?: number;
  city: string;
  kind: string;
  text: string;
  lon: number;
  lat: number;
  space: number | null;
  picture: Blob | null;
  key: string | null;
  /** Left out by notes that were kept before one could choose them. */
  agendas?: string[];
  website_2: string;
}

export interface NoteProperties {
  [name: string]: unknown;
  kind: string;
  text: string;
  picture: string | null;
  solution: string | null;
  solved_at: string | null;
  created_at: string;
}
