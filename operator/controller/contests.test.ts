import { expect, test } from 'vitest';
import type { Clock } from './clock.ts';
import { Contests } from './contests.ts';

const clockAt = (now: { ms: number }): Clock => ({
  monotonic: () => now.ms,
  wall: () => now.ms,
  random: () => 0,
  after: () => () => undefined,
});

/** Times of writes of one content that is undone at once, for so many milliseconds. */
function writesIn(ms: number, mostMs?: number): number[] {
  const now = { ms: 0 };
  const contests = new Contests<string>(clockAt(now));
  const writes: number[] = [];
  while (now.ms < ms) {
    const wait = contests.waitMs('a');
    if (wait === 0) {
      if (mostMs === undefined) contests.wrote('a');
      else contests.refused('a', 'no', mostMs);
      writes.push(now.ms);
    } else now.ms += wait;
  }
  return writes;
}

test('the same is written three times at once, then less and less often, at last every five minutes', () => {
  const writes = writesIn(3_600_000);
  expect(writes.slice(0, 7)).toEqual([0, 0, 0, 1_000, 3_000, 7_000, 15_000]);
  expect(writes.at(-1)! - writes.at(-2)!).toBe(300_000);
});

test('a refused write is offered again as often as its own bound says', () => {
  const writes = writesIn(600_000, 30_000);
  expect(writes.at(-1)! - writes.at(-2)!).toBe(30_000);
});

test('a write that stands is forgotten, and what is told of it sooner', () => {
  const now = { ms: 0 };
  const contests = new Contests<string>(clockAt(now));
  for (let i = 0; i < 3; i++) contests.wrote('a', 'undone');
  expect([contests.contested('a'), contests.contested('b')]).toEqual([true, false]);
  expect(contests.last('a')).toEqual({ told: 'undone', forMs: 30_000 });
  now.ms = 31_000;
  expect([contests.last('a').forMs < 0, contests.contested('a')]).toEqual([true, true]);
  now.ms = 63_000;
  expect(contests.contested('a')).toBe(false);
});

test('a write that succeeds after it was refused is not contested', () => {
  const now = { ms: 0 };
  const contests = new Contests<string>(clockAt(now));
  for (let i = 0; i < 5; i++) contests.refused('a', 'no', 30_000);
  expect(contests.contested('a')).toBe(false);
  expect(contests.waitMs('a')).toBe(4_000);
  contests.wrote('a');
  expect([contests.contested('a'), contests.waitMs('a'), contests.last('a').told]).toEqual([false, 0, undefined]);
});

test('a refusal between writes that are undone does not let them begin anew', () => {
  const now = { ms: 0 };
  const contests = new Contests<string>(clockAt(now));
  for (let i = 0; i < 4; i++) contests.wrote('a', 'undone');
  contests.refused('a', 'no', 30_000);
  expect([contests.contested('a'), contests.waitMs('a')]).toEqual([false, 2_000]);
  contests.wrote('a', 'undone');
  expect([contests.contested('a'), contests.waitMs('a')]).toEqual([true, 4_000]);
});
