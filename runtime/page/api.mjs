const KEY = 'tts-api-key';

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
export const apiKey = {
  get: () => sessionStorage.getItem(KEY) ?? '',
  /** @param {string} key */
  set(key) {
    if (key) sessionStorage.setItem(KEY, key);
    else sessionStorage.removeItem(KEY);
  },
};

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
  if (answer.ok) return answer;
  const { error } = await answer.json().catch(() => ({ error: {} }));
  throw new ApiFailure(error?.message ?? `The server answered with status ${answer.status}.`, {
    status: answer.status,
    code: error?.code ?? 'unknown',
    retryAfter: Number(answer.headers.get('retry-after')) || 0,
  });
}

/**
 * Opens a WebSocket of the server, with the key where there is one: a script cannot send headers with it.
 * @param {string} path relative to the page
 */
export function openSocket(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  const key = apiKey.get();
  return key ? new WebSocket(url, ['token', key]) : new WebSocket(url);
}
