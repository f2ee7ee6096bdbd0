const RATE = 24_000;
const SIZE = 1024;
const STEP = 256;
const BANDS = 80;

/**
 * How far two sounds of one length are apart: the root mean square, in dB, between their mel spectra (80 bands, windows
 * of 43 ms), where either is within 60 dB of the loudest. Phases do not count.
 */
export function melDistance(one: Float32Array, two: Float32Array): number {
  const [a, b] = [melSpectrum(one), melSpectrum(two)];
  const louder = a.map((value, index) => Math.max(value, b[index]!));
  const floor = louder.reduce((most, value) => Math.max(most, value), -Infinity) - 60;
  let sum = 0;
  let count = 0;
  louder.forEach((value, index) => {
    if (value < floor) return;
    sum += (a[index]! - b[index]!) ** 2;
    count += 1;
  });
  return Math.sqrt(sum / count);
}

/** Power in dB, frame by frame, band by band. */
function melSpectrum(samples: Float32Array): Float64Array {
  const frames = Math.floor(samples.length / STEP) + 1;
  const result = new Float64Array(frames * BANDS);
  for (let frame = 0; frame < frames; frame += 1) {
    const [real, imaginary] = [new Float64Array(SIZE), new Float64Array(SIZE)];
    for (let n = 0; n < SIZE; n += 1) {
      const sample = samples[frame * STEP + n - SIZE / 2] ?? 0;
      real[n] = sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (SIZE - 1)));
    }
    transform(real, imaginary);
    filters.forEach((filter, band) => {
      let power = 0;
      for (const [bin, weight] of filter) power += weight * (real[bin]! ** 2 + imaginary[bin]! ** 2);
      result[frame * BANDS + band] = 10 * Math.log10(power + 1e-6);
    });
  }
  return result;
}

/** The triangular mel filters: pairs of bin and weight. */
const filters = (() => {
  const mel = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
  const hertz = (value: number) => 700 * (10 ** (value / 2595) - 1);
  const edges = Array.from({ length: BANDS + 2 }, (_, i) => hertz((mel(RATE / 2) * i) / (BANDS + 1)));
  return Array.from({ length: BANDS }, (_, band) => {
    const [low, middle, high] = [edges[band]!, edges[band + 1]!, edges[band + 2]!];
    const filter: [bin: number, weight: number][] = [];
    for (let bin = 0; bin <= SIZE / 2; bin += 1) {
      const frequency = (bin * RATE) / SIZE;
      const weight = Math.min((frequency - low) / (middle - low), (high - frequency) / (high - middle));
      if (weight > 0) filter.push([bin, weight]);
    }
    return filter;
  });
})();

/** The discrete Fourier transform in place (Cooley and Tukey, 1965); the length is a power of 2. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let i = 1, j = 0; i < size; i += 1) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [real[i], real[j]] = [real[j]!, real[i]!];
      [imaginary[i], imaginary[j]] = [imaginary[j]!, imaginary[i]!];
    }
  }
  for (let length = 2; length <= size; length <<= 1) {
    for (let k = 0; k < length / 2; k += 1) {
      const angle = (-2 * Math.PI * k) / length;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      for (let i = k; i < size; i += length) {
        const j = i + length / 2;
        const re = real[j]! * cos - imaginary[j]! * sin;
        const im = real[j]! * sin + imaginary[j]! * cos;
        [real[j], imaginary[j]] = [real[i]! - re, imaginary[i]! - im];
        [real[i], imaginary[i]] = [real[i]! + re, imaginary[i]! + im];
      }
    }
  }
}
