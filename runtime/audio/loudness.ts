import { SAMPLE_RATE } from './pcm.ts';

/** A filter of the second order: y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''. */
interface Biquad {
  b: readonly [number, number, number];
  a: readonly [number, number];
}

/** The two filters of ITU-R BS.1770-5 (K-weighting) for a sample rate, from the analogue ones that its table at 48 kHz stands for. */
export function kWeighting(rate: number): readonly [Biquad, Biquad] {
  return [shelf(rate), highPass(rate)];
}

function shelf(rate: number): Biquad {
  const [frequency, decibels, q] = [1681.974450955533, 3.999843853973347, 0.7071752369554196];
  const k = Math.tan((Math.PI * frequency) / rate);
  const high = 10 ** (decibels / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b: [(high + (band * k) / q + k * k) / a0, (2 * (k * k - high)) / a0, (high - (band * k) / q + k * k) / a0],
    a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  };
}

function highPass(rate: number): Biquad {
  const [frequency, q] = [38.13547087602444, 0.5003270373238773];
  const k = Math.tan((Math.PI * frequency) / rate);
  const a0 = 1 + k / q + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] };
}

/** A block lasts 400 ms, and a new one begins every 100 ms. */
const STEP = SAMPLE_RATE / 10;
const STEPS_PER_BLOCK = 4;
/** Blocks below count for nothing: in LUFS, and in LU below the mean of the others. */
const GATES = { absolute: -70, relative: -10 };

/** Measures the integrated loudness of 24 kHz mono samples (ITU-R BS.1770-5) in pieces of any size. */
export class LoudnessMeter {
  readonly #filters = kWeighting(SAMPLE_RATE).map((biquad) => ({ ...biquad, x1: 0, x2: 0, y1: 0, y2: 0 }));
  /** Mean squares of whole steps, and the sum of the step that has begun. */
  readonly #steps: number[] = [];
  #sum = 0;
  #count = 0;

  add(samples: Float32Array): void {
    const [first, second] = this.#filters as [FilterState, FilterState];
    for (const sample of samples) {
      const weighted = filtered(second, filtered(first, sample));
      this.#sum += weighted * weighted;
      this.#count += 1;
      if (this.#count === STEP) {
        this.#steps.push(this.#sum / STEP);
        [this.#sum, this.#count] = [0, 0];
      }
    }
  }

  /** LUFS as one channel; of what is shorter than a block, without gates. -Infinity for silence. */
  integrated(): number {
    const blocks: number[] = [];
    for (let at = STEPS_PER_BLOCK; at <= this.#steps.length; at += 1)
      blocks.push(mean(this.#steps.slice(at - STEPS_PER_BLOCK, at)));
    if (blocks.length === 0) {
      const samples = this.#steps.length * STEP + this.#count;
      const total = this.#steps.reduce((sum, step) => sum + step * STEP, this.#sum);
      return samples === 0 ? -Infinity : lufs(total / samples);
    }
    const heard = blocks.filter((block) => lufs(block) > GATES.absolute);
    const gate = lufs(mean(heard)) + GATES.relative;
    return lufs(mean(heard.filter((block) => lufs(block) > gate)));
  }
}

interface FilterState extends Biquad {
  x1: number;
  x2: number;
  y1: number;
  y2: number;
}

function filtered(state: FilterState, x: number): number {
  const { b, a } = state;
  const y = b[0] * x + b[1] * state.x1 + b[2] * state.x2 - a[0] * state.y1 - a[1] * state.y2;
  state.x2 = state.x1;
  state.x1 = x;
  state.y2 = state.y1;
  // What dies away must not become a denormal number, which is slow.
  state.y1 = Math.abs(y) < 1e-30 ? 0 : y;
  return y;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lufs(meanSquare: number): number {
  return -0.691 + 10 * Math.log10(meanSquare);
}

/** The loudness of samples in LUFS, as of LoudnessMeter. */
export function loudnessOf(pieces: Iterable<Float32Array>): number {
  const meter = new LoudnessMeter();
  for (const samples of pieces) meter.add(samples);
  return meter.integrated();
}
