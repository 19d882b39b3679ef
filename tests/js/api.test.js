import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { RequestError, fillUrl, getBytes, getJson, postJson, send, setLanguage } from "../../static/js/api.js";

afterEach(() => mock.restoreAll());

/** @param {(url: string, options: any) => Promise<Response>} answer */
function serving(answer) {
  return mock.method(globalThis, "fetch", answer);
}

test("places of a URL are filled and parameters added", () => {
  assert.equal(fillUrl("/t/{z}/{y}/{x}?c=a,b", { z: 1, y: 2, x: 3 }, { q: "วัด a" }), "/t/1/2/3?c=a,b&q=%E0%B8%A7%E0%B8%B1%E0%B8%94%20a");
  assert.equal(fillUrl("/items", {}, {}), "/items");
});

test("the server is asked in the language of the page", async () => {
  const fetched = serving(async () => new Response('{"a": 1}'));
  setLanguage("th");

  assert.deepEqual(await getJson("/x"), { a: 1 });

  assert.equal(fetched.mock.calls[0].arguments[1].headers["Accept-Language"], "th");
});

test("a question is posted as JSON", async () => {
  const fetched = serving(async () => new Response('{"a": 1}'));

  assert.deepEqual(await postJson("/x", { q: "วัด" }), { a: 1 });

  const [, options] = fetched.mock.calls[0].arguments;
  assert.equal(options.method, "POST");
  assert.equal(options.headers["Content-Type"], "application/json");
  assert.deepEqual(JSON.parse(options.body), { q: "วัด" });
});

test("an empty tile is no bytes", async () => {
  serving(async () => new Response(null, { status: 204 }));

  assert.equal((await getBytes("/tile")).length, 0);
});

test("a refusal says what the server said and is not asked again", async () => {
  const problem = new Response('{"detail": "ไม่มีเมืองนี้"}', { status: 404 });
  const fetched = serving(async () => problem);

  await assert.rejects(getJson("/x"), (error) => {
    assert.ok(error instanceof RequestError);
    assert.equal(error.message, "ไม่มีเมืองนี้");
    assert.equal(error.status, 404);
    assert.equal(error.isPassing, false);
    return true;
  });
  assert.equal(fetched.mock.callCount(), 1);
});

test("a server that stumbles is asked again", async () => {
  let calls = 0;
  serving(async () => {
    calls += 1;
    return calls < 2 ? new Response("", { status: 503 }) : new Response("[]");
  });

  assert.deepEqual(await getJson("/x"), []);
});

test("what is no longer wanted fails at once and is not asked again", async () => {
  const request = new AbortController();
  const fetched = serving(async () => {
    request.abort();
    throw new TypeError("network");
  });

  await assert.rejects(getJson("/x", { signal: request.signal }));

  assert.equal(fetched.mock.callCount(), 1);
});

test("a change says which state it was made on, and is sent once", async () => {
  const fetched = serving(async () => new Response("{}", { headers: { ETag: '"b"' } }));

  const { data, etag } = await send("/item", { method: "PATCH", body: { a: 1 }, type: "application/merge-patch+json", etag: '"a"' });

  assert.deepEqual([data, etag], [{}, '"b"']);
  const [, options] = fetched.mock.calls[0].arguments;
  assert.equal(options.method, "PATCH");
  assert.equal(options.headers["If-Match"], '"a"');
  assert.equal(options.headers["Content-Type"], "application/merge-patch+json");
});

test("a refused change is not sent again, and tells the state that is there", async () => {
  const fetched = serving(async () => new Response('{"detail": "stale"}', { status: 412, headers: { ETag: '"c"' } }));

  await assert.rejects(send("/item", { method: "PATCH", body: {} }), (/** @type {RequestError} */ error) => error.status === 412 && error.etag === '"c"');

  assert.equal(fetched.mock.callCount(), 1);
});
