/** Samples at another volume; the same samples at volume 1. */
export function atVolume(samples: Float32Array, volume: number): Float32Array {
  return volume === 1 ? samples : samples.map((sample) => sample * volume);
}
