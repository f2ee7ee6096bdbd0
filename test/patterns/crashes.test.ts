import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/kubectl.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(() => world.tidy());
afterAll(() => world?.end());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const first = { scaling: { minReplicas: 1, maxReplicas: 3 } };
const second = {
  scaling: { replicas: 2 },
  service: { port: 8080 },
  networkPolicy: { enabled: false },
  server: { logLevel: 'DEBUG' },
};

async function twoSpecs(namespace: string, between: () => Promise<void> = async () => undefined): Promise<void> {
  await world.apply(namespace, 'hello', first);
  await between();
  await world.settled(namespace, 'hello');
  await world.apply(namespace, 'hello', second);
  await between();
  await world.settled(namespace, 'hello');
}

test('T01 a crash after any write converges to the same state', async () => {
  const reference = await world.namespace();
  const proxy = await world.proxy();
  await world.operator(reference, proxy);
  await twoSpecs(reference);
  const wanted = await world.fingerprint(reference);
  const writes = proxy.writes().length;
  expect(writes).toBeGreaterThan(10);
  expect(wanted.length).toBeGreaterThan(4);
  await world.tidy();

  let crashed = 0;
  const crashAfter = async (k: number): Promise<void> => {
    const namespace = await world.namespace();
    const faulty = await world.proxy();
    let operator = await world.operator(namespace, faulty);
    let restart: Promise<void> | undefined;
    faulty.setRule((call) => {
      if (!call.write || /\/(events|leases)/.test(call.path) || faulty.writes().length !== k || restart)
        return undefined;
      crashed++;
      restart = pause(30)
        .then(() => operator.stop('SIGKILL'))
        .then(async () => {
          operator = await world.operator(namespace, faulty);
        });
      return { kind: 'loseAnswer' };
    });
    await twoSpecs(namespace);
    await restart;
    await eventually(
      'the same objects',
      async () => JSON.stringify(await world.fingerprint(namespace)) === JSON.stringify(wanted),
      20_000,
    ).catch(() => undefined);
    expect(await world.fingerprint(namespace), `after a crash at write ${k} of ${writes}`).toEqual(wanted);
    await operator.stop();
    faulty.stop();
    await world.k.ok(['delete', 'namespace', namespace, '--wait=false']);
  };
  const left = Array.from({ length: writes }, (_, i) => i + 1);
  const worker = async (): Promise<void> => {
    for (let k = left.shift(); k !== undefined; k = left.shift()) await crashAfter(k);
  };
  await Promise.all([worker(), worker(), worker()]);
  expect(crashed).toBeGreaterThan(10);
}, 900_000);

test('T02 what is read stale deletes no new incarnation: every delete names a uid', async () => {
  const namespace = await world.namespace();
  const proxy = await world.proxy();
  await world.operator(namespace, proxy);
  await world.apply(namespace, 'hello', first);
  await world.settled(namespace, 'hello');
  // The deletion of the HPA is held back from the operator's view by a rule that recreates it before the delete arrives.
  let swapped = false;
  proxy.setRule(async (call) => {
    if (call.method !== 'DELETE' || !call.path.includes('horizontalpodautoscalers') || swapped) return undefined;
    swapped = true;
    const old = await world.k.json<{ spec: object; metadata: { labels: object } }>([
      'get',
      'hpa',
      'hello',
      '-n',
      namespace,
    ]);
    await world.k.ok(['delete', 'hpa', 'hello', '-n', namespace]);
    await world.k.apply(
      JSON.stringify({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'hello', namespace, labels: { of: 'somebody' } },
        spec: old.spec,
      }),
    );
    return undefined;
  });
  await world.apply(namespace, 'hello', { scaling: { replicas: 1 } });
  await eventually('the delete came', async () => swapped);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(await world.k.ok(['get', 'hpa', 'hello', '-n', namespace, '-o', 'jsonpath={.metadata.labels.of}'])).toBe(
    'somebody',
  );
  const deletes = proxy.calls.filter(({ method }) => method === 'DELETE');
  for (const { body } of deletes)
    expect(JSON.parse(body)).toMatchObject({
      preconditions: { uid: expect.any(String) as string },
      propagationPolicy: 'Background',
    });
});

