import { ApiError } from './errors.ts';
import type { KokoroInput } from './model/kokoro.ts';
import type { Scheduler } from './model/scheduler.ts';
import { tokenIds } from './model/vocabulary.ts';
import type { Vocabulary } from './model/vocabulary.ts';
import { styleRow } from './model/voice-pack.ts';
import type { VoicePack } from './model/voice-pack.ts';
import type { Language, Segment } from './text/frontend.ts';
import type { KokoroAnswer } from './workers/kokoro-worker.ts';

/** What it takes to speak: the threads and the model's vocabulary. */
export interface Engine {
  readonly scheduler: Scheduler<KokoroInput, KokoroAnswer>;
  readonly vocabulary: Vocabulary;
  segments(text: string, language: Language): Promise<Segment[]>;
}

export interface SpeechJob {
  text: string;
  language: Language;
  voice: VoicePack;
  speed: number;
}

/** One segment as spoken: 24 kHz mono samples from -1 to 1. */
export interface SpokenSegment {
  segment: Segment;
  samples: Float32Array;
  /** Frames that each token lasts, the padding at both ends included; undefined when the model does not tell. */
  durations: number[] | undefined;
  /** Tokens the model read, padding not counted. */
  tokens: number;
  inferenceSeconds: number;
  /** True when no segment follows. */
  last: boolean;
}

/**
 * Text to speech, one segment at a time: text to segments of phonemes, phonemes to tokens, tokens and the style of the
 * voice to samples. Stops at the next segment once the signal is aborted.
 */
export async function* synthesize(job: SpeechJob, engine: Engine, signal: AbortSignal): AsyncGenerator<SpokenSegment> {
  const seat = engine.scheduler.enter();
  try {
    const segments = await engine.segments(job.text, job.language);
    const spoken = segments
      .map((segment) => ({ segment, ids: tokenIds(segment.phonemes, engine.vocabulary) }))
      .filter(({ ids }) => ids.length > 0);
    if (spoken.length === 0)
      throw new ApiError('nothing_to_say', 'The input holds nothing that can be spoken.', { param: 'input' });
    for (const [index, { segment, ids }] of spoken.entries()) {
      const style = styleRow(job.voice, [...segment.phonemes].length);
      const { samples, durations, inferenceSeconds } = await seat.run({ ids, style, speed: job.speed }, signal);
      yield { segment, samples, durations, tokens: ids.length, inferenceSeconds, last: index === spoken.length - 1 };
    }
  } finally {
    seat.leave();
  }
}
