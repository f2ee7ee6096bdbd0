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
import { pinnedModel } from '../support/pinned-model.ts';

/** A real scheduler and a node that only exists on paper: its GPU is a number in its capacity. No GPU computes here. */
let plane: ControlPlane;
let k: Kubectl;
let operator: OperatorProcess;
let kubelet: ReturnType<typeof playKubelet>;
let heartbeat: NodeJS.Timeout;
let gpus = 0;

async function reportNode(): Promise<void> {
  const amounts = { cpu: '8', memory: '32Gi', pods: '110', ...(gpus > 0 ? { 'nvidia.com/gpu': String(gpus) } : {}) };
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
  kubelet = playKubelet(k, { scheduledOnly: true });
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
