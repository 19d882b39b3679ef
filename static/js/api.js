/** The one door to the network: every request of the page goes through here. */

import { t } from "./words.js";

const TIMEOUT_MS = 15_000;
const RETRIES = 2;
const RETRY_AFTER_MS = [300, 1_200];

/** A request that did not bring what was asked for; the message is for people. */
export class RequestError extends Error {
  /**
   * @param {string} message
   * @param {{status?: number}} [options] `status` is 0 where no answer came at all
   */
  constructor(message, { status = 0 } = {}) {
    super(message);
    this.name = "RequestError";
    this.status = status;
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
 * @param {{signal?: AbortSignal, accept: string, read: (answer: Response) => Promise<T>, body?: string, timeout?: number}} options
 * with a `body`, JSON, it is posted
 */
async function once(url, { signal, accept, read, body, timeout = TIMEOUT_MS }) {
  const request = new AbortController();
  const giveUp = () => request.abort();
  const deadline = setTimeout(giveUp, timeout);
  signal?.addEventListener("abort", giveUp);
  try {
    /** @type {Record<string, string>} */
    const headers = { Accept: accept, "Accept-Language": language };
    if (body) headers["Content-Type"] = "application/json";
    const method = body ? "POST" : "GET";
    const response = await fetch(url, { signal: request.signal, method, headers, body });
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
  return new RequestError(message, { status: response.status });
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
