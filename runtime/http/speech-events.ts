import type { ApiError } from '../errors.ts';
import { SAMPLES_PER_FRAME } from '../speech/word-times.ts';
import type { MarkTime } from '../speech/word-times.ts';

/** What was read and spoken so far. */
export interface SpeechUsage {
  /** Phoneme tokens the model read. */
  tokens: number;
  samples: number;
  /** The marks of the input that were reached. */
  marks: MarkTime[];
}

/**
 * OpenAI's server-sent events for speech: a delta for each piece of audio, then `done` with the usage; `speech.audio.mark` for
 * each mark of the input, no later than the piece after it. Input tokens are
 * the phoneme tokens the model read, output tokens the 25 ms frames it spoke. A failure ends the stream with `error`.
 */
export async function* speechEvents(
  audio: AsyncIterable<Uint8Array>,
  usage: Readonly<SpeechUsage>,
  onError: (error: unknown) => ApiError,
): AsyncGenerator<Buffer> {
  let told = 0;
  const marks = function* (): Generator<Buffer> {
    for (const mark of usage.marks.slice(told)) yield event('speech.audio.mark', { ...mark });
    told = usage.marks.length;
  };
  try {
    for await (const bytes of audio) {
      yield event('speech.audio.delta', { audio: Buffer.from(bytes).toString('base64') });
      yield* marks();
    }
    yield* marks();
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
