import { expect, test } from 'vitest';
import { sleep, systemClock } from './clock.ts';
import { timestamp } from './object.ts';

test('sleep ends after its time, or with the reason of its signal', async () => {
  await sleep(systemClock, 1);
  const stop = new AbortController();
  const waiting = sleep(systemClock, 60_000, stop.signal);
  stop.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await expect(sleep(systemClock, 60_000, stop.signal)).rejects.toThrow('stopped');
});

test('a time is written in whole seconds', () => {
  expect(timestamp(Date.parse('2026-01-02T03:04:05.678Z'))).toBe('2026-01-02T03:04:05Z');
});
