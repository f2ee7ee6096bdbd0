import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ApiError } from '../cluster/api.ts';
import type { KubeObject } from '../controller/object.ts';
import { KIND } from '../api/fields.ts';
import { ANNOTATION, isManaged } from '../objects/metadata.ts';
import { turn } from '../testing/clock.ts';
import { World } from '../testing/world.ts';

let world: World;
const count = (what: RegExp): number => world.writes.filter((write) => what.test(write)).length;

beforeEach(async () => {
  world = new World();
  await world.settle();
  world.service('a', {});
  await world.settle();
  for (let i = 0; i < 3; i++) {
    await world.play();
    await world.pass(3_000);
  }
  expect(world.condition('a', 'Ready')).toMatchObject({ status: 'True' });
  world.writes.length = 0;
});
afterEach(() => world.end());

/** Takes the label off by which the caches know an object. */
function unlabel(kind: string): void {
  for (const object of world.all(kind)) {
    const { 'app.kubernetes.io/managed-by': _, ...labels } = object.metadata.labels ?? {};
    world.put({ ...object, metadata: { ...object.metadata, labels } });
  }
}
const isLabelled = (kind: string): boolean => world.all(kind).every(isManaged);

describe('our label taken off', () => {
  test.each(['PersistentVolumeClaim', 'ConfigMap', 'Deployment', 'Service', 'PodDisruptionBudget'])(
    'a %s is put back, and nothing else is done',
    async (kind) => {
      unlabel(kind);
      await world.pass(10_000);
      expect(isLabelled(kind)).toBe(true);
      expect(count(/^Job/)).toBe(0);
      expect(world.condition('a', 'Ready')).toMatchObject({ status: 'True' });
      expect(world.all('Job')).toHaveLength(1);
    },
  );

  test('a running Job is put back', async () => {
    world.service('b', { storage: { className: 'other' } });
    await world.settle();
    unlabel('Job');
    await world.pass(10_000);
    const [, job, ...more] = world.all('Job');
    expect(more).toEqual([]);
    expect(isManaged(job!)).toBe(true);
  });

  test('again and again makes no Job after another', async () => {
    world.mutate = (object) => {
      if (object.kind === 'PersistentVolumeClaim') delete object.metadata.labels?.['app.kubernetes.io/managed-by'];
    };
    unlabel('PersistentVolumeClaim');
    for (let i = 0; i < 60; i++) {
      await world.pass(2_000);
      for (const job of world.all('Job'))
        if (!job.status) world.put({ ...job, status: { conditions: [{ type: 'Complete', status: 'True' }] } });
    }
    expect(count(/^Job/)).toBeLessThan(12);
    expect(count(/^PersistentVolumeClaim/)).toBeLessThan(12);
    expect(world.condition('a', 'Progressing')).toMatchObject({ reason: 'Contested' });
  });

  test('leaves an object of the same name alone that is somebody else’s', async () => {
    const [service] = world.all('Service');
    world.delete('Service', service?.metadata.name ?? '');
    world.put({ ...service!, metadata: { name: service!.metadata.name, namespace: 'ns', labels: { by: 'hand' } } });
    await world.pass(5_000);
    expect(world.condition('a', 'Progressing')).toMatchObject({ reason: 'NameTaken' });
    expect(world.all('Service')[0]?.metadata.labels).toEqual({ by: 'hand' });
  });
});

describe('children that nobody owns', () => {
  const orphan = (): void => {
    for (const object of [...world.objects.values()])
      if (object.metadata.ownerReferences)
        world.put({ ...object, metadata: { ...object.metadata, ownerReferences: [] } });
  };
  const owned = (): KubeObject[] =>
    [...world.objects.values()].filter(
      ({ kind, metadata }) => kind !== 'Job' && (metadata.ownerReferences ?? []).length > 0,
    );

  test('are the service’s again', async () => {
    const before = owned().length;
    orphan();
    await world.pass(10_000);
    expect(owned()).toHaveLength(before);
  });

  test.each<[string, (service: KubeObject) => KubeObject | undefined]>([
    ['is gone', () => undefined],
    ['is another of its name', (service) => ({ ...service, metadata: { ...service.metadata, uid: 'u-2' } })],
    ['is being deleted', (s) => ({ ...s, metadata: { ...s.metadata, deletionTimestamp: '2026-01-02T00:00:00Z' } })],
  ])('are left when their service %s, although no news has come of it', async (_, now) => {
    const key = `${KIND} ns/a`;
    const next = now(world.objects.get(key)!);
    if (next) world.objects.set(key, next);
    else world.objects.delete(key);
    orphan();
    await world.pass(10_000);
    expect(owned()).toEqual([]);
  });

  test('are left when their service goes between two writes', async () => {
    const [service] = world.all('Service');
    world.beforeAnswer = async ({ kind }) => {
      if (kind !== 'Service') return;
      world.objects.delete(`${KIND} ns/a`);
      orphan();
      await turn();
    };
    world.put({ ...service!, spec: { ...(service!.spec as object), type: 'NodePort' } });
    await world.pass(10_000);
    expect(count(/^Service/)).toBe(1);
    expect(owned()).toEqual([]);
  });
});

