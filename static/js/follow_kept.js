/** The walk that is being followed, kept in the browser's database. */

import { openDB } from "idb";

/** @typedef {import("./types").WalkAnswer} WalkAnswer */
/** @typedef {import("./follow_types").Progress} Progress */
/**
 * @typedef {object} Followed a walk that is being followed
 * @property {WalkAnswer} answer
 * @property {Progress} progress
 * @property {number} startedAt milliseconds since 1970
 * @property {number | null} arrivedAt at the stop one is at
 * @property {number} seenAt when it was last kept
 */

const NAME = "geoservice";
const VERSION = 1;
const FOLLOWED = "followed";
const CURRENT = "current";
const FORGOTTEN_AFTER_MS = 12 * 3_600_000;

/** @type {ReturnType<typeof openDB> | null} */
let opened = null;

function database() {
  opened ??= openDB(NAME, VERSION, {
    upgrade: (db) => void db.createObjectStore(FOLLOWED),
  });
  return opened;
}

/** @param {Followed} followed */
export async function keepFollowed(followed) {
  await orNull(async () => (await database()).put(FOLLOWED, followed, CURRENT));
}

/** Return the walk that was being followed a while ago, null where there is none. @returns {Promise<Followed | null>} */
export async function followedBefore() {
  /** @type {Followed | null} */
  const followed = await orNull(async () => (await database()).get(FOLLOWED, CURRENT));
  if (!followed || Date.now() - followed.seenAt > FORGOTTEN_AFTER_MS) return null;
  return followed;
}

export async function forgetFollowed() {
  await orNull(async () => (await database()).delete(FOLLOWED, CURRENT));
}

/**
 * A browser that keeps nothing (private windows) must not stop a walk.
 * @template T
 * @param {() => Promise<T>} ask
 * @returns {Promise<T | null>}
 */
async function orNull(ask) {
  try {
    return (await ask()) ?? null;
  } catch {
    return null;
  }
}
