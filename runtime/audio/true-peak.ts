/** Points between two samples at which the sound is looked up. */
const PHASES = 4;
/** Samples on each side that a point between is made of. */
const REACH = 12;

/** A windowed sinc for each point between two samples: BS.1770-5 annex 2 asks for four times as many points. */
const TAPS: readonly Float64Array[] = Array.from({ length: PHASES - 1 }, (_, phase) => {
  const offset = (phase + 1) / PHASES;
  const taps = Float64Array.from({ length: 2 * REACH }, (_, index) => {
    const x = index - (REACH - 1) - offset;
    const window = Math.cos((Math.PI * x) / (2 * REACH)) ** 2;
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * window;
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
});

/** Between two samples that are lower than this part of a level, sound of up to 8 kHz does not reach the level. */
export const LEAST_BESIDE = 0.5;

/**
 * The highest level at each sample and between it and its neighbours, where it may exceed `ceiling`; elsewhere that of the sample.
 * Beyond both ends there is silence.
 */
export function truePeaks(samples: Float32Array, ceiling: number): Float32Array {
  const peaks = samples.map(Math.abs);
  const least = ceiling * LEAST_BESIDE;
  for (let at = 0; at + 1 < samples.length; at += 1) {
    if (Math.abs(samples[at]!) < least && Math.abs(samples[at + 1]!) < least) continue;
    let most = 0;
    for (const taps of TAPS) most = Math.max(most, Math.abs(between(samples, at, taps)));
    if (most > peaks[at]!) peaks[at] = most;
    if (most > peaks[at + 1]!) peaks[at + 1] = most;
  }
  return peaks;
}

function between(samples: Float32Array, at: number, taps: Float64Array): number {
  const first = at - REACH + 1;
  const end = Math.min(taps.length, samples.length - first);
  let value = 0;
  for (let index = Math.max(0, -first); index < end; index += 1) value += taps[index]! * samples[first + index]!;
  return value;
}
