import { expect, test } from 'vitest';
import { Caches } from './caches.ts';
import { ApiError } from '../cluster/api.ts';
import type { Cluster, Selection } from '../cluster/cluster.ts';
import { systemClock } from '../controller/clock.ts';
import type { KubeObject } from '../controller/object.ts';
import type { Page, Source, WatchEvent } from '../controller/reflector.ts';

const claim = (namespace: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'models', namespace, uid: namespace, resourceVersion: '5' },
});

test('a namespace that may not be read holds up nobody else', async () => {
  const source = (kind: string, { namespace = '' }: Selection): Source => ({
    async list(): Promise<Page> {
      if (namespace === 'closed' && kind === 'Pod') throw new ApiError(403, 'Forbidden', 'no');
      return { items: kind === 'PersistentVolumeClaim' ? [claim(namespace)] : [], resourceVersion: '9' };
    },
    watch: (_, signal): AsyncIterable<WatchEvent> => ({
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
      }),
    }),
  });
  const cluster = { source } as unknown as Cluster;
  const caches = new Caches(
    cluster,
    ['a', 'closed', 'b'],
    () => undefined,
    () => ({ clock: systemClock }),
  );
  const told: (string | undefined)[] = [];
  caches.onSynced((namespace) => told.push(namespace));
  expect(caches.synced).toBe(false);
  const stop = new AbortController();
  const running = caches.run(stop.signal);
  while (told.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  expect(told).toEqual(['a', 'b']);
  expect(caches.synced).toBe(true);
  expect(['a', 'closed', 'b', 'other'].map((namespace) => caches.covers(namespace))).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect(caches.troubles(60_000)[1]).toEqual({ namespace: 'closed', missing: ['Pod'], silent: [] });
  expect(caches.stores.PersistentVolumeClaim.size).toBe(3);
  caches.wrote({ ...claim('a'), metadata: { ...claim('a').metadata, resourceVersion: '10' } });
  expect(caches.stores.PersistentVolumeClaim.get('a/models')?.metadata.resourceVersion).toBe('10');
  stop.abort();
  await running;
});
