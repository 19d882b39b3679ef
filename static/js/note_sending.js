/** Sending a note: its picture first, then the note that names it. */

/** @typedef {import("./living_types").KeptNote} KeptNote */
/** @typedef {(url: string, options: {body: object | Blob, type?: string}) => Promise<{data: any}>} Send */
/** @typedef {{note: string, media: string}} Urls the picture's with `{city}` in it */

/**
 * Send a note; what was sent of it already is not sent again, unless the server has lost it.
 * @param {KeptNote} note its `key` is set once the picture is there
 * @param {{send: Send, urls: Urls}} by
 */
export async function sendNote(note, by) {
  const hadKey = note.key !== null;
  if (note.picture && !hadKey) note.key = await sendPicture(note, by);
  try {
    await by.send(by.urls.note, { body: bodyOf(note) });
  } catch (error) {
    if (!(hadKey && note.picture && isRefused(error))) throw error;
    note.key = await sendPicture(note, by);
    await by.send(by.urls.note, { body: bodyOf(note) });
  }
}

/** Whether the server will never take it as it is. @param {unknown} error */
export function isRefused(error) {
  const { status = 0 } = /** @type {{status?: number}} */ (error ?? {});
  return status >= 400 && status < 500 && status !== 429;
}

/** @param {KeptNote} note @param {{send: Send, urls: Urls}} by @returns {Promise<string>} */
async function sendPicture({ city, picture }, { send, urls }) {
  const body = /** @type {Blob} */ (picture);
  const { data } = await send(urls.media.replace("{city}", encodeURIComponent(city)), { body, type: body.type });
  return data.key;
}

/** @param {KeptNote} note */
function bodyOf({ city, kind, text, lon, lat, space, key, website_2, agendas = [] }) {
  const geometry = { type: "Point", coordinates: [lon, lat] };
  return { city, kind, text, geometry, space, agendas, picture: key, website_2 };
}
