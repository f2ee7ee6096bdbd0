import { SAMPLE_RATE } from './pcm.ts';

/** Zero crossings of the filter on each side of its middle. */
const CROSSINGS = 32;

/** Of the Kaiser window: 80 dB of attenuation (Kaiser and Schafer, 1980). */
const BETA = 7.86;

/** Of the lower one of the two Nyquist frequencies: where the filter is at half its height. */
const CUTOFF = 0.92;

/** A filter for one pair of rates: for each phase, its weights for the samples around a position. */
interface Filter {
  /** Samples out for so many in. */
  up: number;
  down: number;
  /** Samples on each side of a position. */
  half: number;
  phases: Float64Array[];
}

const filters = new Map<number, Filter>();

/**
 * Resamples what is spoken, 16-bit at 24 kHz, to another rate, in pieces: however it is cut, the result is the same. A polyphase
 * windowed sinc (Crochiere and Rabiner, Multirate Digital Signal Processing, 1983) without delay.
 */
export class Resampler {
  readonly #filter: Filter;
  /** Samples from `#first` on. */
  #held = new Int16Array(0);
  #first: number;
  #count = 0;
  #made = 0;

  constructor(rate: number) {
    this.#filter = filterFor(rate);
    this.#first = 0;
  }

  /** Adds samples; gives those whose neighbours are known. */
  push(samples: Int16Array): Int16Array {
    const joined = new Int16Array(this.#held.length + samples.length);
    joined.set(this.#held);
    joined.set(samples, this.#held.length);
    this.#held = joined;
    this.#count += samples.length;
    const { up, down, half } = this.#filter;
    return this.#make(Math.floor(((this.#count - half) * up - 1) / down) + 1);
  }

  /** The rest: all together are as many as the time of what was added asks for. */
  end(): Int16Array {
    const { up, down } = this.#filter;
    return this.#make(Math.round((this.#count * up) / down));
  }

  #make(until: number): Int16Array {
    const { up, down, half, phases } = this.#filter;
    const result = new Int16Array(Math.max(0, until - this.#made));
    for (let index = 0; index < result.length; index++) {
      const position = (this.#made + index) * down;
      const weights = phases[position % up]!;
      const from = Math.floor(position / up) - half + 1;
      let sum = 0;
      for (let tap = Math.max(0, -from); tap < weights.length; tap++)
        sum += weights[tap]! * (this.#held[from + tap - this.#first] ?? 0);
      result[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
    }
    this.#made += result.length;
    const needed = Math.max(0, Math.floor((this.#made * down) / up) - half + 1);
    if (needed > this.#first) {
      this.#held = this.#held.slice(needed - this.#first);
      this.#first = needed;
    }
    return result;
  }
}

function filterFor(rate: number): Filter {
  let filter = filters.get(rate);
  if (!filter) {
    filter = design(rate);
    filters.set(rate, filter);
  }
  return filter;
}

function design(rate: number): Filter {
  const common = divisor(rate, SAMPLE_RATE);
  const [up, down] = [rate / common, SAMPLE_RATE / common];
  const cutoff = CUTOFF * Math.min(1, up / down);
  const half = Math.ceil(CROSSINGS / cutoff);
  const phases = Array.from({ length: up }, (_, phase) => {
    const weights = Float64Array.from({ length: 2 * half }, (_, tap) => {
      const distance = tap - half + 1 - phase / up;
      return cutoff * sinc(cutoff * distance) * kaiser(distance / half);
    });
    // Every phase lets silence and a constant pass as they are.
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });
  return { up, down, half, phases };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) > 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
}

/** The modified Bessel function of order 0. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
