import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { startDevicePlugin } from '../support/device-plugin.ts';
import { eventually } from '../support/kubectl.ts';
import { thePlugin } from '../support/plugin.ts';
import { theCluster } from './cluster.ts';
import type { E2eCluster } from './cluster.ts';

/** A real kubelet, scheduler and container runtime; the device plugin advertises names, so that no server finds a GPU. */
const resource = 'nvidia.com/gpu';
/** Where the sample has its volume, with the model on it. */
const namespace = 'pattern-agentic';
const name = 'on-gpu';
const url = 'http://localhost:8207';

interface Pod extends KubeObject {
  spec: { nodeName?: string };
  status: {
    containerStatuses?: { restartCount: number; ready: boolean }[];
  };
}
interface Conditioned extends KubeObject {
  status: { conditions?: { type: string; status: string; reason: string; message: string }[] };
}
interface Node extends KubeObject {
  status: { allocatable: Record<string, string> };
}

let cluster: E2eCluster;
let devices: Awaited<ReturnType<typeof startDevicePlugin>>;
let node: string;
let spec: { image?: object; model: object; storage: object };
let forward: { stop(): void } | undefined;

const condition = async (type: string) =>
  (await cluster.k.get<Conditioned>('tts', name, namespace))?.status.conditions?.find((c) => c.type === type);
const reason = async (type: string) => (await condition(type))?.reason;
const pods = async (): Promise<Pod[]> =>
  (await cluster.k.json<{ items: Pod[] }>(['get', 'pods', '-n', namespace, '-l', `app=${name}-service`])).items.filter(
    ({ metadata }) => !metadata.deletionTimestamp,
  );
const gpusOfNode = async () =>
  (await cluster.k.json<Node>(['get', 'node', node])).status.allocatable[resource] ?? 'none';
const taint = (change: string) => cluster.k.run(['taint', 'node', node, `${resource}=present:NoSchedule${change}`]);

async function apply(server: object, rollout: object = {}): Promise<void> {
  const compute = {
    device: 'gpu',
    resources: { requests: { cpu: '100m', memory: '700Mi' }, limits: { cpu: '2', memory: '2Gi' } },
  };
  await cluster.k.apply(
    JSON.stringify({
      apiVersion: 'tts.pattern-agentic.io/v1alpha1',
      kind: 'TTSService',
      metadata: { name, namespace },
      spec: { ...spec, compute, server, rollout },
    }),
  );
}
const fallback = { name: 'TTS_GPU_FALLBACK', value: 'true' };

beforeAll(async () => {
  cluster = await theCluster();
  const sample = await cluster.k.json<{ spec: typeof spec }>(['get', 'tts', 'pattern-tts', '-n', namespace]);
  const [server] = (
    await cluster.k.json<{ items: { spec: { nodeName: string; containers: { image: string }[] } }[] }>([
      ...['get', 'pods', '-n', namespace, '-l', 'app=pattern-tts-service'],
    ])
  ).items;
  if (!server) throw new Error('the sample has no pod');
  node = server.spec.nodeName;
  // The image for CPUs: it lacks the provider for CUDA, as an image does that somebody mixed up.
  const [, repository, tag] = /^(.*):([^:]+)$/.exec(server.spec.containers[0]?.image ?? '') ?? [];
  spec = { model: sample.spec.model, storage: sample.spec.storage, image: { repository, tag } };
  devices = await startDevicePlugin(resource, ['GPU-0', 'GPU-1']);
  devices.fail('GPU-1');
  await eventually('one GPU on the node', async () => (await gpusOfNode()) === '1');
  await taint('');
});
afterAll(async () => {
  forward?.stop();
  await taint('-');
  await cluster.k.run(['delete', 'tts', name, '-n', namespace, '--ignore-not-found', '--wait=false']);
  devices?.stop();
});

test('a pod gets its device on a node whose taint keeps others away, and says why it cannot compute on it', async () => {
  await apply({});
  await eventually('the reason', async () => (await reason('GPUInUse')) === 'GpuUnusable', 120_000);
  expect((await condition('Available'))?.message).toContain('libonnxruntime_providers_cuda.so is missing');
  expect(devices.allocated).toEqual([['GPU-0']]);
  const [pod] = await pods();
  expect(pod?.spec.nodeName).toBe(node);
  const visible = [
    ...['exec', '-n', namespace, pod?.metadata.name ?? '', '-c', 'tts-service'],
    ...['--', 'node', '-p', 'process.env.NVIDIA_VISIBLE_DEVICES'],
  ];
  await eventually('the device in the container', async () => (await cluster.k.ok(visible)).trim() === 'GPU-0');
});

test('a rollout waits for a free GPU and says what helps; with maxSurge 0 the old pod makes room', async () => {
  await apply({ env: [fallback] });
  await eventually(
    'the advice',
    async () => (await condition('Progressing'))?.message.includes('set spec.rollout to maxSurge 0'),
    120_000,
  );
  const waiting = await pods();
  expect(waiting).toHaveLength(2);

  await apply({ env: [fallback] }, { maxSurge: 0, maxUnavailable: 1 });
  await eventually('ready on the CPU', async () => (await condition('Ready'))?.status === 'True', 300_000);
  expect(await condition('GPUInUse')).toMatchObject({ status: 'False', reason: 'GpuFallback' });
  const [pod, ...others] = await pods();
  expect(others).toEqual([]);
  expect(pod?.status.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });

  forward = cluster.background(`kubectl port-forward -n ${namespace} svc/${name}-service 8207:80`);
  await eventually('the port-forward', async () => (await fetch(`${url}/livez`)).ok);
  const answer = await fetch(`${url}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'tts-1', voice: 'af_heart', input: 'No GPU, but speech.', response_format: 'pcm' }),
  });
  expect(answer.status).toBe(200);
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(24_000);
  expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/^tts_gpu_fallback(\{[^}]*\})? 1$/m);
}, 400_000);

test('with a GPU to spare a rollout goes on beside the old pod', async () => {
  devices.fail();
  await eventually('two GPUs on the node', async () => (await gpusOfNode()) === '2');
  const [before] = await pods();
  await apply({ env: [fallback], logLevel: 'DEBUG' });
  const serving: number[] = [];
  await eventually(
    'the other pod alone',
    async () => {
      const now = await pods();
      serving.push(now.filter(({ status }) => status.containerStatuses?.[0]?.ready).length);
      return now.length === 1 && now[0]?.metadata.uid !== before?.metadata.uid;
    },
    300_000,
    500,
  );
  expect(Math.min(...serving)).toBeGreaterThan(0);
  expect(devices.allocated.at(-1)).toEqual(['GPU-1']);
}, 400_000);

test('doctor counts the GPUs that work', async () => {
  const plugin = await thePlugin();
  const doctor = async () => (await plugin.run(cluster.env.KUBECONFIG ?? '', ['doctor', '-n', namespace])).stdout;
  expect(await doctor()).toContain(`the nodes have 2 ${resource}`);
  devices.fail('GPU-0', 'GPU-1');
  await eventually('no GPU that works', async () => (await gpusOfNode()) === '0');
  expect(await doctor()).toContain(`no node has ${resource}`);
  const [pod] = await pods();
  expect(pod?.status.containerStatuses?.[0]?.ready).toBe(true);
});
