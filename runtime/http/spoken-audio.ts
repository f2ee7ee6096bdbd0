import { audioFormats } from '../audio/encoders.ts';
import type { FormatName } from '../audio/encoders.ts';
import type { AudioFormat } from '../audio/format.ts';
import { toPcm16 } from '../audio/pcm.ts';
import type { SpokenSegment } from '../synthesize.ts';
import type { SpeechUsage } from './speech-events.ts';

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
  const usage: SpeechUsage = { tokens: 0, samples: 0 };
  const observe = (segment: SpokenSegment) => {
    usage.tokens += segment.tokens;
    usage.samples += segment.samples.length;
    options.onSegment(segment);
  };
  const begun: SpokenSegment[] = [];
  while (usage.tokens === 0) {
    const next = await segments.next();
    if (next.done) throw new Error('synthesis gave no segment');
    observe(next.value);
    begun.push(next.value);
  }
  const rest = observed(begun, segments, observe);
  if (!options.whole) return { bytes: format.encode(pcm(rest)), usage };
  const all = await Array.fromAsync(rest);
  return { bytes: format.encode(pcm(all), usage.samples), usage };
}

async function* observed(
  begun: readonly SpokenSegment[],
  rest: AsyncGenerator<SpokenSegment>,
  observe: (segment: SpokenSegment) => void,
): AsyncGenerator<SpokenSegment> {
  try {
    yield* begun;
    for await (const segment of rest) {
      observe(segment);
      yield segment;
    }
  } finally {
    await rest.return(undefined);
  }
}

async function* pcm(segments: Iterable<SpokenSegment> | AsyncIterable<SpokenSegment>): AsyncGenerator<Int16Array> {
  for await (const { samples } of segments) yield toPcm16(samples);
}
