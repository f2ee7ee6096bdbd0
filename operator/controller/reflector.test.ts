import { expect, test } from 'vitest';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { KubeObject } from './object.ts';
import type { Page, Source, WatchEvent } from './reflector.ts';
import { Reflector } from './reflector.ts';
import { Store } from './store.ts';

const pod = (name: string, resourceVersion: string, namespace = 'ns'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, uid: name, resourceVersion },
});
const page = (resourceVersion: string, ...items: KubeObject[]): Page => ({ items, resourceVersion });
const until = async (met: () => boolean): Promise<void> => {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 1));
};
const forever = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

/** A source that hands out lists one after another (the last one again and again), and events of one watch as they are put in. */
function played(...lists: Page[]) {
  const events: WatchEvent[] = [];
  let wake = (): void => undefined;
  const source: Source = {
    list: async () => (lists.length > 1 ? lists.shift() : lists[0]) as Page,
    async *watch(_, signal) {
      for (;;) {
        const event = events.shift();
        if (event) yield event;
        else await Promise.race([forever(signal), new Promise<void>((resolve) => (wake = resolve))]);
      }
    },
  };
  const tell = (type: WatchEvent['type'], object: KubeObject): void => {
    events.push({ type, object });
    wake();
  };
  return { source, tell };
}

/** The waits of a reflector whose watches are these, at a clock on which waiting takes no time. */
async function waits(watches: ((clock: { ms: number }) => AsyncIterable<WatchEvent>)[]): Promise<number[]> {
  const now = { ms: 0 };
  const clock: Clock = {
    monotonic: () => now.ms,
    wall: () => now.ms,
    random: () => 0.5,
    after: (ms, call) => {
      if (ms < 100_000) setImmediate(call);
      return () => undefined;
    },
  };
  const stop = new AbortController();
  const seen: number[] = [];
  const source: Source = {
    list: async () => page('1'),
    watch: (_, signal) => watches.shift()?.(now) ?? { [Symbol.asyncIterator]: () => ({ next: () => forever(signal) }) },
  };
  const onFailure = (_: unknown, ms: number): void => void seen.push(Math.round(ms));
  const reflector = new Reflector(source, new Store(), { clock, onFailure });
  const running = reflector.run(stop.signal);
  await until(() => watches.length === 0);
  await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort();
  await running;
  return seen;
}

test('what one namespace lists says nothing of another in the same store', async () => {
  const store = new Store<KubeObject>();
  const stop = new AbortController();
  const running = ['a', 'b'].map((namespace) => {
    const { source } = played(page('9', pod('p', '5', namespace)));
    return new Reflector(source, store, { clock: systemClock, namespace }).run(stop.signal);
  });
  await until(() => store.size === 2);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect([...store.keys()]).toEqual(['a/p', 'b/p']);
  stop.abort();
  await Promise.all(running);
});

test('an answer to a write that comes after the news of the deletion revives nothing', async () => {
  const store = new Store<KubeObject>();
  const stop = new AbortController();
  const { source, tell } = played(page('9'));
  const reflector = new Reflector(source, store, { clock: systemClock });
  const running = reflector.run(stop.signal);
  await until(() => reflector.synced);
  reflector.wrote(pod('early', '10'));
  expect(store.get('ns/early')).toBeDefined();
  tell('ADDED', pod('early', '10'));
  tell('DELETED', pod('early', '12'));
  await until(() => store.size === 0);
  reflector.wrote(pod('early', '11'));
  reflector.wrote(pod('never seen', '11'));
  expect(store.size).toBe(0);
  stop.abort();
  await running;
});

test('a list of older versions than before (etcd was restored) replaces what is held', async () => {
  const store = new Store<KubeObject>();
  const stop = new AbortController();
  const { source, tell } = played(page('1000', pod('a', '900'), pod('b', '950')), page('500', pod('a', '400')));
  const reflector = new Reflector(source, store, { clock: systemClock, minBackoffMs: 1 });
  const running = reflector.run(stop.signal);
  await until(() => store.size === 2);
  tell('BOOKMARK', pod('', '501')); // a watch that goes back in time
  await until(() => store.size === 1);
  expect(store.get('ns/a')?.metadata.resourceVersion).toBe('400');
  tell('MODIFIED', pod('a', '502'));
  await until(() => store.get('ns/a')?.metadata.resourceVersion === '502');
  stop.abort();
  await running;
});

test('what was missed is listed again where the store is doubted', async () => {
  const store = new Store<KubeObject>();
  const stop = new AbortController();
  const { source } = played(page('9'), page('12', pod('missed', '5')));
  const reflector = new Reflector(source, store, { clock: systemClock, minBackoffMs: 1 });
  const running = reflector.run(stop.signal);
  await until(() => reflector.synced);
  await new Promise((resolve) => setTimeout(resolve, 5));
  reflector.doubt();
  await until(() => store.size === 1);
  stop.abort();
  await running;
});

test('watches that end at once are backed off, also where they end without an error', async () => {
  const atOnce = async function* (): AsyncGenerator<WatchEvent> {
    yield* [];
  };
  expect(await waits([atOnce, atOnce, atOnce])).toEqual([400, 700, 1150]);
});

test('the back-off of a watch that broke off ends with one that brought something or lived', async () => {
  const broken = async function* (): AsyncGenerator<WatchEvent> {
    yield* [];
    throw new Error('broken');
  };
  const brings = async function* (): AsyncGenerator<WatchEvent> {
    yield { type: 'BOOKMARK', object: pod('', '2') };
    throw new Error('broken');
  };
  const lives = async function* (now: { ms: number }): AsyncGenerator<WatchEvent> {
    now.ms += 60_000;
    yield* [];
    throw new Error('broken');
  };
  expect(await waits([broken, broken, brings, broken, lives])).toEqual([400, 700, 400, 700, 400]);
});

test('a watch that lived and ended is renewed without a wait', async () => {
  const lives = async function* (now: { ms: number }): AsyncGenerator<WatchEvent> {
    now.ms += 60_000;
    yield* [];
  };
  expect(await waits([lives, lives])).toEqual([]);
});
