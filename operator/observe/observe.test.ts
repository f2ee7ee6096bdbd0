import { beforeEach, describe, expect, test } from 'vitest';
import type { TTSService } from '../api/resource.ts';
import { parseTTSService } from '../api/resource.ts';
import { Caches } from '../watch/caches.ts';
import type { Watched } from '../watch/caches.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { systemClock } from '../controller/clock.ts';
import type { KubeObject } from '../controller/object.ts';
import { LABEL } from '../objects/metadata.ts';
import { manifestName } from '../api/names.ts';
import { FirstSeen } from './first-seen.ts';
import { MeasureReader } from './measures.ts';
import { observe } from './observe.ts';
import type { Observed } from './observed.ts';
import { plan } from '../decide/plan.ts';
import type { ProgressReader } from './progress.ts';
import { config } from '../testing/services.ts';
import { placeOf, volumeKey } from '../resolve/wanted.ts';

let caches: Caches;
let version = 0;

const cluster = {
  source: () => ({}),
  get: async (kind: Watched, namespace: string, name: string) => caches.stores[kind].get(`${namespace}/${name}`),
} as unknown as Cluster;
const progress = { read: async () => undefined } as unknown as ProgressReader;

/** Has the caches hold an object, which gets the uid `KIND/NAME`. */
function put(object: KubeObject): KubeObject {
  const { metadata, kind } = object;
  const meta = { uid: `${kind}/${metadata.name}`, creationTimestamp: '2026-01-01T00:00:00Z', ...metadata };
  const whole = { ...object, metadata: { ...meta, namespace: 'ns', resourceVersion: String(++version) } };
  caches.stores[kind as Watched].upsert(whole);
  return whole;
}

function service(name: string, spec: object): TTSService {
  const kept = { apiVersion: 'tts.pattern-agentic.io/v1alpha1', kind: 'TTSService', metadata: { name }, spec };
  const parsed = parseTTSService(put(kept));
  if ('invalid' in parsed) throw new Error(parsed.invalid);
  return parsed.service;
}

const measures = new MeasureReader(
  async () => '',
  systemClock,
  () => undefined,
  new AbortController().signal,
);
const look = async (of: TTSService): Promise<Observed> => {
  const [place, ends] = [placeOf(of, config), new FirstSeen(systemClock)];
  const signal = AbortSignal.timeout(1_000);
  return { now: 0, ...(await observe(of, place, caches, cluster, progress, measures, ends, config, signal)) };
};
const decide = async (of: TTSService) => plan(of, await look(of), config);
const volumeOf = (of: TTSService): string => {
  const place = placeOf(of, config);
  return 'volume' in place ? place.volume.name : '';
};

/** Applies what a service wants; a Job succeeds at once, and the service serves. */
async function settle(of: TTSService): Promise<void> {
  for (let round = 0; round < 4; round++)
    for (const object of (await decide(of)).apply) {
      const done = [{ type: 'Complete', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }];
      const status = { conditions: done, observedGeneration: 1, updatedReplicas: 1, replicas: 1, readyReplicas: 1 };
      put({ ...object, status: object.kind === 'PersistentVolumeClaim' ? { phase: 'Bound' } : status });
    }
}

beforeEach(() => {
  caches = new Caches(
    cluster,
    [],
    (object) => volumeKey(object, config),
    () => ({ clock: systemClock }),
  );
});

describe('a claim that we made and a spec names', () => {
  test('is kept and let go by the service that made it', async () => {
    const before = service('hello', {});
    await settle(before);
    const claim = volumeOf(before);
    const after = service('hello', { storage: { mode: 'ExistingClaim', claimName: claim } });
    await settle(after);
    const decided = await decide(after);
    expect(decided.remove).toEqual([]);
    expect(caches.stores.PersistentVolumeClaim.get(`ns/${claim}`)?.metadata).not.toHaveProperty('ownerReferences');
    expect(decided.apply.map(({ kind }) => kind)).not.toContain('PersistentVolumeClaim');
  });

  test('outlives the services that share it, and is not removed when they move on', async () => {
    const sharer = service('sharer', {});
    await settle(sharer);
    const claim = volumeOf(sharer);
    await settle(service('namer', { storage: { mode: 'ExistingClaim', claimName: claim } }));
    await settle(sharer);
    expect(caches.stores.PersistentVolumeClaim.get(`ns/${claim}`)?.metadata).not.toHaveProperty('ownerReferences');
    const moved = service('sharer', { model: { voices: ['af_heart'] } });
    await settle(moved);
    expect((await decide(moved)).remove).toEqual([]);
  });
});

