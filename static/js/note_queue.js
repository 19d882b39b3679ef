/** Notes that wait on the device until the server has them. */

import { openDB } from "idb";
import { isRefused } from "./note_sending.js";

/** @typedef {import("./living_types").KeptNote} KeptNote */

const NAME = "geoservice-notes";
const NOTES = "notes";

/** @type {ReturnType<typeof openDB> | null} */
let opened = null;

function database() {
  opened ??= openDB(NAME, 1, { upgrade: (db) => void db.createObjectStore(NOTES, { keyPath: "id", autoIncrement: true }) });
  return opened;
}

export class NoteQueue {
  /** @param {(note: KeptNote) => Promise<void>} sendOne */
  constructor(sendOne) {
    this._sendOne = sendOne;
    this._isFlushing = false;
  }

  /**
   * Send a note, or keep it for later where there is no network; a refusal is thrown.
   * @param {KeptNote} note
   * @returns {Promise<"sent" | "kept">}
   */
  async add(note) {
    try {
      await this._sendOne(note);
      return "sent";
    } catch (error) {
      if (isRefused(error)) throw error;
      await (await database()).put(NOTES, note); // a browser that keeps nothing says so to the form
      return "kept";
    }
  }

  /**
   * Send what waits, the oldest first, until the network is gone again.
   * @returns {Promise<{sent: number, refused: unknown[]}>}
   */
  async flush() {
    const done = { sent: 0, refused: /** @type {unknown[]} */ ([]) };
    if (this._isFlushing) return done;
    this._isFlushing = true;
    try {
      for (const note of await waiting()) {
        if (!(await this._flushOne(note, done))) break;
      }
    } finally {
      this._isFlushing = false;
    }
    return done;
  }

  /** @param {KeptNote & {id: number}} note @param {{sent: number, refused: unknown[]}} done */
  async _flushOne(note, done) {
    try {
      await this._sendOne(note);
      done.sent += 1;
    } catch (error) {
      if (!isRefused(error)) {
        await (await database()).put(NOTES, note); // its picture may be there by now
        return false;
      }
      done.refused.push(error);
    }
    await (await database()).delete(NOTES, note.id);
    return true;
  }
}

/** @returns {Promise<(KeptNote & {id: number})[]>} none in a browser that keeps nothing */
async function waiting() {
  try {
    return await (await database()).getAll(NOTES);
  } catch {
    return [];
  }
}
