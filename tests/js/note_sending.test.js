import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted } from "../../static/js/note_picture.js";
import { isRefused, sendNote } from "../../static/js/note_sending.js";

const URLS = { note: "/api/notes", media: "/api/media?for=note&city={city}" };

/** @param {object} [more] @returns {any} */
function aNote(more = {}) {
  return { city: "town", kind: "problem", text: "Broken", lon: 98.98, lat: 18.79, space: 7, picture: null, key: null, website_2: "", ...more };
}

/**
 * A server that answers as it is told, and remembers what it was sent.
 * @param {(url: string, nth: number) => object} answer may throw
 */
function aServer(answer = () => ({ key: "k1" })) {
  /** @type {[string, any][]} */
  const sent = [];
  return {
    sent,
    send: async (/** @type {string} */ url, /** @type {{body: any}} */ { body }) => {
      sent.push([url, body]);
      return { data: answer(url, sent.length) };
    },
    urls: URLS,
  };
}

test("a note without a picture is one request", async () => {
  const server = aServer();

  await sendNote(aNote(), server);

  const [[url, body]] = server.sent;
  assert.equal(url, "/api/notes");
  assert.deepEqual(body.geometry, { type: "Point", coordinates: [98.98, 18.79] });
  assert.deepEqual([body.picture, body.space, body.agendas], [null, 7, []]);
});

test("a picture is sent first, and not again once it is there", async () => {
  const server = aServer();
  const note = aNote({ picture: new Blob(["x"], { type: "image/jpeg" }) });

  await sendNote(note, server);
  await sendNote(note, server);

  assert.deepEqual(server.sent.map(([url]) => url), ["/api/media?for=note&city=town", "/api/notes", "/api/notes"]);
  assert.equal(note.key, "k1");
});

test("a picture that the server has swept away meanwhile is sent again", async () => {
  let refusals = 0;
  const server = aServer((url, nth) => {
    if (url === "/api/notes" && refusals++ === 0) throw Object.assign(new Error("send it again"), { status: 400 });
    return { key: `k${nth}` };
  });
  const note = aNote({ picture: new Blob(["x"], { type: "image/jpeg" }), key: "old" });

  await sendNote(note, server);

  assert.deepEqual(server.sent.map(([url]) => url), ["/api/notes", "/api/media?for=note&city=town", "/api/notes"]);
  assert.equal(server.sent[2][1].picture, "k2");
});

test("what the server will never take is told apart from what passes", () => {
  assert.deepEqual(
    [400, 404, 413, 429, 500, 0].map((status) => isRefused({ status })),
    [true, true, true, false, false, false],
  );
  assert.equal(isRefused(new Error("no network")), false);
});

test("a picture is made smaller, never larger", () => {
  assert.deepEqual(fitted({ width: 4000, height: 3000 }, 1600), { width: 1600, height: 1200 });
  assert.deepEqual(fitted({ width: 800, height: 600 }, 1600), { width: 800, height: 600 });
  assert.deepEqual(fitted({ width: 9000, height: 2 }, 1600), { width: 1600, height: 1 });
});
