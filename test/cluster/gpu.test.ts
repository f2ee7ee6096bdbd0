import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import type { OperatorProcess } from '../support/operator-process.ts';
import { playKubelet } from '../support/played-kubelet.ts';
import { thePlugin } from '../support/plugin.ts';
import { pinnedModel } from '../support/pinned-model.ts';

/** A real scheduler and a node that only exists on paper: its GPU is a number in its capacity. No GPU computes here. */
let plane: ControlPlane;
let k: Kubectl;
let operator: OperatorProcess;
let kubelet: ReturnType<typeof playKubelet>;
let heartbeat: NodeJS.Timeout;
let gpus = 0;
/** What the last run of each server left in its termination message; undefined: it has not ended yet. */
let left: object | undefined;
let ready = true;

async function reportNode(): Promise<void> {
  const amounts = { cpu: '8', memory: '32Gi', pods: '110', 'ephemeral-storage': '1Ti', 'nvidia.com/gpu': String(gpus) };
  const now = new Date().toISOString();
  const ready = { type: 'Ready', status: 'True', reason: 'Played', lastHeartbeatTime: now };
  await k.api.json('PATCH', '/api/v1/nodes/paper/status', {
    body: { status: { capacity: amounts, allocatable: amounts, conditions: [ready] } },
    contentType: 'application/strategic-merge-patch+json',
  });
}

beforeAll(async () => {
  plane = await startControlPlane({ controllerManager: true, scheduler: true });
  k = kubectl(plane.kubeconfig, plane.binaries);
  await applyCrds(k);
  await k.api.json('POST', '/api/v1/nodes', {
    body: {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'paper', labels: { 'kubernetes.io/hostname': 'paper' } },
    },
  });
  await reportNode();
  heartbeat = setInterval(() => void reportNode().catch(() => undefined), 5_000);
  await k.apply('{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: nvidia}, handler: nvidia}');
  kubelet = playKubelet(k, {
    scheduledOnly: true,
    server() {
      const terminated = { exitCode: 1, reason: 'Error', message: JSON.stringify(left) };
      const lastState = left ? { lastState: { terminated } } : {};
      const startedAt = new Date().toISOString().replace(/\.\d+Z/, 'Z');
      return [{ name: 'tts-service', ready, state: { running: { startedAt } }, ...lastState }];
    },
  });
  operator = await startOperator(plane.kubeconfig, { RUNTIME_IMAGE: 'cpu:1', RUNTIME_GPU_IMAGE: 'gpu:1' });
});
afterAll(async () => {
  clearInterval(heartbeat);
  await kubelet?.stop();
  await operator?.stop();
  await plane?.stop();
});

interface Conditioned extends KubeObject {
  status: { conditions?: { type: string; status: string; reason: string; message: string }[] };
}
const condition = async (type: string) =>
  (await k.get<Conditioned>('tts', 'hello'))?.status?.conditions?.find((c) => c.type === type);
const apply = (spec: string) =>
  k.apply(`apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSService\nmetadata: {name: hello}\nspec: ${spec}\n`);
const model = `model: ${JSON.stringify(pinnedModel)}`;
const onGpu = `{${model}, compute: {device: gpu}, pod: {runtimeClassName: nvidia}}`;

interface Server {
  runtimeClassName?: string;
  tolerations: { key?: string; effect?: string }[];
  containers: {
    image: string;
    env: { name: string; value: string }[];
    resources: { limits: Record<string, string> };
  }[];
}
const template = async (): Promise<Server> =>
  (await k.json<{ spec: { template: { spec: Server } } }>(['get', 'deployment', 'hello'])).spec.template.spec;

