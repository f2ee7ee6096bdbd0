import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeEngine } from '../testing/fake-engine.ts';
import type { LoadedEngine } from './engine.ts';
import { EngineKeeper } from './engine-keeper.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const SLEEP_AFTER_MS = 60_000;
const parts = [{ text: 'one', language: 'en-us' as const, pronunciations: [], most: 100 }];

/** A keeper of fake engines whose loads and ends are let through by hand, or at once. */
function keeper({ byHand = false, sleepAfterMs = SLEEP_AFTER_MS } = {}) {
  const told: string[] = [];
  const loads: PromiseWithResolvers<void>[] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const again = Promise.withResolvers<void>();
  const stopping = new AbortController();
  const gate = (gates: PromiseWithResolvers<void>[]): Promise<void> => {
    const one = Promise.withResolvers<void>();
    gates.push(one);
    if (!byHand) one.resolve();
    return one.promise;
  };
  const own = new EngineKeeper({
    async load(digest): Promise<LoadedEngine> {
      told.push(digest === undefined ? 'load' : 'load again');
      await gate(loads);
      const engine = await fakeEngine();
      return { ...engine, close: async () => (told.push('close'), gate(ends)) };
    },
    sleepAfterMs,
    stopping: stopping.signal,
    onLoaded: (_engine, seconds, woken) => void told.push(`${woken ? 'awake' : 'ready'} after ${seconds} s`),
    onFailed: async (failure) => (told.push(String(failure)), again.promise),
    onAsleep: () => void told.push('asleep'),
  });
  const read = (signal = new AbortController().signal, waitMs = 120_000) =>
    own.segments(parts, signal, performance.now() + waitMs).then((found) => found.flat().length);
  return { own, told, loads, ends, again, stopping, read };
}

/** Lets what is not a matter of time come to pass. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

it('falls asleep after the time without a request, and wakes for the next text', async () => {
  const { own, told, read } = keeper();
  await own.start();
  own.inside(1);
  await vi.advanceTimersByTimeAsync(2 * SLEEP_AFTER_MS);
  expect(own.asleep).toBe(false);
  own.inside(0);
  await vi.advanceTimersByTimeAsync(SLEEP_AFTER_MS - 1);
  expect(told).toEqual(['load', 'ready after 0 s']);
  await vi.advanceTimersByTimeAsync(1);
  await until(() => own.asleep);
  expect(told.splice(0)).toEqual(['load', 'ready after 0 s', 'close', 'asleep']);
  expect([own.loaded, own.running(), own.depth]).toEqual([true, true, 0]);

  own.inside(1);
  expect(await read()).toBe(1);
  expect(told).toEqual(['load again', 'awake after 0 s']);
  expect(own.asleep).toBe(false);
});

it('a server that nobody ever used falls asleep too, one without the setting never', async () => {
  const [used, unset] = [keeper(), keeper({ sleepAfterMs: 0 })];
  await Promise.all([used.own.start(), unset.own.start()]);
  await vi.advanceTimersByTimeAsync(SLEEP_AFTER_MS);
  await until(() => used.own.asleep);
  unset.own.inside(0);
  await vi.advanceTimersByTimeAsync(1_000 * SLEEP_AFTER_MS);
  expect(unset.told).toEqual(['load', 'ready after 0 s']);
});

async function asleep() {
  const kept = keeper({ byHand: true });
  const start = kept.own.start();
  kept.loads[0]!.resolve();
  await start;
  await vi.advanceTimersByTimeAsync(SLEEP_AFTER_MS);
  return kept;
}

it('texts that come while it falls asleep or wakes are read once it is awake, after one load', async () => {
  const { own, told, loads, ends, read } = await asleep();
  own.inside(2);
  const early = read();
  expect([own.asleep, own.running()]).toEqual([false, true]);
  ends[0]!.resolve();
  await until(() => loads.length === 2);
  const late = read();
  await vi.advanceTimersByTimeAsync(700);
  loads[1]!.resolve();
  expect(await Promise.all([early, late])).toEqual([1, 1]);
  expect(told).toEqual(['load', 'ready after 0 s', 'close', 'asleep', 'load again', 'awake after 0.7 s']);
});

it('who waits longer than he may, or has gone, waits no more; the wake goes on', async () => {
  const { own, loads, ends, read } = await asleep();
  ends[0]!.resolve();
  await until(() => own.asleep);
  const gone = new AbortController();
  const [late, left, patient] = [read(undefined, 500), read(gone.signal), read()];
  const outcomes = Promise.allSettled([late, left]);
  gone.abort(new Error('gone'));
  await vi.advanceTimersByTimeAsync(500);
  expect(await outcomes).toMatchObject([{ reason: { code: 'queue_timeout' } }, { reason: { message: 'gone' } }]);
  loads[1]!.resolve();
  expect(await patient).toBe(1);
});

it('a wake that fails refuses those who wait, and is tried again until it succeeds', async () => {
  const { own, told, loads, ends, again, read } = await asleep();
  ends[0]!.resolve();
  await until(() => own.asleep);
  const refused = expect(read()).rejects.toMatchObject({ code: 'not_ready', status: 503 });
  loads[1]!.reject(new Error('no memory'));
  await refused;
  expect(told.at(-1)).toBe('Error: no memory');
  const next = read();
  again.resolve();
  await until(() => loads.length === 3);
  loads[2]!.resolve();
  expect(await next).toBe(1);
});

it('a server that is told to end first answers what has woken it, and does not fall asleep', async () => {
  const { own, told, loads, ends, stopping, read } = await asleep();
  ends[0]!.resolve();
  await until(() => own.asleep);
  own.inside(1);
  const last = read();
  stopping.abort();
  const closed = own.close();
  loads[1]!.resolve();
  expect(await last).toBe(1);
  own.inside(0);
  await until(() => ends.length === 2);
  ends[1]!.resolve();
  await closed;
  await vi.advanceTimersByTimeAsync(SLEEP_AFTER_MS);
  expect(told.filter((word) => word === 'asleep')).toHaveLength(1);
});

it('keeps no voice while it sleeps', async () => {
  const { own, read } = keeper();
  await own.start();
  const fromStore = vi.spyOn(own.store, 'read');
  const fileReads = () => fromStore.mock.calls.filter(([path]) => path === 'voices/af_sky.bin').length;
  await own.voices.load('af_sky');
  await own.voices.load('af_sky');
  expect(fileReads()).toBe(1);
  await vi.advanceTimersByTimeAsync(SLEEP_AFTER_MS);
  await until(() => own.asleep);
  expect(await own.voices.load('af_sky')).toMatchObject({ label: 'af_sky' });
  expect(fileReads()).toBe(2);
  await read();
});

it('what has failed for good is ended, and loaded anew when that is allowed; nobody speaks meanwhile', async () => {
  const { own, told, again, read } = keeper();
  await own.start();
  const { scheduler } = own;
  own.replace(new Error('the GPU was lost'));
  own.replace(new Error('told once'));
  expect(() => own.scheduler).toThrow('has lost its model');
  expect([own.running(), own.depth]).toEqual([true, 0]);
  await until(() => told.includes('close'));
  const waiting = read();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(told.splice(0)).toEqual(['load', 'ready after 0 s', 'Error: the GPU was lost', 'close']);
  again.resolve();
  expect(await waiting).toBe(1);
  expect(told).toEqual(['load again', 'ready after 2 s']);
  expect(own.scheduler).not.toBe(scheduler);
});