test('what another service uses by now is left to it when the TTSService is gone, although no news has come of either', async () => {
  const [claim] = world.all('PersistentVolumeClaim');
  const [files] = world.all('ConfigMap');
  const owners = [
    ...files!.metadata.ownerReferences!,
    { ...files!.metadata.ownerReferences![0]!, name: 'b', uid: 'u-b' },
  ];
  world.beforeAnswer = async ({ kind }) => {
    if (kind !== 'PersistentVolumeClaim') return;
    world.objects.delete(`${KIND} ns/a`);
    world.put({ ...files!, metadata: { ...files!.metadata, ownerReferences: owners }, data: {} });
    await turn();
  };
  const annotations = { ...claim!.metadata.annotations, [ANNOTATION.applied]: '' };
  world.put({ ...claim!, metadata: { ...claim!.metadata, annotations } });
  await world.pass(10_000);
  expect(count(/^PersistentVolumeClaim/)).toBe(1);
  expect(count(/^ConfigMap/)).toBe(0);
});

test('what is being deleted and has lost our label is made anew when it is gone', async () => {
  unlabel('Service');
  const [object] = world.all('Service');
  world.put({ ...object!, metadata: { ...object!.metadata, deletionTimestamp: '2026-01-02T00:00:00Z' } });
  await world.pass(5_000);
  expect(count(/^Service/)).toBe(0);
  world.delete('Service', object!.metadata.name);
  await world.pass(40_000, 2_000);
  expect(count(/^Service/)).toBe(1);
});

describe('a Service that has changed since news came of it', () => {
  const change = (more: object): void => {
    const [service] = world.all('Service');
    world.put({ ...service!, spec: { ...(service!.spec as object), type: 'NodePort' } });
    const key = `Service ns/${service!.metadata.name}`;
    const live = world.objects.get(key)!;
    world.objects.set(key, { ...live, metadata: { ...live.metadata, resourceVersion: '9000', ...more } });
  };

  test('is written all the same while its TTSService is there', async () => {
    change({});
    await world.pass(10_000);
    expect(world.all('Service')[0]?.spec).not.toHaveProperty('type', 'NodePort');
  });

  test('is left to the person who kept it when they deleted its TTSService', async () => {
    change({ ownerReferences: [] });
    world.objects.delete(`${KIND} ns/a`);
    await world.pass(10_000);
    expect(count(/^Service/)).toBe(0);
  });
});

describe('a field that another resets', () => {
  test('is written less and less often; the condition and an Event name the field and the other', async () => {
    for (let i = 0; i < 60; i++) {
      for (const service of world.all('Service')) {
        const spec = { ...(service.spec as object), type: 'NodePort' };
        const managers = ['policy-bot', 'tts-operator'];
        if (JSON.stringify(service.spec) !== JSON.stringify(spec))
          world.put({ ...service, metadata: { ...service.metadata, managers }, spec });
      }
      await world.pass(500);
    }
    expect(count(/^Service/)).toBeLessThan(12);
    expect(world.condition('a', 'Ready')).toMatchObject({ status: 'False', reason: 'Contested' });
    expect(world.condition('a', 'Progressing')?.message).toMatch(/spec\.type is reverted by policy-bot /);
    expect(world.events).toContain('Contested');
    await world.pass(200_000, 2_000);
    expect(world.condition('a', 'Ready')).toMatchObject({ status: 'True' });
  });

  test('at the write itself is told as a policy', async () => {
    world.mutate = (object) => {
      if (object.kind === 'Service') (object.spec as { type: string }).type = 'NodePort';
    };
    world.delete('Service', world.all('Service')[0]?.metadata.name ?? '');
    await world.pass(30_000);
    expect(count(/^Service/)).toBeLessThan(12);
    expect(world.condition('a', 'Progressing')?.message).toMatch(/spec\.type is reverted by an admission policy/);
  });

  test('that cannot be changed later is taken as it is', async () => {
    world.service('b', { storage: { className: 'fast' } });
    world.mutate = (object, isNew) => {
      if (isNew && object.kind === 'PersistentVolumeClaim')
        (object.spec as { storageClassName: string }).storageClassName = 'slow';
    };
    for (let i = 0; i < 3; i++) {
      await world.settle();
      await world.play();
      await world.pass(3_000);
    }
    expect(world.condition('b', 'Ready')).toMatchObject({ status: 'True' });
    expect(count(/^PersistentVolumeClaim/)).toBe(1);
  });
});

