import { beforeEach, describe, expect, test } from 'vitest';
import { API_VERSION, KIND } from '../api/fields.ts';
import { Caches } from './caches.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { systemClock } from '../controller/clock.ts';
import type { KubeObject } from '../controller/object.ts';
import { Queue } from '../controller/queue.ts';
import { LABEL } from '../objects/metadata.ts';
import { connect } from './triggers.ts';

let caches: Caches;
let queue: Queue;
let version = 1;

/** Takes the keys that wait. */
async function woken(): Promise<string[]> {
  const keys: string[] = [];
  while (queue.depth > 0) {
    const lease = await queue.get();
    if (!lease) break;
    keys.push(lease.key);
    queue.done(lease.key);
  }
  return keys.sort();
}

const service = (name: string, second: number, volume: string, generation = 1): KubeObject => ({
  apiVersion: API_VERSION,
  kind: KIND,
  metadata: {
    ...{ name, namespace: 'ns', uid: name, generation, resourceVersion: String(++version) },
    creationTimestamp: `2026-01-01T00:00:0${second}Z`,
  },
  spec: { volume },
});
const shared = (kind: string, owners: string[], said = ''): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: {
    ...{ name: 'shared', namespace: 'ns', uid: kind, resourceVersion: String(++version) },
    labels: { [LABEL.volume]: 'one' },
    ownerReferences: owners.map((name) => ({ apiVersion: API_VERSION, kind: KIND, name, uid: name })),
  },
  status: { said },
});

beforeEach(async () => {
  queue = new Queue(systemClock);
  const source = { source: () => ({}) } as unknown as Cluster;
  const volumeKey = ({ metadata, spec }: KubeObject) => `${metadata.namespace}/${(spec as { volume: string }).volume}`;
  caches = new Caches(source, [], volumeKey, () => ({ clock: systemClock }));
  connect(caches, queue);
  caches.stores.TTSService.upsert(service('eldest', 1, 'one'));
  caches.stores.TTSService.upsert(service('younger', 2, 'one'));
  caches.stores.PersistentVolumeClaim.upsert(shared('PersistentVolumeClaim', ['eldest', 'younger']));
  await woken();
});

describe('a service', () => {
  test('whose status alone changes wakes itself', async () => {
    caches.stores.TTSService.upsert(service('younger', 2, 'one'));
    expect(await woken()).toEqual(['ns/younger']);
  });

  test('that comes or changes wakes the oldest one of its volume too', async () => {
    caches.stores.TTSService.upsert(service('youngest', 3, 'one'));
    expect(await woken()).toEqual(['ns/eldest', 'ns/youngest']);
    caches.stores.TTSService.upsert(service('younger', 2, 'one', 2));
    expect(await woken()).toEqual(['ns/eldest', 'ns/younger']);
  });

  test('that moves to another volume wakes those who write the former and the new one, even without a change of its spec', async () => {
    caches.stores.TTSService.upsert(service('other', 1, 'two'));
    await woken();
    caches.stores.TTSService.upsert(service('younger', 2, 'two'));
    expect(await woken()).toEqual(['ns/eldest', 'ns/other', 'ns/younger']);
  });

  test('that goes wakes the one that is the oldest then', async () => {
    caches.stores.TTSService.remove(service('eldest', 1, 'one'));
    expect(await woken()).toEqual(['ns/eldest', 'ns/younger']);
  });
});

