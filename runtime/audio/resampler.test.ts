import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Resampler } from './resampler.ts';

const RATES = [8_000, 16_000, 22_050, 32_000, 44_100, 48_000];

const sine = (hertz: number, samples: number, amplitude = 16_000) =>
  Int16Array.from({ length: samples }, (_, i) => Math.round(amplitude * Math.sin((2 * Math.PI * hertz * i) / 24_000)));

function resampled(rate: number, samples: Int16Array, cuts: readonly number[] = []): Int16Array {
  const resampler = new Resampler(rate);
  const parts: Int16Array[] = [];
  let at = 0;
  for (const cut of [...cuts, samples.length]) {
    parts.push(resampler.push(samples.subarray(at, at + cut)));
    at += cut;
  }
  parts.push(resampler.end());
  return Int16Array.from(parts.flatMap((part) => [...part]));
}

/** How loud a tone is in the middle of a signal, as amplitude. */
function amplitude(signal: Int16Array, hertz: number, rate: number): number {
  const edge = Math.round(rate * 0.05);
  const middle = signal.subarray(edge, signal.length - edge);
  let [re, im, total] = [0, 0, 0];
  middle.forEach((sample, i) => {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / middle.length);
    const angle = (2 * Math.PI * hertz * i) / rate;
    re += sample * window * Math.cos(angle);
    im += sample * window * Math.sin(angle);
    total += window;
  });
  return (2 * Math.hypot(re, im)) / total;
}

const decibels = (ratio: number): number => 20 * Math.log10(ratio);

test.each(RATES)('%i Hz: what is to be heard passes unchanged', (rate) => {
  const band = 0.82 * Math.min(rate, 24_000) * 0.5;
  for (let hertz = 100; hertz < band; hertz += band / 9) {
    const heard = amplitude(resampled(rate, sine(hertz, 12_000)), hertz, rate);
    expect(Math.abs(decibels(heard / 16_000)), `${hertz} Hz`).toBeLessThan(0.1);
  }
});

test.each(RATES)('%i Hz: what cannot be there does not come back as another tone', (rate) => {
  if (rate < 24_000) {
    for (const hertz of [1.02, 1.1, 1.3, 1.9].map((times) => (times * rate) / 2).filter((it) => it < 12_000)) {
      const loudest = Math.max(...resampled(rate, sine(hertz, 12_000)).subarray(500, -500));
      expect(decibels(loudest / 16_000), `${hertz} Hz`).toBeLessThan(-70);
    }
  } else {
    for (const hertz of [300, 3_000, 9_000]) {
      const image = 24_000 - hertz;
      if (image > rate / 2) continue;
      const heard = amplitude(resampled(rate, sine(hertz, 12_000)), image, rate);
      expect(decibels(heard / 16_000), `${image} Hz`).toBeLessThan(-70);
    }
  }
});

test.each(RATES)('%i Hz: as long as it was, without delay', (rate) => {
  for (const length of [0, 1, 5, 123, 24_000, 24_001])
    expect(resampled(rate, new Int16Array(length)).length).toBe(Math.round((length * rate) / 24_000));
  const click = new Int16Array(4_801);
  click[2_400] = 30_000;
  const out = resampled(rate, click);
  expect(Math.abs(out.indexOf(Math.max(...out)) - (2_400 * rate) / 24_000)).toBeLessThanOrEqual(0.5);
});

test.each(RATES)('%i Hz: however it is cut, it is the same', (rate) => {
  const signal = Int16Array.from({ length: 3_000 }, (_, i) => 12_000 * Math.sin(i / 7) * Math.sin(i / 301));
  const whole = resampled(rate, signal);
  fc.assert(
    fc.property(fc.array(fc.nat(700), { maxLength: 12 }), (cuts) => {
      expect(resampled(rate, signal, cuts)).toEqual(whole);
    }),
    { numRuns: 20 },
  );
});

test('full scale is not wrapped around', () => {
  const square = Int16Array.from({ length: 4_800 }, (_, i) => (i % 100 < 50 ? 32_767 : -32_768));
  const out = resampled(44_100, square);
  expect(Math.max(...out)).toBe(32_767);
  const middle = resampled(44_100, new Int16Array(4_800).fill(32_767)).subarray(200, -200);
  expect(Math.min(...middle)).toBeGreaterThan(32_700);
});
