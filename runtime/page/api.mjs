import { kept } from './storage.mjs';

/** An answer of the server that is an error, or no answer at all (status 0). */
export class ApiFailure extends Error {
  /**
   * @param {string} message
   * @param {{ status?: number, code?: string, retryAfter?: number }} [details]
   */
  constructor(message, { status = 0, code = 'unreachable', retryAfter = 0 } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    /** Seconds after which a new attempt makes sense; 0 where the server names none. */
    this.retryAfter = retryAfter;
  }
}

/** The API key; it is kept for this tab alone. */
export const apiKey = kept('sessionStorage', 'tts-api-key');

/** What a key may be, as the server takes it: one word of ASCII. */
export const KEY = /^[\x21-\x7e]{1,512}$/;

/** Statuses that a proxy answers with while it does not reach the server. */
const OF_PROXIES = [429, 502, 503, 504];

/**
 * Asks the server; throws ApiFailure where it does not answer with success.
 * @param {string} path relative to the page
 * @param {object} [body] sent as JSON
 * @param {AbortSignal} [signal]
 */
export async function call(path, body, signal) {
  const key = apiKey.get();
  /** @type {Record<string, string>} */
  const headers = key ? { authorization: `Bearer ${key}` } : {};
  if (body) headers['content-type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(path, {
      headers,
      signal: signal ?? null,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiFailure('The server cannot be reached.');
  }
  // A page is nothing that the API answers with.
  const foreign = answer.headers.get('content-type')?.startsWith('text/html');
  if (answer.ok && foreign) throw new ApiFailure('The answer is a web page.', { code: 'foreign_answer' });
  if (answer.ok) return answer;
  const { error } = await answer.json().catch(() => ({ error: {} }));
  throw new ApiFailure(error?.message ?? `The server answered with status ${answer.status}.`, {
    status: answer.status,
    code: error?.code ?? (OF_PROXIES.includes(answer.status) ? 'not_reached' : 'unknown'),
    retryAfter: secondsOf(answer.headers.get('retry-after') ?? ''),
  });
}

/**
 * Seconds of a Retry-After, which may name a time (RFC 9110 section 10.2.3).
 * @param {string} header
 */
function secondsOf(header) {
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Math.max(0, seconds || 0);
}

/**
 * Opens a WebSocket of the server, with the key where there is one: a script cannot send headers with it.
 * @param {string} path relative to the page
 */
export function openSocket(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  const key = apiKey.get();
  if (!key) return new WebSocket(url);
  // In base64url, since a subprotocol has no slashes, equals signs and the like.
  const coded = btoa(key).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return new WebSocket(url, ['base64url', coded]);
}
