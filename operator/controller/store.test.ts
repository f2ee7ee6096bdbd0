import { expect, test } from 'vitest';
import type { KubeObject } from './object.ts';
import { Store } from './store.ts';

const pod = (name: string, uid: string, resourceVersion: string, owner = 'o'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'ns', uid, resourceVersion, labels: { owner } },
});
const byOwner = { owner: ({ metadata }: KubeObject): string[] => [metadata.labels?.owner ?? ''] };

test('older news of an object is ignored, however long the version', () => {
  const store = new Store();
  expect(store.upsert(pod('a', 'u1', '100'))).toBe(true);
  expect(store.upsert(pod('a', 'u1', '99'))).toBe(false);
  expect(store.upsert(pod('a', 'u1', '100'))).toBe(false);
  expect(store.get('ns/a')?.metadata.resourceVersion).toBe('100');
});

test('another uid under the same name is a deletion and a new object', () => {
  const store = new Store();
  const changes: [string | undefined, string | undefined][] = [];
  store.onChange((change) => changes.push([change.old?.metadata.uid, change.new?.metadata.uid]));
  store.upsert(pod('a', 'u1', '1'));
  store.upsert(pod('a', 'u2', '2'));
  expect(changes).toEqual([
    [undefined, 'u1'],
    ['u1', undefined],
    [undefined, 'u2'],
  ]);
});

test('the deletion of a former object does not take the present one', () => {
  const store = new Store();
  store.upsert(pod('a', 'u2', '2'));
  store.remove(pod('a', 'u1', '3'));
  expect(store.get('ns/a')?.metadata.uid).toBe('u2');
});

test('indexes follow changes', () => {
  const store = new Store(byOwner);
  store.upsert(pod('a', 'u1', '1', 'x'));
  store.upsert(pod('b', 'u2', '2', 'x'));
  expect(store.by('owner', 'x').map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
  store.upsert(pod('a', 'u1', '3', 'y'));
  expect(store.by('owner', 'x').map(({ metadata }) => metadata.name)).toEqual(['b']);
  store.remove(pod('b', 'u2', '4', 'x'));
  expect(store.by('owner', 'x')).toEqual([]);
});
