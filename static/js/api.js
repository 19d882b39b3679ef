/** The one door to the network: every request of the page goes through here. */

import { t } from "./words.js";

const TIMEOUT_MS = 15_000;
const SENDING_MS = 60_000;
const RETRIES = 2;
const RETRY_AFTER_MS = [300, 1_200];

/** A request that did not bring what was asked for; the message is for people. */
export class RequestError extends Error {
  /**
   * @param {string} message
   * @param {{status?: number, problem?: Record<string, any>, etag?: string | null}} [options] `status` is 0 where no
   * answer came at all; `problem` is all that the server said (RFC 9457), `etag` the state that is there now
   */
  constructor(message, { status = 0, problem = {}, etag = null } = {}) {
    super(message);
    this.name = "RequestError";
    this.status = status;
    this.problem = problem;
    this.etag = etag;
  }

  /** Whether the same request may succeed later. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** @type {string} */
let language = "th";

/** @param {"th" | "en"} wanted in which the server should word its answers */
export function setLanguage(wanted) {
  language = wanted;
}

/**
 * Fill the `{places}` of a URL that the server made and add parameters to it.
 * @param {string} template
 * @param {Record<string, string | number>} places
 * @param {Record<string, string | number>} [parameters]
 */
export function fillUrl(template, places, parameters = {}) {
  const path = template.replace(/\{(\w+)\}/g, (whole, name) =>
    name in places ? encodeURIComponent(places[name]) : whole,
  );
  const query = Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  if (!query) return path;
  return path + (path.includes("?") ? "&" : "?") + query;
}

/**
 * Return the JSON answer of a URL.
 * @param {string} url
 * @param {{signal?: AbortSignal, timeout?: number}} [options]
 */
export function getJson(url, { signal, timeout } = {}) {
  const accept = "application/geo+json, application/json";
  return patiently(signal, () => once(url, { signal, accept, read: (answer) => answer.json(), timeout }));
}

/**
 * Send a question as JSON and return the JSON answer; asking again changes nothing on the server.
 * @param {string} url
 * @param {object} question
 * @param {{signal?: AbortSignal, timeout?: number}} [options]
 */
export function postJson(url, question, { signal, timeout } = {}) {
  const accept = "application/geo+json, application/json";
  const body = JSON.stringify(question);
  const read = (/** @type {Response} */ answer) => answer.json();
  return patiently(signal, () => once(url, { signal, accept, read, body, timeout }));
}

/**
 * Return the bytes of a URL, none where the server has nothing there (204).
 * @param {string} url
 * @param {{signal?: AbortSignal, accept?: string}} [options]
 * @returns {Promise<Uint8Array>}
 */
export async function getBytes(url, { signal, accept = "application/vnd.mapbox-vector-tile" } = {}) {
  const read = (/** @type {Response} */ answer) => answer.arrayBuffer();
  return new Uint8Array(await patiently(signal, () => once(url, { signal, accept, read })));
}

/**
 * Send a question as JSON and return the bytes of the answer.
 * @param {string} url
 * @param {object} question
 * @param {{signal?: AbortSignal, accept: string}} options
 */
export async function postForBytes(url, question, { signal, accept }) {
  const body = JSON.stringify(question);
  const read = (/** @type {Response} */ answer) => answer.arrayBuffer();
  return new Uint8Array(await patiently(signal, () => once(url, { signal, accept, read, body })));
}

/** @typedef {{data: any, etag: string | null, status: number}} Answer `data` is null where there is no body */

/**
 * Return an answer as it is now, whatever a cache holds, with the mark of the state that it tells.
 * @param {string} url
 * @returns {Promise<Answer>}
 */
export function getMarked(url) {
  return patiently(undefined, () => once(url, { accept: "application/geo+json, application/json", read: marked, cache: "no-cache" }));
}

/**
 * Change something on the server, once: whoever signed in says so by the token of their page.
 * @param {string} url
 * @param {{method?: string, body?: object | Blob, type?: string, etag?: string | null, timeout?: number}} [options] `etag`: the state that
 * was read, which must be there still; `type`: what the body is, JSON where nothing is said
 * @returns {Promise<Answer>}
 */
export function send(url, { method = "POST", body, type = "application/json", etag, timeout = SENDING_MS } = {}) {
  /** @type {Record<string, string>} */
  const headers = {};
  const token = globalThis.document?.querySelector('meta[name="csrf"]')?.getAttribute("content");
  if (token) headers["X-CSRF-Token"] = token;
  if (etag) headers["If-Match"] = etag;
  const content = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
  const accept = "application/geo+json, application/json";
  return once(url, { accept, read: marked, body: content, type, method, headers, timeout });
}

/** @param {Response} answer @returns {Promise<Answer>} */
async function marked(answer) {
  const text = await answer.text();
  return { data: text ? JSON.parse(text) : null, etag: answer.headers.get("ETag"), status: answer.status };
}

/**
 * Do something again when it failed in a way that may pass.
 * @template T
 * @param {AbortSignal | undefined} signal
 * @param {() => Promise<T>} ask
 */
async function patiently(signal, ask) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const passing = error instanceof RequestError && error.isPassing;
      if (signal?.aborted || !passing || attempt === RETRIES || isOffline()) throw error;
      await pause(RETRY_AFTER_MS[attempt], signal);
    }
  }
}

/**
 * @template T
 * @param {string} url
 * @param {{signal?: AbortSignal, accept: string, read: (answer: Response) => Promise<T>, body?: string | Blob, type?: string, method?: string, headers?: Record<string, string>, timeout?: number, cache?: RequestCache}} options
 * with a `body`, JSON, it is posted
 */
async function once(url, { signal, accept, read, body, type = "application/json", method, headers: more = {}, timeout = TIMEOUT_MS, cache }) {
  const request = new AbortController();
  const giveUp = () => request.abort();
  const deadline = setTimeout(giveUp, timeout);
  signal?.addEventListener("abort", giveUp);
  try {
    /** @type {Record<string, string>} */
    const headers = { Accept: accept, "Accept-Language": language, ...more };
    if (body) headers["Content-Type"] = type;
    method ??= body ? "POST" : "GET";
    const response = await fetch(url, { signal: request.signal, method, headers, body, cache });
    if (!response.ok) throw await refusal(response);
    return await read(response);
  } catch (error) {
    if (signal?.aborted || error instanceof RequestError) throw error;
    throw new RequestError(
      request.signal.aborted
        ? t("The server takes too long to answer.")
        : t("There is no connection to the server."),
    );
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener("abort", giveUp);
  }
}

/** Whether the device itself knows that it has no network. */
function isOffline() {
  return globalThis.navigator?.onLine === false;
}

/** @param {Response} response */
async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  const message =
    problem.detail || t("The server answered with error {status}.", { status: response.status });
  return new RequestError(message, { status: response.status, problem, etag: response.headers.get("ETag") });
}

/** @param {number} milliseconds @param {AbortSignal | undefined} signal */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
