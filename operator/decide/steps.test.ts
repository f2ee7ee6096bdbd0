import { afterEach, expect, test } from 'vitest';
import { timestamp } from '../controller/object.ts';
import type { KubeObject } from '../controller/object.ts';
import { servedBy } from '../objects/served.ts';
import { LABEL } from '../objects/metadata.ts';
import { awake, scale, spec } from '../testing/keda.ts';
import { config } from '../testing/services.ts';
import { World } from '../testing/world.ts';

interface Container {
  name: string;
  env?: { name: string; value?: string }[];
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
}

let at = new World({ keda: true });
afterEach(() => {
  at.end();
  at = new World({ keda: true });
});

function podSpec(): { initContainers?: Container[]; containers: Container[] } {
  const { template } = at.of('Deployment', 'a')?.spec as { template: { spec: object } };
  return template.spec as ReturnType<typeof podSpec>;
}
const steps = () => podSpec().initContainers?.map(({ name }) => name);

/** A pod of the service whose step says that the volume keeps what it needs. */
function report(image = config.runtimeImage): void {
  const { metadata } = at.of('Deployment', 'a') as KubeObject;
  const message = JSON.stringify({
    type: 'result',
    phase: 'Prepared',
    name: `${'a'.repeat(64)}-9-x`,
    seal: 'b'.repeat(64),
    image,
  });
  const terminated = { exitCode: 0, message, finishedAt: timestamp(at.clock.ms) };
  const { labels } = ((at.of('Deployment', 'a')?.spec as { template: KubeObject }).template.metadata ?? {}) as {
    labels: Record<string, string>;
  };
  at.put({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a-1', namespace: 'ns', labels: { ...metadata.labels, ...labels } },
    status: { phase: 'Running', initContainerStatuses: [{ name: 'prepare', state: { terminated } }] },
  });
}

/** KEDA ends the last pod, and the controllers follow. */
async function sleep(): Promise<void> {
  scale(at, 0);
  at.delete('Pod', 'a-1');
  await at.play();
  await at.pass(3_000);
}

async function wake(): Promise<void> {
  scale(at, 1);
  await at.pass(3_000);
  await at.play();
}

test('a service that sleeps, and whose volume keeps what pods need, has no steps before its servers from then on', async () => {
  await awake(at);
  expect(steps()).toEqual(['model', 'prepare']);
  report();
  await at.pass(3_000);
  // Nothing is rolled out for it.
  expect(steps()).toEqual(['model', 'prepare']);
  await sleep();
  expect(steps()).toBeUndefined();
  const [server] = podSpec().containers;
  const value = (of: string) => server?.env?.find(({ name }) => name === of)?.value;
  expect(value('TTS_PREPARED_RECORD')).toBe('/etc/tts/model/prepared.json');
  expect(value('TTS_MODEL_WAIT')).toBe('10');
  expect(server?.volumeMounts).toContainEqual({ name: 'files', mountPath: '/etc/tts/model', readOnly: true });
  expect(server?.volumeMounts).toContainEqual({ name: 'models', mountPath: '/models', readOnly: true });
  const written = at.writes.length;
  await wake();
  await at.pass(60_000);
  expect(steps()).toBeUndefined();
  expect(at.writes.slice(written).filter((line) => line.startsWith('Deployment/'))).toEqual([]);
});

test('what the template says of its model can be read back without steps', async () => {
  await awake(at);
  const before = servedBy(at.of('Deployment', 'a'));
  report();
  await at.pass(3_000);
  await sleep();
  expect(servedBy(at.of('Deployment', 'a'))).toEqual({ ...before, check: undefined, keeps: false });
});

test('a volume that is verified anew is asked by steps again, while no pod is there', async () => {
  await awake(at);
  report();
  await at.pass(3_000);
  await sleep();
  const record = at.all('ConfigMap').find(({ metadata }) => metadata.labels?.[LABEL.volume] !== undefined)!;
  const annotations = Object.entries(record.metadata.annotations ?? {});
  const later = annotations.map(([key, value]): [string, string] => [
    key,
    key.endsWith('/verified-time') ? '2026-12-01T00:00:00Z' : value,
  ]);
  await wake();
  at.put({ ...record, metadata: { ...record.metadata, annotations: Object.fromEntries(later) } });
  await at.pass(3_000);
  expect(steps()).toBeUndefined();
  await sleep();
  expect(steps()).toEqual(['model', 'prepare']);
});

test('a template that changes while pods run gets the steps back, if the volume does not keep what it needs', async () => {
  await awake(at);
  report();
  await at.pass(3_000);
  await sleep();
  await wake();
  at.service('a', { ...spec, server: { logLevel: 'DEBUG' } });
  await at.pass(3_000);
  expect(steps()).toBeUndefined();
  at.service('a', { ...spec, image: { repository: 'x.example/tts-runtime', tag: '2' } });
  await at.pass(3_000);
  expect(steps()).toEqual(['model']);
});

test.each([
  ['whose pods never say that they have kept it', {}, undefined],
  ['whose pods ran another image', {}, 'x.example/old:1'],
  [
    'that says where the server has its model',
    { server: { env: [{ name: 'TTS_TEMP_DIR', value: '/tmp/x' }] } },
    config.runtimeImage,
  ],
] as const)('steps stay before the servers of a service %s', async (_what, more, image) => {
  await awake(at);
  if ('server' in more) at.service('a', { ...spec, ...more });
  await at.pass(3_000);
  await at.play();
  if (image !== undefined) report(image);
  await at.pass(3_000);
  await sleep();
  expect(steps()).toEqual(['model', 'prepare']);
});

test('steps stay before the servers of a service that never sleeps, also while it is suspended', async () => {
  at.service('a', { scaling: { replicas: 1 } });
  await at.settle();
  await at.play();
  await at.play();
  report();
  await at.pass(3_000);
  at.service('a', { scaling: { replicas: 1 }, suspend: true });
  at.delete('Pod', 'a-1');
  await at.pass(3_000);
  await at.play();
  expect(steps()).toEqual(['model', 'prepare']);
});
