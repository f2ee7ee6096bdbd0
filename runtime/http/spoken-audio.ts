import { audioFormats } from '../audio/encoders.ts';
import type { FormatName } from '../audio/encoders.ts';
import type { AudioFormat } from '../audio/format.ts';
import { SAMPLE_RATE, toPcm16 } from '../audio/pcm.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import { markTimes } from '../speech/word-times.ts';
import type { Span } from '../../tracing/span.ts';
import type { SpeechUsage } from './speech-events.ts';
import { encoded } from './traced-encoding.ts';

/** A spoken answer on its way: `usage` is complete when `bytes` has ended. */
export interface SpokenAudio {
  bytes: AsyncIterable<Uint8Array>;
  usage: SpeechUsage;
}

export interface SpokenAudioOptions {
  format: FormatName;
  /** Speak all of it before the first byte, so that the header can hold the length. */
  whole: boolean;
  onSegment(segment: SpokenSegment): void;
  span: Span;
}

/**
 * Encodes segments as they are spoken. Resolves when the first one with a sound is there, so that what fails before can still be
 * answered as an error.
 */
export async function speakAudio(
  segments: AsyncGenerator<SpokenSegment>,
  options: SpokenAudioOptions,
): Promise<SpokenAudio> {
  const format: AudioFormat = audioFormats[options.format];
  const usage: SpeechUsage = { tokens: 0, samples: 0, marks: [] };
  const heard = (segment: SpokenSegment): Int16Array => {
    if (segment.durations) usage.marks.push(...markTimes(segment, segment.durations, usage.samples / SAMPLE_RATE));
    usage.tokens += segment.tokens;
    usage.samples += segment.samples.length;
    options.onSegment(segment);
    return toPcm16(segment.samples);
  };
  const begun: Int16Array[] = [];
  while (usage.tokens === 0) {
    const next = await segments.next();
    if (next.done) throw new Error('synthesis gave no segment');
    begun.push(heard(next.value));
  }
  const pcm = joined(begun, segments, heard);
  if (!options.whole) return { bytes: encoded(format, pcm, undefined, options.span), usage };
  const all = await Array.fromAsync(pcm);
  return { bytes: encoded(format, asStream(all), usage.samples, options.span), usage };
}

async function* joined(
  begun: readonly Int16Array[],
  rest: AsyncGenerator<SpokenSegment>,
  heard: (segment: SpokenSegment) => Int16Array,
): AsyncGenerator<Int16Array> {
  try {
    yield* begun;
    for await (const segment of rest) yield heard(segment);
  } finally {
    await rest.return(undefined);
  }
}

/** What is there already, as what is still being made. */
export async function* asStream<Piece>(pieces: readonly Piece[]): AsyncGenerator<Piece> {
  yield* pieces;
}
