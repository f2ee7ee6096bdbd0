import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { sh } from '../../tools/cluster/shell.ts';
import { theCluster } from '../e2e/cluster.ts';
import type { E2eCluster } from '../e2e/cluster.ts';
import type { Volume } from '../e2e/host.ts';
import { ownNamespace } from '../e2e/own-namespace.ts';
import type { Trust } from '../e2e/own-namespace.ts';
import { keepAsking } from '../support/keep-asking.ts';
import { eventually } from '../support/kubectl.ts';
import { sharedFolder } from './two-nodes.ts';

type Pod = KubeObject & {
  spec: { nodeName: string };
  status: { podIP: string; conditions: { type: string; status: string }[] };
};

const namespace = 'two-nodes';
const worker = 'tts-operator-worker';
let cluster: E2eCluster;
let trust: Trust;

const apply = (...items: object[]) => cluster.k.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
const podsOf = async (service: string, of = namespace): Promise<Pod[]> =>
  (await cluster.k.json<{ items: Pod[] }>(['get', 'pods', '-n', of, '-l', `app=${service}-service`])).items.filter(
    ({ metadata }) => metadata.deletionTimestamp === undefined,
  );
const isReady = ({ status }: Pod) =>
  status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
const nodesOf = async (service: string, of?: string): Promise<string[]> =>
  (await podsOf(service, of)).filter(isReady).map(({ spec }) => spec.nodeName);
const ready = (service: string, of = namespace) =>
  cluster.k.ok(['wait', '--for=condition=Ready', `tts/${service}`, '-n', of, '--timeout=400s']);
const urlOf = async (service: string): Promise<string> => {
  const { spec } = await cluster.k.json<{ spec: { clusterIP: string } }>([
    ...['get', 'service', `${service}-service`, '-n', namespace],
  ]);
  return `http://${spec.clusterIP}`;
};

const apart = (name: string) => ({
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: `${name}-service` } } },
    ],
  },
});
/** Two pods, which no node may have both of. */
const spread = (name: string, storage: object) => ({
  apiVersion: 'tts.pattern-agentic.io/v1alpha1',
  kind: 'TTSService',
  metadata: { name, namespace },
  spec: {
    model: { voices: ['af_heart'], ...trust },
    storage,
    scaling: { replicas: 2 },
    pod: { affinity: apart(name) },
    compute: { resources: { requests: { cpu: '50m', memory: '512Mi' }, limits: { cpu: '2', memory: '2Gi' } } },
  },
});

beforeAll(async () => {
  cluster = await theCluster();
  // kind keeps pods off the first node where there is a worker.
  await cluster.k.run(['taint', 'nodes', '--all', 'node-role.kubernetes.io/control-plane-']);
  trust = await ownNamespace(cluster, namespace);
}, 300_000);
afterAll(async () => {
  await cluster.k.run(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s']);
  await cluster.k.run(['delete', 'pv', 'shared', '--ignore-not-found', '--timeout=60s']);
}, 300_000);

test('a volume for one node: all pods are on the node that has it', async () => {
  await cluster.k.ok(['scale', 'deployment', 'pattern-tts', '-n', 'pattern-agentic', '--replicas=2']);
  await eventually(
    'two pods',
    async () => (await nodesOf('pattern-tts', 'pattern-agentic')).length === 2,
    300_000,
    1000,
  );
  const claim = await cluster.k.ok([
    ...['get', 'tts', 'pattern-tts', '-n', 'pattern-agentic', '-o', 'jsonpath={.status.volume}'],
  ]);
  const { spec } = await cluster.k.json<{ spec: { volumeName: string } }>([
    'get',
    'pvc',
    claim,
    '-n',
    'pattern-agentic',
  ]);
  const volume = await cluster.k.json<Volume>(['get', 'pv', spec.volumeName]);
  const [node = ''] = volume.spec.nodeAffinity?.required.nodeSelectorTerms[0]?.matchExpressions[0]?.values ?? [];
  expect(node).toMatch(/^tts-operator-/);
  expect(await nodesOf('pattern-tts', 'pattern-agentic')).toEqual([node, node]);
}, 400_000);

describe('a volume for all nodes', () => {
  beforeAll(async () => {
    const size = { storage: '1Gi' };
    await apply(
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'shared' },
        spec: {
          ...{ storageClassName: 'shared', accessModes: ['ReadWriteMany'], capacity: size },
          ...{ hostPath: { path: sharedFolder }, persistentVolumeReclaimPolicy: 'Retain' },
        },
      },
      spread('everywhere', { className: 'shared', accessModes: ['ReadWriteMany'], size: '1Gi' }),
    );
    await ready('everywhere');
  }, 600_000);

  test('one download serves pods on both nodes', async () => {
    await eventually('two pods', async () => (await nodesOf('everywhere')).length === 2, 300_000, 1000);
    expect(new Set(await nodesOf('everywhere')).size).toBe(2);
    const { items } = await cluster.k.json<{ items: KubeObject[] }>(['get', 'jobs', '-n', namespace]);
    expect(items).toHaveLength(1);
  }, 320_000);

  test('a drained node: no request fails, and its pod is back when it is', async () => {
    const asking = keepAsking([await urlOf('everywhere')], { timeoutMs: 60_000 });
    const drained = await cluster.k.run([
      ...['drain', worker, '--ignore-daemonsets', '--delete-emptydir-data', '--force', '--timeout=120s'],
    ]);
    const left = await eventually('one pod', async () => {
      const nodes = await nodesOf('everywhere');
      return nodes.length === 1 && nodes;
    });
    const served = await asking.stop();
    await cluster.k.ok(['uncordon', worker]);
    expect(drained.code, drained.stderr).toBe(0);
    expect(left).not.toContain(worker);
    console.log(`drain: ${JSON.stringify(served)}`);
    expect(served.failures).toEqual({});
    expect(served.requests).toBeGreaterThan(5);
    await eventually('two pods', async () => (await nodesOf('everywhere')).length === 2, 240_000, 1000);
  }, 500_000);

  test('a lost node: the other serves, the status tells it, and all is well when it is back', async () => {
    const url = await urlOf('everywhere');
    await sh('docker', ['pause', worker]);
    try {
      await eventually('its pod is not ready', async () => (await nodesOf('everywhere')).length === 1, 180_000, 1000);
      await eventually('one of two pods serves', async () => {
        const path = 'jsonpath={.status.readyPods}';
        return (await cluster.k.ok(['get', 'tts', 'everywhere', '-n', namespace, '-o', path])) === '1/2';
      });
      const asking = keepAsking([url], { timeoutMs: 60_000 });
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      const served = await asking.stop();
      console.log(`without the node: ${JSON.stringify(served)}`);
      expect(served.failures).toEqual({});
    } finally {
      await sh('docker', ['unpause', worker]);
    }
    await eventually('two pods', async () => (await nodesOf('everywhere')).length === 2, 240_000, 1000);
    await ready('everywhere');
  }, 600_000);
});

test('a volume for each pod: both nodes download, no claim is made', async () => {
  await apply(spread('each', { mode: 'PerPod' }));
  await ready('each');
  await eventually('two pods', async () => (await nodesOf('each')).length === 2, 300_000, 1000);
  expect(new Set(await nodesOf('each')).size).toBe(2);
  const { items } = await cluster.k.json<{ items: KubeObject[] }>(['get', 'pvc', '-n', namespace]);
  expect(items.filter(({ metadata }) => metadata.name.includes('each'))).toEqual([]);
}, 800_000);
