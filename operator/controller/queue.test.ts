import { describe, expect, test, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { Queue } from './queue.ts';

describe('Queue', () => {
  test('holds a key once and gives it to one worker at a time', async () => {
    const queue = new Queue(systemClock);
    queue.add('a');
    queue.add('a');
    expect((await queue.get())?.key).toBe('a');
    queue.add('a');
    queue.add('b');
    expect((await queue.get())?.key).toBe('b');
    expect(queue.depth).toBe(0);
    queue.done('a');
    expect((await queue.get())?.key).toBe('a');
    queue.done('a');
    expect(queue.depth).toBe(0);
  });

  test('serves changes before a resync', async () => {
    const queue = new Queue(systemClock);
    queue.add('old', { urgent: false });
    queue.add('changed');
    expect((await queue.get())?.key).toBe('changed');
    expect((await queue.get())?.key).toBe('old');
  });

  test('backs off by key, and forgets after success', () => {
    const queue = new Queue(systemClock);
    const delays = Array.from({ length: 5 }, () => queue.addRateLimited('a'));
    expect(delays).toEqual([5, 10, 20, 40, 80]);
    queue.forget('a');
    expect(queue.addRateLimited('a')).toBe(5);
    queue.close();
  });

  test('waits at least as long as the server asks', () => {
    const queue = new Queue(systemClock);
    expect(queue.addRateLimited('a', 3000)).toBe(3000);
    queue.close();
  });

  test('waits five minutes at most, however often it failed', () => {
    const queue = new Queue(systemClock);
    const delays = Array.from({ length: 40 }, () => queue.addRateLimited('a'));
    expect(Math.max(...delays)).toBe(300_000);
    queue.close();
  });

  test('a clock that is set back an hour does not hold retries for an hour', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-01T12:00:00Z') });
    const queue = new Queue(systemClock, { burst: 1, retriesPerSecond: 10 });
    try {
      queue.addRateLimited('a');
      vi.setSystemTime('2026-01-01T11:00:00Z');
      expect(queue.addRateLimited('b')).toBeLessThan(1000);
    } finally {
      vi.useRealTimers();
      queue.close();
    }
  });

  test('keeps the retries of all keys to the rate of the bucket', () => {
    const queue = new Queue(systemClock, { burst: 2, retriesPerSecond: 10 });
    const delays = ['a', 'b', 'c', 'd'].map((key) => queue.addRateLimited(key));
    expect(delays.slice(0, 2)).toEqual([5, 5]);
    expect(delays[2]).toBeGreaterThan(50);
    expect(delays[3]).toBeGreaterThan(delays[2] ?? 0);
    queue.close();
  });

  test('an earlier delay wins over a later one', async () => {
    const queue = new Queue(systemClock);
    queue.addAfter('a', 60_000);
    queue.addAfter('a', 1);
    expect((await queue.get())?.key).toBe('a');
    queue.close();
  });

  test('closing wakes the waiting workers', async () => {
    const queue = new Queue(systemClock);
    const waiting = queue.get();
    queue.close();
    expect(await waiting).toBeUndefined();
  });
});
