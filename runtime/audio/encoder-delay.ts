import type { PcmStream } from './format.ts';

/** What counts as silence, of 32768: 42 dB below full scale. Kokoro begins every segment with a tenth of a second of less. */
const SILENCE = 256;

/**
 * Leaves out as many samples at the beginning as an encoder will put there itself, so that what is decoded is as long as
 * what was spoken. Speech that does not begin with so much silence is left whole.
 */
export async function* withoutEncoderDelay(pcm: PcmStream, delay: number): PcmStream {
  const begun: Int16Array[] = [];
  let length = 0;
  let placed = false;
  for await (const samples of pcm) {
    if (placed) {
      yield samples;
      continue;
    }
    begun.push(samples);
    length += samples.length;
    if (length <= delay) continue;
    placed = true;
    yield withoutSilence(joined(begun, length), delay);
  }
  if (!placed) yield* begun;
}

/** Samples without the first ones, as many as `delay`, where those are silent. */
export function withoutSilence(samples: Int16Array, delay: number): Int16Array {
  const silent = samples.subarray(0, delay).every((sample) => Math.abs(sample) < SILENCE);
  return silent ? samples.subarray(delay) : samples;
}

function joined(parts: readonly Int16Array[], length: number): Int16Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Int16Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
