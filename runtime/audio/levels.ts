import { setImmediate } from 'node:timers/promises';
import { limited } from './limiter.ts';
import { LoudnessMeter } from './loudness.ts';
import { atVolume } from './volume.ts';

/** Something of an answer that sounds: a segment or a pause. */
interface Sounding {
  samples: Float32Array;
  /** How much louder it is to be, as a factor of the samples. */
  gain: number;
}

/** Segments at their gain times `volume`, and no louder than the ceiling; each is handed on as it comes. */
export async function* levelled<Segment extends Sounding>(
  segments: AsyncIterable<Segment>,
  volume: number,
): AsyncGenerator<Segment> {
  for await (const segment of segments)
    yield { ...segment, samples: limited(atVolume(segment.samples, volume * segment.gain)) };
}

/** The loudness asked for is met as near as this, in LU, unless the ceiling is in the way. */
const NEAR = 0.02;
const MOST_PASSES = 4;

/** Segments at their gain, all of them at the gain more that makes the whole as loud as `lufs`; none comes before all are there. */
export async function* atLoudness<Segment extends Sounding>(
  segments: AsyncIterable<Segment>,
  lufs: number,
): AsyncGenerator<Segment> {
  const all: Segment[] = [];
  const meter = new LoudnessMeter();
  for await (const segment of segments) {
    const samples = atVolume(segment.samples, segment.gain);
    meter.add(samples);
    all.push({ ...segment, samples });
  }
  const natural = meter.integrated();
  let decibels = Number.isFinite(natural) ? lufs - natural : 0;
  // The limiter takes some of the loudness away, which a further pass gives back.
  for (let pass = 1; pass < MOST_PASSES; pass += 1) {
    const missing = lufs - (await loudnessAt(all, decibels));
    if (!(Math.abs(missing) > NEAR)) break;
    decibels += missing;
  }
  for (const segment of all) yield { ...segment, samples: limited(louder(segment.samples, decibels)) };
}

async function loudnessAt(segments: readonly Sounding[], decibels: number): Promise<number> {
  const meter = new LoudnessMeter();
  for (const { samples } of segments) {
    meter.add(limited(louder(samples, decibels)));
    // A long answer must not hold up the event loop.
    await setImmediate();
  }
  return meter.integrated();
}

function louder(samples: Float32Array, decibels: number): Float32Array {
  return atVolume(samples, 10 ** (decibels / 20));
}
