import type { ApiError } from '../errors.ts';
import { SAMPLES_PER_FRAME } from '../speech/word-times.ts';

/** What was read and spoken so far. */
export interface SpeechUsage {
  /** Phoneme tokens the model read. */
  tokens: number;
  samples: number;
}

/**
 * OpenAI's server-sent events for speech: a delta for each piece of audio, then `done` with the usage. Input tokens are
 * the phoneme tokens the model read, output tokens the 25 ms frames it spoke. A failure ends the stream with `error`.
 */
export async function* speechEvents(
  audio: AsyncIterable<Uint8Array>,
  usage: Readonly<SpeechUsage>,
  onError: (error: unknown) => ApiError,
): AsyncGenerator<Buffer> {
  try {
    for await (const bytes of audio) {
      yield event('speech.audio.delta', { audio: Buffer.from(bytes).toString('base64') });
    }
  } catch (error) {
    yield event('error', onError(error).body());
    return;
  }
  const output = Math.round(usage.samples / SAMPLES_PER_FRAME);
  yield event('speech.audio.done', {
    usage: { input_tokens: usage.tokens, output_tokens: output, total_tokens: usage.tokens + output },
  });
}

function event(type: string, fields: Record<string, unknown>): Buffer {
  return Buffer.from(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
}
