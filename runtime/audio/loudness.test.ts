import { describe, expect, it } from 'vitest';
import { LoudnessMeter, kWeighting, loudnessOf } from './loudness.ts';
import { SAMPLE_RATE } from './pcm.ts';

/** Seconds of a sine of 1 kHz at a level in dBFS, as EBU Tech 3341 has it in two channels: 3 dB more for one. */
function tone(dbfs: number, seconds: number): Float32Array {
  const level = 10 ** ((dbfs + 3.01) / 20);
  const length = Math.round(seconds * SAMPLE_RATE);
  return Float32Array.from({ length }, (_, at) => level * Math.sin((2 * Math.PI * 1000 * at) / SAMPLE_RATE));
}

describe('integrated loudness, on the signals of EBU Tech 3341 (tolerance 0.1 LU)', () => {
  it.each([
    ['case 1', [tone(-23, 20)], -23],
    ['case 2', [tone(-33, 20)], -33],
    ['case 3', [tone(-36, 10), tone(-23, 60), tone(-36, 10)], -23],
    ['case 4', [tone(-72, 10), tone(-36, 10), tone(-23, 60), tone(-36, 10), tone(-72, 10)], -23],
    ['case 5', [tone(-26, 20), tone(-20, 20.1), tone(-26, 20)], -23],
  ])('%s', (_, pieces, expected) => {
    expect(Math.abs(loudnessOf(pieces) - expected)).toBeLessThan(0.1);
  });
});

it('weights as BS.1770 does at 48 kHz', () => {
  const [shelf, highPass] = kWeighting(48_000);
  const digits = (values: readonly number[]) => values.map((value) => Number(value.toFixed(8)));
  expect(digits(shelf.b)).toEqual([1.53512486, -2.69169619, 1.19839281]);
  expect(digits(shelf.a)).toEqual([-1.69065929, 0.73248077]);
  expect(highPass.b).toEqual([1, -2, 1]);
  expect(digits(highPass.a)).toEqual([-1.99004745, 0.99007225]);
});

it('is the same however the samples are cut', () => {
  const whole = tone(-20, 3.3).map((one, at) => (at % 30_000 < 10_000 ? one * 0.1 : one));
  const meter = new LoudnessMeter();
  for (let at = 0; at < whole.length; at += 777) meter.add(whole.subarray(at, at + 777));
  expect(meter.integrated()).toBe(loudnessOf([whole]));
});

it('knows silence, nothing, and what is shorter than a block', () => {
  expect(loudnessOf([])).toBe(-Infinity);
  expect(loudnessOf([new Float32Array(SAMPLE_RATE)])).toBe(-Infinity);
  expect(loudnessOf([tone(-23, 0.3)])).toBeCloseTo(-23, 0);
});