test('T03 a claim is never asked to shrink', async () => {
  const namespace = await world.namespace();
  await world.k.apply(
    JSON.stringify({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'grows' },
      provisioner: 'none',
      allowVolumeExpansion: true,
    }),
  );
  const proxy = await world.proxy();
  await world.operator(namespace, proxy);
  await world.apply(namespace, 'hello', { storage: { size: '2Gi', className: 'grows' } });
  await world.settled(namespace, 'hello');
  const [claim] = await world.items('pvc', namespace);
  const name = claim?.metadata.name ?? '';
  await world.k.ok([
    'patch',
    'pvc',
    name,
    '-n',
    namespace,
    '-p',
    '{"spec":{"resources":{"requests":{"storage":"9Gi"}}}}',
  ]);
  await world.k.ok(['annotate', 'tts', 'hello', '-n', namespace, 'look=again']);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(
    await world.k.ok(['get', 'pvc', name, '-n', namespace, '-o', 'jsonpath={.spec.resources.requests.storage}']),
  ).toBe('9Gi');
  await world.apply(namespace, 'hello', { storage: { size: '12Gi', className: 'grows' } });
  await eventually(
    'the claim grows',
    async () =>
      (await world.k.ok(['get', 'pvc', name, '-n', namespace, '-o', 'jsonpath={.spec.resources.requests.storage}'])) ===
      '12Gi',
  );
});

test('T04 events that a watch lost are repaired by the next list', async () => {
  const namespace = await world.namespace();
  const proxy = await world.proxy();
  proxy.setRule(({ watch, path }) =>
    watch && path.includes('/services') ? { kind: 'filter', passes: ({ type }) => type === 'BOOKMARK' } : undefined,
  );
  const operator = await world.operator(namespace, proxy, { RELIST_SECONDS: '4' });
  await world.apply(namespace, 'hello', {});
  await world.settled(namespace, 'hello');
  await world.k.ok(['delete', 'service', 'hello-service', '-n', namespace]);
  await eventually('the Service is back', async () => (await world.items('services', namespace)).length === 1, 30_000);
  expect(
    operator.lines.some(({ msg, kind, repaired }) => msg === 'listed' && kind === 'Service' && Number(repaired) > 0),
  ).toBe(true);
});

test('T05 own writes and foreign noise cause no writes', async () => {
  const namespace = await world.namespace();
  const proxy = await world.proxy();
  await world.operator(namespace, proxy, { RESYNC_SECONDS: '10' });
  await world.apply(namespace, 'hello', first);
  await world.settled(namespace, 'hello');
  await eventually('the autoscaler has looked', async () => {
    const told = await world.condition(namespace, 'hello', 'Autoscaling');
    return told !== undefined && told.status !== 'Unknown';
  });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const before = proxy.writes().length;
  for (let i = 0; i < 20; i++) {
    await world.k.ok(['label', 'deployment', 'hello', '-n', namespace, `noise=${i}`, '--overwrite']);
    await world.k.ok(['annotate', 'tts', 'hello', '-n', namespace, `noise=${i}`, '--overwrite']);
  }
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  expect(
    proxy
      .writes()
      .slice(before)
      .map(({ method, path }) => `${method} ${path}`),
  ).toEqual([]);
}, 120_000);

test('T06 two operators at once make one set of objects', async () => {
  const namespace = await world.namespace();
  const [a, b] = [await world.proxy(), await world.proxy()];
  await Promise.all([world.operator(namespace, a), world.operator(namespace, b)]);
  await world.apply(namespace, 'hello', first);
  await world.settled(namespace, 'hello');
  for (const kind of ['deployments', 'services', 'hpa', 'pdb', 'pvc', 'jobs'])
    expect(await world.items(kind, namespace), kind).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const before = [a.writes().length, b.writes().length];
  await new Promise((resolve) => setTimeout(resolve, 4000));
  expect([a.writes().length, b.writes().length]).toEqual(before);
});
