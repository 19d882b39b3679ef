/** Figures of coverage in words. */

import { nameIn, t } from "./words.js";

/** @typedef {import("./coverage_types").Row} Row */
/** @typedef {import("./coverage_types").CoverageState} CoverageState */
/** @typedef {"th" | "en"} Language */

export const NOTHING_KNOWN = "–";
const FINE_BELOW = 0.1; // shares below one in ten are told to a tenth of a percent
const MOST_NAMED_KINDS = 3;

// made once: they are slow to make, and hundreds of figures are told while something is dragged
const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });
const FINE_PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
/** @type {Map<number, Intl.NumberFormat>} by digits after the point */
const NUMBERS = new Map();

/** @param {number} digits */
function numbers(digits) {
  const known = NUMBERS.get(digits) ?? new Intl.NumberFormat("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  NUMBERS.set(digits, known);
  return known;
}

/** @param {number | null | undefined} value */
function isKnown(value) {
  return value !== null && value !== undefined;
}

/** @param {number | null | undefined} count of people, spaces */
export function inWhole(count) {
  return isKnown(count) ? numbers(0).format(Math.round(/** @type {number} */ (count))) : NOTHING_KNOWN;
}

/** @param {number | null | undefined} value @param {number} digits */
export function inDigits(value, digits) {
  return isKnown(value) ? numbers(digits).format(/** @type {number} */ (value)) : NOTHING_KNOWN;
}

/** @param {number | null | undefined} share 0 to 1 */
export function inPercent(share) {
  if (!isKnown(share)) return NOTHING_KNOWN;
  const value = /** @type {number} */ (share);
  return (value > 0 && value < FINE_BELOW ? FINE_PERCENT : PERCENT).format(value);
}

/** @param {number | null} low @param {number | null} high shares */
export function inRange(low, high) {
  if (!isKnown(low) || !isKnown(high)) return NOTHING_KNOWN;
  const [from, to] = [inPercent(low), inPercent(high)];
  return from === to ? from : `${from.replace("%", "")}–${to}`;
}

/** A change, with its sign. @param {number | null | undefined} change @param {(value: number) => string} say */
export function withSign(change, say) {
  if (!isKnown(change)) return NOTHING_KNOWN;
  const value = /** @type {number} */ (change);
  const words = say(Math.abs(value));
  if (!/[1-9]/.test(words)) return words;
  return value > 0 ? `+${words}` : `−${words}`;
}

/** A change of a share, in percentage points. @param {number | null | undefined} change */
export function inPoints(change) {
  return withSign(change, (value) => inDigits(value * 100, Math.round(value * 1000) < FINE_BELOW * 1000 ? 1 : 0));
}

/**
 * People of whom it is known where they live: those a share is of. A district's total may hold more.
 * @param {Row} row
 */
export function peopleCounted({ people, people_covered: covered, share }) {
  if (people === null || covered === null) return null;
  return share ? covered / share : share === null ? 0 : people;
}

/**
 * The same of the whole city: of its districts, those where people can be placed.
 * @param {Row} total
 * @param {Row[]} rows
 */
export function peopleCountedIn(total, rows) {
  if (total.share !== 0 || rows.every(({ share }) => share !== null)) return peopleCounted(total);
  return rows.reduce((sum, row) => sum + (peopleCounted(row) ?? 0), 0);
}

/** People who reach nothing in time. @param {Row} row */
export function peopleUncovered(row) {
  const counted = peopleCounted(row);
  return counted === null ? null : counted - (row.people_covered ?? 0);
}

/** @param {number | null | undefined} metres */
export function inKilometres(metres) {
  return isKnown(metres) ? inDigits(/** @type {number} */ (metres) / 1000, 1) : NOTHING_KNOWN;
}

/** What a district is called. @param {Row} row @param {Language} language */
export function districtName(row, language) {
  if (row.level === "city") return t("Whole city");
  return nameIn(row, language) || t("Area {code}", { code: row.code.slice(-6) });
}

/** @param {string} level */
export function levelName(level) {
  const names = { province: t("Province"), amphoe: t("District (amphoe)"), tambon: t("Subdistrict (tambon)"), hexagon: t("Hexagons") };
  return names[/** @type {keyof typeof names} */ (level)] ?? level;
}

/** How one goes, as the verb of a sentence. @param {string} profile */
export function going(profile) {
  const ways = {
    adult: t("on foot"),
    child: t("at a child's pace"),
    senior: t("at an older person's pace"),
    stroller: t("with a stroller"),
    wheelchair: t("in a wheelchair"),
  };
  return ways[/** @type {keyof typeof ways} */ (profile)] ?? profile;
}

/** @param {string} profile */
export function profileName(profile) {
  const names = { adult: t("Adult"), child: t("Child"), senior: t("Older person"), stroller: t("Stroller"), wheelchair: t("Wheelchair user") };
  return names[/** @type {keyof typeof names} */ (profile)] ?? profile;
}

/** One space of a kind, as the object of a sentence. @param {string} kind @param {(kind: string) => string} kindTitle */
function oneOf(kind, kindTitle) {
  const names = {
    temple: t("a place of worship"),
    school: t("a school"),
    university: t("a university"),
    hospital: t("a hospital or clinic"),
    library: t("a library"),
    museum: t("a museum"),
    community_centre: t("a community or arts centre"),
    government: t("a government office"),
    company: t("a company"),
    bank: t("a bank"),
    market: t("a market"),
    park: t("a park or playground"),
    sage: t("a local sage"),
  };
  return names[/** @type {keyof typeof names} */ (kind)] ?? kindTitle(kind);
}

/**
 * What is to be reached, as the object of a sentence.
 * @param {string[] | null} kinds
 * @param {{language: Language, kindTitle: (kind: string) => string}} wording
 */
export function whatIsReached(kinds, { language, kindTitle }) {
  if (!kinds?.length) return t("a learning space");
  if (kinds.length > MOST_NAMED_KINDS) return t("a learning space of one of {count} kinds", { count: kinds.length });
  const names = kinds.map((kind) => oneOf(kind, kindTitle));
  return new Intl.ListFormat(language, { type: "disjunction" }).format(names);
}

/** A moment on the city's clock. @param {string} at as 2026-11-28T10:00 @param {Language} language */
export function momentInWords(at, language) {
  const moment = new Date(`${at}:00Z`);
  const day = new Intl.DateTimeFormat(language === "th" ? "th" : "en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return t("{day} at {time}", { day: day.format(moment), time: clockOf(at.slice(11), language) });
}

/** @param {string} time as 10:00 @param {Language} language */
export function clockOf(time, language) {
  return language === "th" ? `${time.replace(":", ".")} น.` : time;
}
