import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CEILING, limited } from './limiter.ts';
import { SAMPLE_RATE } from './pcm.ts';
import { truePeaks } from './true-peak.ts';

/** A sine of a level, with its ends faded as speech begins and ends. */
function sine(hertz: number, level: number, seconds: number, phase = 0): Float32Array {
  const length = Math.round(seconds * SAMPLE_RATE);
  return Float32Array.from({ length }, (_, at) => {
    const fade = Math.min(1, at / 480, (length - 1 - at) / 480);
    return fade * level * Math.sin((2 * Math.PI * hertz * at) / SAMPLE_RATE + phase);
  });
}
const most = (samples: Float32Array) => samples.reduce((max, one) => Math.max(max, Math.abs(one)), 0);
const truePeak = (samples: Float32Array) => most(truePeaks(samples, 0.01));
const decibels = (level: number) => 20 * Math.log10(level);

describe('true peaks', () => {
  // EBU Tech 3341, cases 15 to 19, at 24 kHz: sines whose samples miss their peaks. Tolerance there: +0.2, -0.4 dB.
  it.each([
    [SAMPLE_RATE / 4, 0],
    [SAMPLE_RATE / 4, Math.PI / 4],
    [SAMPLE_RATE / 6, Math.PI / 3],
    [SAMPLE_RATE / 8, Math.PI / 8],
    [997, 0],
  ])('of a sine of %d Hz with phase %d', (hertz, phase) => {
    const error = decibels(truePeak(sine(hertz, 0.5, 0.5, phase)) / 0.5);
    expect(error).toBeGreaterThan(-0.4);
    expect(error).toBeLessThan(0.2);
  });
});

describe('the limiter', () => {
  it('hands on what is not too loud, the same array', () => {
    for (const samples of [sine(440, 0.3, 1), sine(440, 0.88, 1), new Float32Array(0), new Float32Array(100)])
      expect(limited(samples)).toBe(samples);
  });

  it('touches no sample long before a peak', () => {
    const samples = sine(440, 0.5, 2);
    samples.set(sine(440, 1.5, 0.1), SAMPLE_RATE);
    const turned = limited(samples);
    const before = SAMPLE_RATE - Math.round(0.005 * SAMPLE_RATE);
    expect(turned.subarray(0, before)).toEqual(samples.subarray(0, before));
    expect(decibels(truePeak(turned))).toBeLessThan(-0.9);
  });

  it('turns down without a step', () => {
    const samples = Float32Array.from({ length: SAMPLE_RATE }, (_, at) => (at === 12_000 ? 2 : 0.4));
    const turned = limited(samples);
    const steps = turned.map((one, at) =>
      at === 0 || Math.abs(at - 12_000) < 2 ? 0 : Math.abs(one - turned[at - 1]!),
    );
    expect(most(turned)).toBeLessThanOrEqual(CEILING + 1e-6);
    expect(most(steps)).toBeLessThan(0.01);
  });

  it('lets go of its gain slowly, and at last altogether', () => {
    const samples = sine(440, 0.5, 3);
    samples.set(sine(440, 3, 0.2), SAMPLE_RATE);
    const turned = limited(samples);
    const after = Math.round(1.2 * SAMPLE_RATE);
    expect(most(turned.subarray(after, after + 480))).toBeLessThan(0.35);
    expect(turned.subarray(-SAMPLE_RATE)).toEqual(samples.subarray(-SAMPLE_RATE));
  });

  it('lets nothing through that is too loud, whatever comes', () => {
    const segment = fc.tuple(
      fc.integer({ min: 20, max: 8000 }),
      fc.double({ min: 0.01, max: 4, noNaN: true }),
      fc.nat(6),
    );
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 3 }), (tones) => {
        const samples = new Float32Array(4800);
        for (const [hertz, level, phase] of tones)
          sine(hertz, level, 0.2, phase).forEach((one, at) => (samples[at] = samples[at]! + one));
        const turned = limited(samples);
        expect(turned).toHaveLength(samples.length);
        expect(most(turned)).toBeLessThanOrEqual(CEILING + 1e-6);
        expect(decibels(truePeak(turned))).toBeLessThan(-0.7);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
