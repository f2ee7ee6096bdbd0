/** From here on (-1 dBFS) louder samples are bent towards full scale, which they never reach. */
const KNEE = 0.891;

/** Samples at another volume; the same samples at volume 1. Each sample is treated by itself, so segments join as they did. */
export function atVolume(samples: Float32Array, volume: number): Float32Array {
  return volume === 1 ? samples : samples.map((sample) => rounded(sample * volume));
}

function rounded(sample: number): number {
  const over = Math.abs(sample) - KNEE;
  if (over <= 0) return sample;
  const room = 1 - KNEE;
  return Math.sign(sample) * (KNEE + room * Math.tanh(over / room));
}
