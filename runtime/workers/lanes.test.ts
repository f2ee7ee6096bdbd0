import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lanesFor } from '../machine/lanes.ts';
import { Scheduler } from './scheduler.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const SEGMENT_MS = 100;
const never = new AbortController().signal;

/** Requests of some segments each, all there at once, on the lanes of a number of cores; times are virtual. */
async function simulate(cores: number, requests: number, segments: number, late = 0) {
  const machine = { cores, memoryBytes: undefined };
  const lanes = lanesFor('auto', { machine, apart: false, useGpu: false });
  const started: { at: number; name: string }[] = [];
  let [running, most] = [0, 0];
  const lane = {
    async call(name: string) {
      started.push({ at: performance.now(), name });
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, SEGMENT_MS));
      running -= 1;
      return name;
    },
  };
  const scheduler = new Scheduler<string, string>(Array.from({ length: lanes }, () => lane));
  const begin = performance.now();
  const speak = async (request: string, count: number): Promise<string[]> => {
    const run = scheduler.seat(performance.now() + 3_600_000);
    const spoken: string[] = [];
    for (let segment = 1; segment <= count; segment++) spoken.push(await run(`${request}.${segment}`, never));
    return spoken;
  };
  const all = Array.from({ length: requests }, (_, index) => speak(String(index), segments));
  for (let newcomer = 0; newcomer < late; newcomer++) {
    await vi.advanceTimersByTimeAsync(SEGMENT_MS * segments);
    all.push(speak(`late${newcomer}`, 1));
  }
  await vi.advanceTimersByTimeAsync(3_600_000);
  const spoken = await Promise.all(all);
  const last = Math.max(...started.map(({ at }) => at)) + SEGMENT_MS;
  return { lanes, most, started, spoken, seconds: (last - begin) / 1000 };
}

it.each([
  [1, 1],
  [2, 2],
  [8, 4],
])('on %i cores, %i lanes are never idle while something waits, and first segments go first', async (cores, lanes) => {
  const run = await simulate(cores, 12, 3);
  expect(run).toMatchObject({ lanes, most: lanes });
  expect(run.seconds).toBeCloseTo((12 * 3 * SEGMENT_MS) / lanes / 1000);
  const firsts = run.started.slice(0, 12).map(({ name }) => name);
  // A lane may go on with its request once no other one waits to begin.
  expect(firsts.filter((name) => name.endsWith('.1'))).toHaveLength(12);
  for (const [index, segments] of run.spoken.entries())
    expect(segments).toEqual([1, 2, 3].map((segment) => `${index}.${segment}`));
});

it.each([
  [1, 2],
  [2, 1],
  [8, 1],
])('on %i cores, who comes late waits for %i segments at most', async (cores, segments) => {
  const run = await simulate(cores, 12, 10, 3);
  for (const newcomer of [0, 1, 2]) {
    const { at } = run.started.find(({ name }) => name === `late${newcomer}.1`)!;
    const came = run.started[0]!.at + (newcomer + 1) * SEGMENT_MS * 10;
    expect(at - came).toBeLessThanOrEqual(segments * SEGMENT_MS);
  }
});
