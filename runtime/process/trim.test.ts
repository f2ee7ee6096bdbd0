import { expect, onTestFinished, test, vi } from 'vitest';
import { collectGarbage } from './garbage.ts';
import { trimMemory, trimWhileBusy } from './trim.ts';

const resident = () => process.memoryUsage.rss() / 1e6;

/** Buffers of which others stood between. */
function scattered(): Buffer[] {
  const all = Array.from({ length: 20_000 }, () => Buffer.allocUnsafeSlow(4_000).fill(1));
  return all.filter((_, index) => index % 64 === 0);
}

test('pages between what is in use are given back', async () => {
  const kept = scattered();
  collectGarbage();
  const before = resident();
  await trimMemory();
  expect(before - resident()).toBeGreaterThan(20);
  expect(kept.every((one) => one[0] === 1 && one[3_999] === 1)).toBe(true);
});

test('only a process that computes is trimmed', () => {
  vi.useFakeTimers();
  const cpuUsage = vi.spyOn(process, 'cpuUsage');
  onTestFinished(() => {
    vi.useRealTimers();
    cpuUsage.mockRestore();
  });
  const trim = vi.fn(async () => undefined);
  trimWhileBusy(trim);
  const timesAfter = [600_000, 1_200_000, 1_300_000, 9_000_000].map((user) => {
    cpuUsage.mockReturnValue({ user, system: 0 });
    vi.advanceTimersByTime(10_000);
    return trim.mock.calls.length;
  });
  expect(timesAfter).toEqual([0, 1, 1, 2]);
});
