import { ApiFailure, call } from './api.mjs';

/** @param {string} text */
export function fromBase64(text) {
  const decode = /** @type {{ fromBase64?: (text: string) => Uint8Array }} */ (/** @type {unknown} */ (Uint8Array));
  return decode.fromBase64?.(text) ?? Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/**
 * 16-bit samples, little endian as everywhere browsers run.
 * @param {Uint8Array} bytes of whole samples
 */
export function samplesOf(bytes) {
  return new Int16Array(bytes.slice().buffer);
}

/**
 * Pieces of a body as they arrive; throws ApiFailure where it breaks off.
 * @param {Response} answer
 * @returns {AsyncGenerator<Uint8Array>}
 */
async function* pieces(answer) {
  const reader = answer.body?.getReader();
  try {
    for (;;) {
      const next = await reader?.read();
      if (!next || next.done) return;
      yield next.value;
    }
  } catch (error) {
    if (/** @type {Error} */ (error).name === 'AbortError') throw error;
    throw new ApiFailure('The answer broke off before its end.');
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

/**
 * Speech as it is spoken: samples, and when the words in them are heard. A request with a loudness is answered in one piece. Where
 * the model tells no times, there are none. Throws ApiFailure.
 * @param {Record<string, unknown>} body of POST /v1/audio/speech
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<{ samples: Int16Array, words: import('./transcript.mjs').Word[] }>}
 */
export async function* spoken(body, signal) {
  const asked = { ...body, response_format: 'pcm', stream: body['loudness'] === undefined };
  let answer;
  try {
    answer = await call('dev/captioned_speech', asked, signal);
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.code !== 'timestamps_unavailable') throw error;
    yield* untimed(asked, signal);
    return;
  }
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of pieces(answer)) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield pieceOf(line);
  }
  if (rest.trim()) yield pieceOf(rest);
}

/** @param {string} line an object of POST /dev/captioned_speech */
function pieceOf(line) {
  const { audio, timestamps } =
    /** @type {{ audio: string, timestamps: { word: string, start_time: number, end_time: number }[] }} */ (
      JSON.parse(line)
    );
  return {
    samples: samplesOf(fromBase64(audio)),
    words: (timestamps ?? []).map(({ word, start_time: start, end_time: end }) => ({ word, start, end })),
  };
}

/**
 * @param {Record<string, unknown>} body
 * @param {AbortSignal} signal
 */
async function* untimed(body, signal) {
  const answer = await call('v1/audio/speech', body, signal);
  let odd = new Uint8Array();
  for await (const bytes of pieces(answer)) {
    const all = new Uint8Array([...odd, ...bytes]);
    const whole = all.length - (all.length % 2);
    odd = all.slice(whole);
    yield { samples: samplesOf(all.subarray(0, whole)), words: [] };
  }
}