describe('an object that services share', () => {
  const saw = (object: KubeObject) => caches.stores.PersistentVolumeClaim.upsert(object);

  test('wakes all of its owners when it says something new', async () => {
    saw(shared('PersistentVolumeClaim', ['eldest', 'younger'], 'Bound'));
    expect(await woken()).toEqual(['ns/eldest', 'ns/younger']);
  });

  test('wakes the oldest and the added owners when only owners change', async () => {
    saw(shared('PersistentVolumeClaim', ['eldest', 'younger', 'youngest']));
    expect(await woken()).toEqual(['ns/eldest', 'ns/youngest']);
  });

  test('wakes an owner that takes the place of one of its name', async () => {
    const next = shared('PersistentVolumeClaim', ['eldest', 'younger']);
    next.metadata.ownerReferences![1]!.uid = 'made again';
    saw(next);
    expect(await woken()).toEqual(['ns/eldest', 'ns/younger']);
  });

  test('wakes all who use the volume when it is lost or gone, although none of them owns it (Retain)', async () => {
    saw(shared('PersistentVolumeClaim', []));
    await woken();
    const lost = shared('PersistentVolumeClaim', [], 'Lost');
    saw(lost);
    expect(await woken()).toEqual(['ns/eldest', 'ns/younger']);
    caches.stores.PersistentVolumeClaim.remove(lost);
    expect(await woken()).toEqual(['ns/eldest', 'ns/younger']);
  });

  describe('that somebody owns and does not want any more', () => {
    beforeEach(async () => {
      caches.stores.TTSService.upsert(service('former', 4, 'other'));
      const claim = shared('PersistentVolumeClaim', ['former', 'eldest', 'younger']);
      saw({ ...claim, metadata: { ...claim.metadata, name: 'one' } });
      await woken();
    });
    const pod = (phase: string): KubeObject => ({
      ...shared('Pod', []),
      metadata: { ...shared('Pod', []).metadata, labels: { [LABEL.volume]: 'one', [LABEL.service]: 'younger' } },
      status: { phase },
    });
    const deployment = (volume: string, replicas: number): KubeObject => ({
      ...shared('Deployment', []),
      metadata: { ...shared('Deployment', []).metadata, labels: { [LABEL.service]: 'younger' } },
      spec: { replicas, template: { metadata: { labels: { [LABEL.volume]: volume } } } },
    });
    const all = ['ns/eldest', 'ns/former', 'ns/younger'];

    test('wakes them when a server on it goes or is over', async () => {
      const { Pod } = caches.stores;
      Pod.upsert(pod('Running'));
      expect(await woken()).toEqual(['ns/younger']);
      Pod.upsert(pod('Failed'));
      expect(await woken()).toEqual(all);
      Pod.remove(pod('Failed'));
      expect(await woken()).toEqual(all);
    });

    test('wakes them when a Deployment would start no server on it any more', async () => {
      const { Deployment } = caches.stores;
      Deployment.upsert(deployment('one', 1));
      Deployment.upsert(deployment('one', 2));
      expect(await woken()).toEqual(['ns/younger']);
      Deployment.upsert(deployment('one', 0));
      expect(await woken()).toEqual(all);
      Deployment.upsert(deployment('two', 0));
      expect(await woken()).toEqual(all);
      Deployment.upsert(deployment('two', 1));
      expect(await woken()).toEqual(['ns/younger']);
    });

    test('wakes them when the last service leaves it, or names its claim no more', async () => {
      for (const name of ['eldest', 'younger']) caches.stores.TTSService.upsert(service(name, 1, 'two'));
      expect(await woken()).toContain('ns/former');
      const naming = service('naming', 3, 'three');
      naming.spec = { volume: 'three', storage: { claimName: 'one' } };
      caches.stores.TTSService.upsert(naming);
      await woken();
      caches.stores.TTSService.remove(naming);
      expect(await woken()).toContain('ns/former');
    });
  });
});

test('KEDA’s notes that requests are under way wake nobody, and its judgement does', async () => {
  const scaled = (status: object): KubeObject => ({
    ...{ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', status },
    metadata: {
      ...{ name: 'younger', namespace: 'ns', uid: 'scaled', resourceVersion: String(++version) },
      labels: { [LABEL.service]: 'younger' },
    },
  });
  const conditions = [{ type: 'Ready', status: 'True' }];
  caches.stores.ScaledObject.upsert(scaled({ conditions, lastActiveTime: '2026-01-01T00:00:00Z' }));
  expect(await woken()).toEqual(['ns/younger']);
  caches.stores.ScaledObject.upsert(scaled({ conditions, lastActiveTime: '2026-01-01T00:00:01Z' }));
  expect(await woken()).toEqual([]);
  caches.stores.ScaledObject.upsert(scaled({ conditions: [{ type: 'Ready', status: 'False' }] }));
  expect(await woken()).toEqual(['ns/younger']);
});