describe('an error of the API server', () => {
  test.each([
    [new ApiError(413, 'RequestEntityTooLarge', 'too large'), 'TooLarge'],
    [new ApiError(404, 'NotFound', 'namespaces "ns" not found'), 'NotFound'],
    [new ApiError(401, 'Unauthorized', 'Unauthorized'), 'Unauthorized'],
    [new ApiError(500, 'InternalError', 'failed calling webhook'), 'WriteFailed'],
    [new Error('ECONNREFUSED'), 'RequestFailed'],
  ])('%s reaches a condition: %s', async (error, reason) => {
    world.deny = ({ kind }) => (kind === 'Service' ? error : undefined);
    world.delete('Service', world.all('Service')[0]?.metadata.name ?? '');
    await world.pass(5_000);
    expect(world.condition('a', 'Ready')).toMatchObject({ status: 'False', reason });
    expect(world.condition('a', 'Available')).toMatchObject({ status: 'True' });
  });

  test('that lasts makes no write after another', async () => {
    world.deny = ({ kind }) => (kind === 'Service' ? new ApiError(422, 'Invalid', 'spec: no\n  {"a":1}') : undefined);
    world.delete('Service', world.all('Service')[0]?.metadata.name ?? '');
    for (let i = 0; i < 60; i++) {
      world.queue.add('ns/a');
      await world.pass(500);
    }
    expect(count(/^Service/)).toBeLessThan(12);
    expect(world.condition('a', 'Progressing')?.message).toMatch(/: spec: no\.$/);
    world.deny = () => undefined;
    await world.pass(32_000);
    expect(world.condition('a', 'Ready')).toMatchObject({ status: 'True' });
    expect(world.events).not.toContain('Repeated');
  });
});

test('downloads that fail one after another are told by their own reason alone', async () => {
  world.service('b', { storage: { className: 'other' } });
  for (let i = 0; i < 200; i++) {
    await world.pass(2_000);
    const time = new Date(world.clock.ms).toISOString();
    const conditions = [{ type: 'Failed', status: 'True', lastTransitionTime: time }];
    for (const job of world.all('Job')) if (!job.status) world.put({ ...job, status: { conditions } });
  }
  expect(count(/^Job/)).toBeGreaterThan(4);
  expect(world.events).toContain('Failed');
  expect(world.events).not.toContain('Repeated');
});

describe('an object that another has put', () => {
  const policy = (uid: string): KubeObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a', namespace: 'ns', uid, labels: { by: 'hand' } },
    spec: { podSelector: {} },
  });

  /** Puts it when the operator's next write of the kind arrives, before any news of it can. */
  function putBefore(kind: string, put: () => void): void {
    let done = false;
    world.beforeWrite = (object) => {
      if (done || object.kind !== kind) return;
      done = true;
      put();
    };
  }

  test('under a name that was free when it was looked for is left alone', async () => {
    world.delete('NetworkPolicy', 'a');
    putBefore('NetworkPolicy', () => world.put(policy('theirs')));
    await world.pass(5_000);
    expect(world.of('NetworkPolicy', 'a')?.metadata.labels).toEqual({ by: 'hand' });
    expect(world.condition('a', 'Progressing')).toMatchObject({ reason: 'NameTaken' });
  });

  test('in the place of the operator’s own is left alone', async () => {
    const own = world.of('NetworkPolicy', 'a')!;
    world.put({ ...own, spec: { ...(own.spec as object), podSelector: {} } });
    putBefore('NetworkPolicy', () => world.objects.set('NetworkPolicy ns/a', structuredClone(policy('theirs'))));
    await world.pass(5_000);
    expect(world.of('NetworkPolicy', 'a')?.metadata).toMatchObject({ uid: 'theirs', labels: { by: 'hand' } });
  });
});