test('without a GPU in the cluster a switch to it is told, and the old pod serves on; with one it rolls over', async () => {
  await apply(`{${model}}`);
  await eventually('ready on the CPU', async () => (await condition('Ready'))?.status === 'True', 60_000);

  const serving: number[] = [];
  let watching = true;
  const watch = (async () => {
    while (watching) {
      const deployment = await k.get<{ status?: { availableReplicas?: number } }>('deployment', 'hello');
      serving.push(deployment?.status?.availableReplicas ?? 0);
    }
  })();
  await apply(onGpu);
  const told = await eventually('the reason', async () => {
    const ready = await condition('Ready');
    return ready?.status === 'False' && ready.message.includes('nvidia.com/gpu') && ready;
  });
  expect(told.message).toContain('No node has nvidia.com/gpu available');
  expect(await condition('Available')).toMatchObject({ status: 'True' });

  gpus = 1;
  await reportNode();
  await eventually('ready on the GPU', async () => (await condition('Ready'))?.status === 'True', 60_000);
  const { runtimeClassName, tolerations, containers } = await template();
  expect(runtimeClassName).toBe('nvidia');
  expect(tolerations).toContainEqual({ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' });
  expect(containers[0]).toMatchObject({ image: 'gpu:1', resources: { limits: { 'nvidia.com/gpu': '1' } } });
  expect(containers[0]?.env).toContainEqual({ name: 'USE_GPU', value: 'true' });

  await apply(`{${model}, compute: {device: cpu}}`);
  await eventually('back on the CPU', async () => {
    const [ready, { containers: now }] = [await condition('Ready'), await template()];
    return ready?.status === 'True' && now[0]?.image === 'cpu:1' && !('nvidia.com/gpu' in now[0].resources.limits);
  });
  watching = false;
  await watch;
  expect(Math.min(...serving)).toBe(1);
}, 240_000);

/** A node for GPUs alone, as by custom; the model is on its volume by now, so that no Job has to run. */
const taint = async (taints: object[]) =>
  k.api.json('PATCH', '/api/v1/nodes/paper', {
    body: { spec: { taints } },
    contentType: 'application/strategic-merge-patch+json',
  });

test('doctor counts the GPUs of the nodes; a pod for a GPU runs where the taint keeps others away', async () => {
  gpus = 0;
  await reportNode();
  await apply(onGpu);
  const plugin = await thePlugin();
  const doctor = async () => (await plugin.run(plane.kubeconfig, ['doctor'])).stdout;
  expect(await doctor()).toContain('fail  no node has nvidia.com/gpu: install its device plugin');
  gpus = 1;
  await reportNode();
  expect(await doctor()).toContain('the nodes have 1 nvidia.com/gpu');

  await taint([{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }]);
  await eventually('on the GPU', async () => (await condition('GPUInUse'))?.reason === 'OnGpu', 60_000);
  await apply(`{${model}, compute: {device: cpu}}`);
  const kept = await eventually('kept away', async () => {
    const progressing = await condition('Progressing');
    return progressing?.message.includes('untolerated taint') && progressing;
  });
  expect(kept.message).toContain('spec.pod.tolerations');
  await taint([]);
  await eventually('on the CPU', async () => (await condition('Ready'))?.status === 'True', 60_000);
}, 240_000);

test('with one GPU and none to spare a rollout waits and says what helps; with maxSurge 0 the old pod makes room', async () => {
  gpus = 1;
  await reportNode();
  await apply(onGpu);
  const onIt = async () =>
    (await condition('GPUInUse'))?.reason === 'OnGpu' && (await condition('Ready'))?.status === 'True';
  await eventually('ready on the GPU', onIt, 60_000);

  const changed = (rollout: string) =>
    `{${model}, compute: {device: gpu}, server: {logLevel: DEBUG}, rollout: ${rollout}}`;
  await apply(changed('{}'));
  const told = await eventually('the reason', async () => {
    const progressing = await condition('Progressing');
    return progressing?.message.includes('Insufficient nvidia.com/gpu') && progressing;
  });
  expect(told).toMatchObject({ status: 'True', reason: 'RollingOut' });
  expect(told.message).toContain('set spec.rollout to maxSurge 0 and maxUnavailable 1');
  expect(await condition('Available')).toMatchObject({ status: 'True' });

  await apply(changed('{maxSurge: 0, maxUnavailable: 1}'));
  await eventually('rolled out', async () => (await condition('Ready'))?.status === 'True', 60_000);
  expect((await template()).containers[0]?.env).toContainEqual({ name: 'TTS_LOG_LEVEL', value: 'DEBUG' });
}, 240_000);

test('the fallback to the CPU is told in a condition and an Event; a GPU that cannot be used keeps a pod from serving', async () => {
  left = { type: 'gpu', reason: 'GpuFallback', message: 'libcuda.so.1: cannot open shared object file' };
  const env = "[{name: TTS_GPU_FALLBACK, value: 'true'}]";
  const falling = (more: string) =>
    `{${model}, compute: {device: gpu}, server: {${more}}, rollout: {maxSurge: 0, maxUnavailable: 1}}`;
  await apply(falling(`env: ${env}`));
  const fallback = await eventually(
    'the fallback',
    async () => {
      const inUse = await condition('GPUInUse');
      return inUse?.reason === 'GpuFallback' && inUse;
    },
    60_000,
  );
  expect(fallback).toMatchObject({ status: 'False' });
  expect(fallback.message).toMatch(
    /^1 of 1 pods that serve compute on the CPU\. Pod hello-.*: libcuda\.so\.1: cannot open/,
  );
  await eventually('ready all the same', async () => (await condition('Ready'))?.status === 'True', 60_000);
  const { items } = await k.json<{ items: { reason: string; type: string }[] }>(['get', 'events']);
  expect(items).toContainEqual(expect.objectContaining({ reason: 'GpuFallback', type: 'Warning' }));

  left = { type: 'gpu', reason: 'GpuUnusable', message: 'CUDA failure 100: no CUDA-capable device is detected' };
  ready = false;
  await apply(falling('logLevel: INFO'));
  await eventually('not available', async () => (await condition('Available'))?.reason === 'GpuUnusable', 60_000);
  expect((await condition('Ready'))?.message).toContain('CUDA failure 100');
  expect(await condition('GPUInUse')).toMatchObject({ status: 'False', reason: 'GpuUnusable' });
}, 240_000);
