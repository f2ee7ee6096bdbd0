import { SAMPLE_RATE } from '../audio/pcm.ts';
import { ApiError } from '../errors.ts';
import type { KokoroInput } from '../model/kokoro.ts';
import type { Scheduler } from '../workers/scheduler.ts';
import { MAX_FRAMES } from '../model/graph/frame-limit.ts';
import { tokenIds } from '../model/vocabulary.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import type { LoadedVoice } from '../model/voice-library.ts';
import { MAX_SYMBOLS } from '../text/types.ts';
import type { Segment } from '../text/types.ts';
import type { Mark } from '../text/input-parts.ts';
import { placeMarks } from './marks.ts';
import type { MarkedSegment, PlacedMark } from './marks.ts';
import { NO_SPAN } from '../../tracing/span.ts';
import type { Span } from '../../tracing/span.ts';
import { tracedRun } from './traced-run.ts';
import { SAMPLES_PER_FRAME } from './word-times.ts';
import type { KokoroAnswer } from '../workers/kokoro-worker.ts';
import type { TextPart } from '../workers/text-worker.ts';

/** What it takes to speak: the threads and the model's vocabulary. */
export interface Engine {
  readonly scheduler: Scheduler<KokoroInput, KokoroAnswer>;
  readonly vocabulary: Vocabulary;
  /** The segments of each part; none for a part that holds nothing to speak. `deadline` as in Ticket. */
  segments(parts: readonly TextPart[], signal: AbortSignal, deadline: number): Promise<Segment[][]>;
}

/** A stretch of text with the voice that speaks it, or silence. */
export type SpeechPart = SpokenPart | { pauseSeconds: number };
export type SpokenPart = Omit<TextPart, 'most'> & {
  voice: LoadedVoice;
  /** How much faster than the job's speed, and how much louder as a factor of the samples; 1 when undefined. */
  rate?: number | undefined;
  gain?: number | undefined;
  marks?: readonly Mark[] | undefined;
};

export interface SpeechJob {
  parts: readonly SpeechPart[];
  speed: number;
  /** Whether a pause alone is spoken: it may stand between other texts. */
  pauseAlone?: boolean;
}

/** A part with its segments, none for silence, and the names of marks after them. */
export interface PlannedPart {
  part: SpeechPart;
  segments: MarkedSegment[];
  rest: string[];
}

/** One segment as spoken, or a pause or marks alone, whose segment is empty: 24 kHz mono samples from -1 to 1. */
export interface SpokenSegment {
  segment: Segment;
  marks: readonly PlacedMark[];
  samples: Float32Array;
  /** How much louder it is to be, as a factor of the samples. */
  gain: number;
  /** Frames that each token lasts, the padding at both ends included; undefined when the model does not tell. */
  durations: number[] | undefined;
  /** Tokens the model read, padding not counted; 0 for a pause. */
  tokens: number;
  inferenceSeconds: number;
}

/** The speeds that the model is asked for. */
export const SPEEDS = { least: 0.25, most: 4 };

/** Most segments of one request: four times as many as 4,096 characters of prose have at the lowest speed. */
export const MAX_SEGMENTS = 512;

/**
 * Reads the text of each part; segments without a token are left out. No segment is planned to be longer than the model
 * may speak in one go. Throws ApiError when nothing is left to speak, or too much.
 */
export async function planSpeech(
  { parts, speed, pauseAlone = false }: SpeechJob,
  engine: Pick<Engine, 'segments' | 'vocabulary'>,
  signal: AbortSignal,
  deadline: number,
): Promise<PlannedPart[]> {
  const texts = parts.flatMap((part) => ('text' in part ? [textPart(part, speed)] : []));
  const isSpoken = ({ phonemes }: Segment) => tokenIds(phonemes, engine.vocabulary).length > 0;
  const found = await engine.segments(texts, signal, deadline);
  const plan = parts.map((part): PlannedPart => {
    if (!('text' in part)) return { part, segments: [], rest: [] };
    return { part, ...placeMarks(found.shift()!, isSpoken, part.marks) };
  });
  const count = plan.reduce((sum, { segments }) => sum + segments.length, 0);
  if (count === 0 && !(pauseAlone && parts.some((part) => 'pauseSeconds' in part && part.pauseSeconds > 0))) {
    throw new ApiError('nothing_to_say', 'The input contains nothing to speak.', { param: 'input' });
  }
  if (count > MAX_SEGMENTS) {
    const message = `The input is too long: its speech has ${count} segments (limit ${MAX_SEGMENTS}). Split it into several requests.`;
    throw new ApiError('input_too_long', message, { param: 'input' });
  }
  return plan;
}

function textPart(part: SpokenPart, speed: number): TextPart {
  const { text, language, pronunciations, voice, explain = false } = part;
  const most = Math.floor((MAX_FRAMES * speedOf(part, speed)) / voice.framesPerSymbol);
  return { text, language, pronunciations, most: Math.min(MAX_SYMBOLS, most), explain };
}

/** The speed of a part, within what the model can do. */
function speedOf({ rate = 1 }: SpokenPart, speed: number): number {
  return Math.min(SPEEDS.most, Math.max(SPEEDS.least, speed * rate));
}

/** Most seconds that a plan is expected to last, for the room that it takes; a voice may be slower yet. */
export function expectedSeconds(plan: readonly PlannedPart[], speed: number): number {
  return plan.reduce((sum, { part, segments }) => {
    if ('pauseSeconds' in part) return sum + part.pauseSeconds;
    const symbols = segments.reduce((count, { segment }) => count + segment.phonemes.length, 0);
    return sum + (symbols * part.voice.framesPerSymbol * SAMPLES_PER_FRAME) / SAMPLE_RATE / speedOf(part, speed);
  }, 0);
}

/**
 * Speaks a plan, one segment at a time: phonemes to tokens, tokens and the style of the voice to samples. Stops at the next
 * segment once the signal is aborted. Without a deadline it goes on with what has begun.
 */
export async function* speakPlan(
  plan: readonly PlannedPart[],
  speed: number,
  engine: Pick<Engine, 'scheduler' | 'vocabulary'>,
  signal: AbortSignal,
  deadline: number | undefined,
  span: Span = NO_SPAN,
): AsyncGenerator<SpokenSegment> {
  const run = tracedRun(engine.scheduler.seat(deadline), span);
  for (const { part, segments, rest } of plan) {
    if ('pauseSeconds' in part) {
      const samples = Math.round(part.pauseSeconds * SAMPLE_RATE);
      if (samples > 0) yield silence(samples);
      continue;
    }
    const partSpeed = speedOf(part, speed);
    const gain = part.voice.gain * (part.gain ?? 1);
    for (const { segment, marks } of segments) {
      signal.throwIfAborted();
      const ids = tokenIds(segment.phonemes, engine.vocabulary);
      const style = part.voice.style([...segment.phonemes].length);
      const { samples, durations, inferenceSeconds } = await run({ ids, style, speed: partSpeed }, signal);
      yield { segment, marks, samples, gain, durations, tokens: ids.length, inferenceSeconds };
    }
    if (rest.length > 0) yield { ...silence(0), marks: rest.map((name) => ({ name, token: 0 })) };
  }
}

function silence(length: number): SpokenSegment {
  const samples = new Float32Array(length);
  return {
    segment: { text: '', tokens: [], phonemes: '' },
    marks: [],
    samples,
    gain: 1,
    durations: [samples.length / SAMPLES_PER_FRAME, 0],
    tokens: 0,
    inferenceSeconds: 0,
  };
}
