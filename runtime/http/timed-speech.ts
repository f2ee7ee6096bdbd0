import { z } from 'zod';
import { SAMPLE_RATE } from '../audio/pcm.ts';
import { ApiError } from '../errors.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import { markTimes, wordTimes } from '../speech/word-times.ts';
import type { MarkTime, WordTime } from '../speech/word-times.ts';

export const MarkTimes = z.array(
  z.object({
    name: z.string(),
    time: z.number().meta({ description: 'Seconds from the start of the audio' }),
  }),
);

/** Marks as a field of an answer, which has none without them. */
export function told(marks: readonly MarkTime[]): { marks?: MarkTime[] } {
  return marks.length === 0 ? {} : { marks: [...marks] };
}

/** A segment as spoken, and its words and marks with their times from the start of the audio. */
export interface TimedSegment {
  samples: Float32Array;
  words: WordTime[];
  marks: MarkTime[];
}

/** Tells when the words of segments are heard, as they are spoken; throws ApiError when the model does not tell. */
export async function* timed(
  segments: AsyncIterable<SpokenSegment>,
  onSegment: (segment: SpokenSegment) => void,
): AsyncGenerator<TimedSegment> {
  let before = 0;
  for await (const spoken of segments) {
    onSegment(spoken);
    const { segment, samples, durations } = spoken;
    if (!durations) {
      throw new ApiError('timestamps_unavailable', 'The model on this server does not report durations.');
    }
    const start = before / SAMPLE_RATE;
    yield { samples, words: wordTimes(segment, durations, start), marks: markTimes(spoken, durations, start) };
    before += samples.length;
  }
}

/** A JSON object in pieces, its last field in base64: in one piece, minutes of speech would hold up the event loop. */
export async function* withAudio(
  answer: object,
  audio: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  field = 'audio',
): AsyncGenerator<Buffer> {
  yield Buffer.from(`${JSON.stringify(answer).slice(0, -1)},"${field}":"`);
  let rest = Buffer.alloc(0);
  for await (const bytes of audio) {
    const joined = Buffer.concat([rest, bytes]);
    const whole = joined.length - (joined.length % 3);
    yield Buffer.from(joined.toString('base64', 0, whole));
    rest = joined.subarray(whole);
  }
  yield Buffer.from(`${rest.toString('base64')}"}`);
}
