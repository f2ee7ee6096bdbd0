import { expect, test } from 'vitest';
import { ApiError } from '../cluster/api.ts';
import { Reflector } from '../controller/reflector.ts';
import type { Source, WatchEvent } from '../controller/reflector.ts';
import type { KubeObject } from '../controller/object.ts';
import { Store } from '../controller/store.ts';
import { TestClock, turn } from '../testing/clock.ts';
import { quietly } from './keda.ts';
import { OptionalSource } from './optional.ts';

const object: KubeObject = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'a', namespace: 'ns', uid: 'u', resourceVersion: '500' },
};

/** A reflector of a kind that the cluster has or has not. */
function watched(wanted?: () => Promise<boolean>) {
  const clock = new TestClock();
  const cluster = { failure: undefined as Error | undefined, lists: 0, failures: [] as unknown[] };
  const source: Source = {
    async list() {
      cluster.lists++;
      if (cluster.failure) throw cluster.failure;
      return { items: [structuredClone(object)], resourceVersion: '600' };
    },
    watch: (_, signal): AsyncIterable<WatchEvent> => ({
      [Symbol.asyncIterator]: () => ({
        async next(): Promise<IteratorResult<WatchEvent>> {
          while (!signal.aborted && !cluster.failure) await turn();
          throw cluster.failure ?? (signal.reason as Error);
        },
      }),
    }),
  };
  const optional = new OptionalSource(source, clock, wanted);
  const store = new Store<KubeObject>();
  const onFailure = (error: unknown): void => void cluster.failures.push(error);
  const reflector = new Reflector(
    optional,
    store,
    quietly({ clock, onFailure, relistMs: Infinity, inactivityMs: Infinity }),
  );
  const stop = new AbortController();
  const running = reflector.run(stop.signal);
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 500) {
      clock.pass(500);
      for (let turns = 0; turns < 20; turns++) await turn();
    }
  };
  return { cluster, optional, store, reflector, pass, end: () => (stop.abort(), running) };
}

test.each([
  [404, 'absent'],
  [403, 'forbidden'],
])('a kind that is answered with %i is %s, which is no failure, and found when it comes', async (status, absence) => {
  const { cluster, optional, store, reflector, pass, end } = watched();
  cluster.failure = new ApiError(status, 'Reason', 'no');
  await pass(60_000);
  expect([optional.absence, reflector.synced, store.size, cluster.failures]).toEqual([absence, true, 0, []]);
  expect(cluster.lists).toBeGreaterThan(2);
  expect(cluster.lists).toBeLessThan(8);
  cluster.failure = undefined;
  await pass(20_000);
  expect([optional.absence, store.size]).toEqual([undefined, 1]);
  await end();
});

test('a kind that is taken away leaves nothing behind', async () => {
  const { cluster, optional, store, pass, end } = watched();
  await pass(1_000);
  expect([optional.absence, store.size]).toEqual([undefined, 1]);
  cluster.failure = new ApiError(404, 'NotFound', 'no');
  await pass(5_000);
  expect([optional.absence, store.size, cluster.failures]).toEqual(['absent', 0, []]);
  await end();
});

test('another failure is one, and says nothing about the kind', async () => {
  const { cluster, store, pass, end } = watched();
  await pass(1_000);
  cluster.failure = new ApiError(503, 'ServiceUnavailable', 'later');
  await pass(5_000);
  expect(store.size).toBe(1);
  expect(cluster.failures.length).toBeGreaterThan(0);
  await end();
});

test('what is not wanted is not asked for, and a reflector that waits for that stops when it is told to', async () => {
  const never = watched(() => Promise.resolve(false));
  await never.pass(20_000);
  expect([never.cluster.lists, never.reflector.synced]).toEqual([0, true]);
  await never.end();
  const first = new OptionalSource({} as Source, new TestClock());
  const stop = new AbortController();
  const asked = first.isThere(stop.signal);
  stop.abort(new Error('over'));
  await expect(asked).rejects.toThrow('over');
});
