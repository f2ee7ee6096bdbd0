import { SAMPLE_RATE } from './pcm.ts';
import { LEAST_BESIDE, truePeaks } from './true-peak.ts';

/** What nothing may exceed, samples and what lies between them: -1 dBTP, as EBU R128 asks for. */
export const CEILING = 10 ** (-1 / 20);

/** The gain begins to fall 4 ms before a peak, and needs 80 ms to rise again by two thirds. */
const LOOK_AHEAD = Math.round(0.004 * SAMPLE_RATE);
const RELEASE = 1 - Math.exp(-1 / (0.08 * SAMPLE_RATE));
/** Nearer to 1 is 1. */
const NEAR = 1e-4;

/**
 * Samples of a segment with no peak above the ceiling; the same samples when there is none. Segments begin and end in silence, so
 * each is limited by itself, and the sound of an answer does not depend on how it is asked for.
 */
export function limited(samples: Float32Array): Float32Array {
  const most = samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0);
  if (most < CEILING * LEAST_BESIDE) return samples;
  const needed = truePeaks(samples, CEILING).map((peak) => (peak > CEILING ? 1 - CEILING / peak : 0));
  if (!needed.some((below) => below > 0)) return samples;
  const held = released(ahead(needed, LOOK_AHEAD));
  const sums = new Float64Array(held.length + 1);
  held.forEach((below, at) => (sums[at + 1] = sums[at]! + below));
  // The mean of what is held over the look-ahead rises to what a peak needs by the time it comes.
  return samples.map((sample, at) => {
    const from = Math.max(0, at - LOOK_AHEAD);
    const below = Math.max(needed[at]!, (sums[at + 1]! - sums[from]!) / (at + 1 - from));
    return below === 0 ? sample : sample * (1 - below);
  });
}

/** How far the gain is below 1: it falls at once and rises slowly. */
function released(needed: Float32Array): Float32Array {
  let below = 0;
  return needed.map((least) => {
    below *= 1 - RELEASE;
    if (below < NEAR) below = 0;
    return (below = Math.max(below, least));
  });
}

/** For each place the highest value from there on within a distance. */
function ahead(values: Float32Array, distance: number): Float32Array {
  const result = new Float32Array(values.length);
  let last = -1;
  for (let at = values.length - 1; at >= 0; at -= 1) {
    if (last < 0 || values[at]! >= values[last]!) last = at;
    else if (last > at + distance) {
      last = at;
      for (let next = at + 1; next <= at + distance && next < values.length; next += 1)
        if (values[next]! > values[last]!) last = next;
    }
    result[at] = values[last]!;
  }
  return result;
}