test('the files of a retained volume stay while another service would start a server there', async () => {
  const retain = { storage: { reclaimPolicy: 'Retain' } };
  const [stayer, mover] = [service('stayer', retain), service('mover', retain)];
  await settle(stayer);
  await settle(mover);
  const former = volumeOf(mover);
  for (const name of ['stayer', 'mover']) service(name, { ...retain, model: { voices: ['af_heart'] } });
  const moved = service('mover', { ...retain, model: { voices: ['af_heart'] } });
  await settle(moved);
  const removed = (await decide(moved)).remove.map(({ metadata }) => metadata.name);
  expect(removed).not.toContain(manifestName(former));
});

describe('a pod that was evicted', () => {
  const evicted = (of: string, volume: string): KubeObject =>
    put({
      ...{ apiVersion: 'v1', kind: 'Pod', status: { phase: 'Failed', reason: 'Evicted' } },
      metadata: { name: `${of}-1`, labels: { [LABEL.service]: of, [LABEL.volume]: volume } },
    });

  test('keeps no former volume', async () => {
    const hello = service('hello', {});
    await settle(hello);
    const former = volumeOf(hello);
    evicted('hello', former);
    const moved = service('hello', { model: { voices: ['af_heart'] } });
    await settle(moved);
    expect((await decide(moved)).remove.map(({ metadata }) => metadata.name)).toContain(former);
  });

  test('does not make its service an owner of what others share', async () => {
    const [stayer, mover] = [service('stayer', {}), service('mover', {})];
    await settle(stayer);
    await settle(mover);
    evicted('mover', volumeOf(mover));
    await settle(service('mover', { model: { voices: ['af_heart'] } }));
    expect((await look(stayer)).holders).toEqual([]);
  });
});

test('the checks of every pod on a volume are seen, and no download', async () => {
  const [one] = [service('one', {}), service('two', {})];
  const labels = { [LABEL.volume]: volumeOf(one) };
  put({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'two-1', labels: { ...labels, [LABEL.service]: 'two' } } });
  const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'Job', name: 'pull', uid: 'job' }];
  put({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pull-1', labels, ownerReferences } });
  const observed = await look(one);
  expect(observed.readers.map(({ metadata }) => metadata.name)).toEqual(['two-1']);
  expect(observed.jobPods.map(({ metadata }) => metadata.name)).toEqual(['pull-1']);
});

test('an autoscaler and a network policy that a deleted service of the name left go when the new one wants none', async () => {
  const scaling = { minReplicas: 1, maxReplicas: 2, targetQueueDepth: 5 };
  await settle(service('hello', { scaling }));
  const left = [caches.stores.HorizontalPodAutoscaler, caches.stores.NetworkPolicy].map((store) =>
    store.get('ns/hello')!,
  );
  for (const object of left) {
    const { ownerReferences: _, ...metadata } = object.metadata;
    put({ ...object, metadata });
  }
  expect((await decide(service('hello', { scaling }))).remove).toEqual([]);
  const { remove } = await decide(service('hello', { networkPolicy: { enabled: false } }));
  expect(remove.map(({ kind }) => kind)).toEqual(['HorizontalPodAutoscaler', 'NetworkPolicy']);
});

test('a Job that a deleted service left behind lets go of a claim that is being deleted', async () => {
  const hello = service('hello', {});
  await settle(hello);
  const [job] = (await look(hello)).jobs;
  const { ownerReferences: _, ...metadata } = job!.metadata;
  put({ ...job!, metadata });
  const claim = caches.stores.PersistentVolumeClaim.get(`ns/${volumeOf(hello)}`)!;
  put({ ...claim, metadata: { ...claim.metadata, deletionTimestamp: '2026-01-02T00:00:00Z' } });
  expect((await decide(hello)).remove.map(({ metadata: { name } }) => name)).toEqual([job!.metadata.name]);
});
