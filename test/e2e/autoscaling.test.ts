import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepAsking } from '../support/keep-asking.ts';
import { eventually } from '../support/kubectl.ts';
import { theCluster } from './cluster.ts';
import type { E2eCluster } from './cluster.ts';
import { ownNamespace } from './own-namespace.ts';

const namespace = 'autoscaling';
let cluster: E2eCluster;

beforeAll(async () => {
  cluster = await theCluster();
  const { k } = cluster;
  const trust = await ownNamespace(cluster, namespace);
  await k.apply(
    JSON.stringify({
      apiVersion: 'tts.pattern-agentic.io/v1alpha1',
      kind: 'TTSService',
      metadata: { name: 'busy', namespace },
      spec: {
        model: { voices: ['af_heart'], ...trust },
        scaling: { minReplicas: 1, maxReplicas: 2, targetCPUUtilization: 60 },
        compute: { resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '2', memory: '2Gi' } } },
      },
    }),
  );
  await k.ok(['wait', '--for=condition=Ready', 'tts/busy', '-n', namespace, '--timeout=240s']);
  // Five minutes is Kubernetes' default; a field that is not the operator's stays as it is.
  const behavior = { scaleDown: { stabilizationWindowSeconds: 10 } };
  await k.ok(['patch', 'hpa', 'busy', '-n', namespace, '--type=merge', '-p', JSON.stringify({ spec: { behavior } })]);
});
afterAll(async () => {
  await cluster.k.run(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s']);
});

const readyPods = async (): Promise<number> => {
  const { status } = await cluster.k.json<{ status: { replicas?: number; readyReplicas?: number } }>([
    ...['get', 'deployment', 'busy', '-n', namespace],
  ]);
  return status.replicas === status.readyReplicas ? (status.readyReplicas ?? 0) : 0;
};

test('load makes two pods of one, its end makes one of two, and no request fails', async () => {
  const { spec } = await cluster.k.json<{ spec: { clusterIP: string } }>([
    ...['get', 'service', 'busy-service', '-n', namespace],
  ]);
  const urls = [`http://${spec.clusterIP}`];
  const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  const sentence = (number: number): string =>
    [...String(number + 1000)].map((digit) => words[Number(digit)] ?? 'zero').join(' ');
  const steady = keepAsking(urls, { timeoutMs: 60_000 });
  const load = keepAsking(urls, { everyMs: 50, inFlight: 2, input: sentence, timeoutMs: 60_000 });
  let loaded;
  try {
    await eventually('two pods serve', async () => (await readyPods()) === 2, 150_000, 1000);
  } finally {
    loaded = await load.stop();
  }
  await eventually('one pod serves', async () => (await readyPods()) === 1, 150_000, 1000).catch(
    async (error: unknown) => {
      await steady.stop();
      throw error;
    },
  );
  const served = await steady.stop();
  console.log(JSON.stringify({ loaded, served }));
  expect(loaded.failures).toEqual({});
  expect(served.failures).toEqual({});
  const { status } = await cluster.k.json<{ status: { phase: string } }>(['get', 'tts', 'busy', '-n', namespace]);
  expect(status.phase).toBe('Ready');
}, 400_000);
