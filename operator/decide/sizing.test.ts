import { expect, test } from 'vitest';
import type { Measured } from '../api/objective.ts';
import { played } from './played.ts';
import { sizeFor, speechPerSecond } from './sizing.ts';

/** Two cores that speak 8.6 times as fast as speech is heard. */
const measured: Measured = {
  lanes: 1,
  segmentsPer100Requests: 300,
  speechMs: 4_300,
  firstSegmentMs: [180, 240, 290, 340, 410, 430, 460],
  laterSegmentMs: [350, 490, 580, 670, 810, 860, 910],
};
const needed = (firstAudioMs: number, concurrency: number, of = measured) =>
  sizeFor({ firstAudioMs, concurrency }, of).needed;

test('one pod is enough for one client, who never waits for another', () => {
  expect(needed(500, 1)).toBe(1);
  expect(sizeFor({ firstAudioMs: 500, concurrency: 1 }, measured).expected(1).inTime).toBeGreaterThan(0.98);
});

test('a sooner first sound and more clients never need fewer pods', () => {
  const byTime = [3000, 1500, 1200, 1000, 900, 800].map((ms) => needed(ms, 10)!);
  expect(byTime).toEqual(byTime.toSorted((a, b) => a - b));
  const byClients = [1, 2, 5, 10, 20, 50, 100].map((clients) => needed(1200, clients)!);
  expect(byClients).toEqual(byClients.toSorted((a, b) => a - b));
  expect(byClients.at(-1)).toBeGreaterThan(5 * byClients[0]!);
});

test('speech is made as fast as it is heard, however long the first sound may take', () => {
  const size = sizeFor({ firstAudioMs: 60_000, concurrency: 20 }, measured);
  expect(speechPerSecond(measured)).toBeCloseTo(8.6, 0);
  expect(size.needed).toBe(3);
  expect(size.expected(2).pace).toBeLessThan(1);
});

test('where one segment alone takes too long, or is slower than it is heard, no number of pods is enough', () => {
  expect(needed(400, 1)).toBeUndefined();
  const slow = measured.laterSegmentMs.map((ms) => 10 * ms);
  expect(needed(60_000, 1, { ...measured, firstSegmentMs: slow, laterSegmentMs: slow })).toBeUndefined();
});

test('a second lane is a second queue', () => {
  const twice = (ms: number[]) => ms.map((one) => 2 * one);
  const lanes = { ...measured, lanes: 2, firstSegmentMs: twice(measured.firstSegmentMs) };
  const size = sizeFor({ firstAudioMs: 1200, concurrency: 2 }, lanes);
  expect(size.expected(1).inTime).toBe(1);
});

test('many clients are sized like several groups of them', () => {
  const [hundred, thousand] = [needed(1500, 100)!, needed(1500, 1000)!];
  expect(thousand).toBe(10 * hundred);
});

test('the same figures give the same result', () => {
  const once = sizeFor({ firstAudioMs: 1000, concurrency: 10 }, measured);
  const again = sizeFor({ firstAudioMs: 1000, concurrency: 10 }, measured);
  expect(again.needed).toBe(once.needed);
  expect(again.expected(4)).toEqual(once.expected(4));
});

test('a play that is given up for lost is lost in full, and another is played in full', () => {
  const verdicts = [1, 2, 4, 6, 8, 9, 10, 16].map((pods) => {
    const [whole, wanted] = [played(10, pods, 1000, measured), played(10, pods, 1000, measured, 0.95)];
    if (wanted.inTime >= 0.95) expect(wanted).toEqual(whole);
    else expect(whole.inTime).toBeLessThan(0.95);
    return wanted.inTime >= 0.95;
  });
  expect(new Set(verdicts)).toEqual(new Set([true, false]));
});

test('requests of any length are sized in bounded time', () => {
  const started = performance.now();
  needed(2000, 10_000, { ...measured, segmentsPer100Requests: 1_000_000 });
  needed(2000, 100, { ...measured, firstSegmentMs: [0, 0, 0, 0, 0, 0, 0], laterSegmentMs: [0, 0, 0, 0, 0, 0, 0] });
  expect(performance.now() - started).toBeLessThan(10_000);
});
