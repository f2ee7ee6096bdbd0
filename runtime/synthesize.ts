import { SAMPLE_RATE } from './audio/pcm.ts';
import { ApiError } from './errors.ts';
import type { KokoroInput } from './model/kokoro.ts';
import type { Scheduler } from './model/scheduler.ts';
import { tokenIds } from './model/vocabulary.ts';
import type { Vocabulary } from './model/vocabulary.ts';
import { styleRow } from './model/voice-pack.ts';
import type { VoicePack } from './model/voice-pack.ts';
import type { Segment } from './text/frontend.ts';
import { SAMPLES_PER_FRAME } from './word-times.ts';
import type { KokoroAnswer } from './workers/kokoro-worker.ts';
import type { TextPart } from './workers/text-worker.ts';

/** What it takes to speak: the threads and the model's vocabulary. */
export interface Engine {
  readonly scheduler: Scheduler<KokoroInput, KokoroAnswer>;
  readonly vocabulary: Vocabulary;
  /** The segments of each part; none for a part that holds nothing to speak. */
  segments(parts: readonly TextPart[]): Promise<Segment[][]>;
}

/** A stretch of text with the voice that speaks it, or silence. */
export type SpeechPart = (TextPart & { voice: VoicePack }) | { pauseSeconds: number };

export interface SpeechJob {
  parts: readonly SpeechPart[];
  speed: number;
}

/** One segment as spoken, or a pause, whose segment is empty: 24 kHz mono samples from -1 to 1. */
export interface SpokenSegment {
  segment: Segment;
  samples: Float32Array;
  /** Frames that each token lasts, the padding at both ends included; undefined when the model does not tell. */
  durations: number[] | undefined;
  /** Tokens the model read, padding not counted; 0 for a pause. */
  tokens: number;
  inferenceSeconds: number;
}

/**
 * Text to speech, one segment at a time: text to segments of phonemes, phonemes to tokens, tokens and the style of the
 * voice to samples. Stops at the next segment once the signal is aborted.
 */
export async function* synthesize(job: SpeechJob, engine: Engine, signal: AbortSignal): AsyncGenerator<SpokenSegment> {
  signal.throwIfAborted();
  const seat = engine.scheduler.enter();
  // An answer that is given up may never be read again, so that this generator would not come to its end.
  signal.addEventListener('abort', seat.leave, { once: true });
  try {
    for (const { part, segments } of await segmentParts(job.parts, engine)) {
      if ('pauseSeconds' in part) {
        yield silence(part.pauseSeconds);
        continue;
      }
      for (const segment of segments) {
        const ids = tokenIds(segment.phonemes, engine.vocabulary);
        const style = styleRow(part.voice, [...segment.phonemes].length);
        const { samples, durations, inferenceSeconds } = await seat.run({ ids, style, speed: job.speed }, signal);
        yield { segment, samples, durations, tokens: ids.length, inferenceSeconds };
      }
    }
  } finally {
    seat.leave();
  }
}

/** Each part with its segments, those without a token left out; throws ApiError when that leaves nothing to speak. */
export async function segmentParts<Part extends TextPart | { pauseSeconds: number }>(
  parts: readonly Part[],
  engine: Pick<Engine, 'segments' | 'vocabulary'>,
): Promise<{ part: Part; segments: Segment[] }[]> {
  const texts = parts.flatMap((part) =>
    'text' in part ? [{ text: part.text, language: part.language, pronunciations: part.pronunciations }] : [],
  );
  const found = (await engine.segments(texts)).map((segments) =>
    segments.filter(({ phonemes }) => tokenIds(phonemes, engine.vocabulary).length > 0),
  );
  if (found.every((segments) => segments.length === 0)) {
    throw new ApiError('nothing_to_say', 'The input holds nothing that can be spoken.', { param: 'input' });
  }
  return parts.map((part) => ({ part, segments: 'text' in part ? found.shift()! : [] }));
}

function silence(seconds: number): SpokenSegment {
  const samples = new Float32Array(Math.round(seconds * SAMPLE_RATE));
  return {
    segment: { text: '', tokens: [], phonemes: '' },
    samples,
    durations: [samples.length / SAMPLES_PER_FRAME, 0],
    tokens: 0,
    inferenceSeconds: 0,
  };
}
