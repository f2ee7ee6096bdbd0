import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import type { OperatorProcess } from '../support/operator-process.ts';
import { playKubelet } from '../support/played-kubelet.ts';

let plane: ControlPlane;
let k: Kubectl;
let operator: OperatorProcess;

beforeAll(async () => {
  plane = await startControlPlane({ controllerManager: true, scheduler: true });
  k = kubectl(plane.kubeconfig, plane.binaries);
  await applyCrds(k);
  operator = await startOperator(plane.kubeconfig);
});
const players: { stop(): Promise<void> }[] = [];
const play = (...args: Parameters<typeof playKubelet>): void => void players.push(playKubelet(...args));
afterEach(async () => {
  await Promise.all(players.splice(0).map((player) => player.stop()));
});
afterAll(async () => {
  await operator?.stop();
  await plane?.stop();
});

const manifest = (name: string, spec: string): string =>
  `apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSService\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
const items = async (kind: string, selector = 'app.kubernetes.io/managed-by=tts-operator'): Promise<KubeObject[]> =>
  (await k.json<{ items: KubeObject[] }>(['get', kind, '-n', 'default', '-l', selector])).items;
interface Conditioned extends KubeObject {
  status: {
    phase?: string;
    readyPods?: string;
    conditions?: { type: string; status: string; reason: string; message: string }[];
  };
}
const condition = async (name: string, type: string) =>
  (await k.get<Conditioned>('tts', name))?.status?.conditions?.find((c) => c.type === type);
const isReady = (name: string) =>
  eventually(`${name} is ready`, async () => (await condition(name, 'Ready'))?.reason === 'Ready');

describe('one service from apply to delete', () => {
  test('first come volume and download, and nothing that serves', async () => {
    await k.apply(manifest('hello', '{scaling: {replicas: 2}}'));
    await eventually('a download Job', async () => (await items('jobs')).length === 1);
    expect(await items('pvc')).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(await items('deployments')).toEqual([]);
    expect(await condition('hello', 'ModelReady')).toMatchObject({ status: 'False' });
    expect(await condition('hello', 'Available')).toMatchObject({ status: 'False', reason: 'NotStarted' });
  });

  test('after the download come the servers, and the service gets ready', async () => {
    play(k);
    await isReady('hello');
    const columns = (await k.ok(['get', 'tts', 'hello', '--no-headers'])).trim().split(/\s+/);
    expect(columns.slice(0, 7)).toEqual(['hello', 'kokoro-v1.0', 'q8', 'Ready', '100', '2/2', 'cpu']);
    for (const kind of ['deployments', 'services', 'poddisruptionbudgets', 'networkpolicies'])
      expect(await items(kind)).toHaveLength(1);
    expect(await items('hpa')).toHaveLength(0);
  });

  test('in the steady state nothing is written', async () => {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const versions = async (): Promise<string[]> =>
      (
        await Promise.all(
          ['tts', 'pvc', 'configmaps', 'deployments', 'services', 'pdb', 'netpol'].map(
            async (kind) => (await k.json<{ items: KubeObject[] }>(['get', kind, '-n', 'default'])).items,
          ),
        )
      )
        .flat()
        .map(({ kind, metadata }) => `${kind}/${metadata.name} ${metadata.resourceVersion ?? ''}`);
    const [before, writes] = [await versions(), operator.writes().length];
    await k.ok(['annotate', 'tts', 'hello', 'touched=1', '--overwrite']);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const after = await versions();
    expect(after.filter((line) => !before.includes(line)).map((line) => line.split(' ')[0])).toEqual([
      'TTSService/hello',
    ]);
    expect(operator.writes().length).toBe(writes);
  });

  test('what is edited or deleted by hand comes back', async () => {
    await k.ok([
      'patch',
      'service',
      'hello-service',
      '--type=json',
      '-p',
      '[{"op":"replace","path":"/spec/ports/0/port","value":81}]',
    ]);
    await k.ok(['delete', 'networkpolicy', 'hello']);
    const restored = async (): Promise<boolean> =>
      (await k.ok(['get', 'service', 'hello-service', '-o', 'jsonpath={.spec.ports[*].port}'])) === '80' &&
      (await items('networkpolicies')).length === 1;
    await eventually('the Service and the NetworkPolicy are as before', restored);
  });

  test('kubectl scale tts changes the pods, to zero and back', async () => {
    play(k);
    await k.ok(['scale', 'tts', 'hello', '--replicas=0']);
    await eventually('no pods', async () => (await items('pods', 'app=hello-service')).length === 0);
    expect(
      await eventually('a reason', async () => (await condition('hello', 'Ready'))?.reason === 'ScaledToZero'),
    ).toBe(true);
    await k.ok(['scale', 'tts', 'hello', '--replicas=1']);
    await isReady('hello');
  });

  test.each(['background', 'foreground'])('deleting it (%s) removes everything it owns', async (cascade) => {
    play(k);
    await k.apply(manifest('hello', '{scaling: {replicas: 1}}'));
    await isReady('hello');
    await k.ok(['delete', 'tts', 'hello', `--cascade=${cascade}`, '--timeout=60s']);
    const left = async (): Promise<string[]> =>
      (
        await Promise.all(
          ['deployments', 'jobs', 'pvc', 'configmaps', 'services', 'pdb', 'netpol'].map((kind) => items(kind)),
        )
      )
        .flat()
        .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    await k.ok(['delete', 'pods', '--all', '--force', '--grace-period=0']);
    await eventually('nothing is left', async () => (await left()).length === 0, 60_000);
  });
});

test('an autoscaled service: replicas are the autoscaler’s, and turning it on keeps the live number', async () => {
  play(k);
  await k.apply(manifest('auto', '{scaling: {replicas: 3}}'));
  await isReady('auto');
  await k.apply(manifest('auto', '{scaling: {minReplicas: 2, maxReplicas: 8}}'));
  await eventually('an HPA', async () => (await items('hpa')).length === 1);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(await k.ok(['get', 'deployment', 'auto', '-o', 'jsonpath={.spec.replicas}'])).toBe('3');
  await k.ok(['scale', 'deployment', 'auto', '--replicas=0']);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(await k.ok(['get', 'deployment', 'auto', '-o', 'jsonpath={.spec.replicas}'])).toBe('0');
  await k.ok(['scale', 'deployment', 'auto', '--replicas=2']);
  await isReady('auto');
  await k.ok(['delete', 'tts', 'auto']);
});

test('an object of the same name that is not ours is left alone and named in a condition', async () => {
  await k.ok(['create', 'service', 'clusterip', 'taken-service', '--tcp=1:1']);
  play(k);
  await k.apply(manifest('taken', '{}'));
  await eventually('a condition', async () => (await condition('taken', 'Progressing'))?.reason === 'NameTaken');
  expect(await k.ok(['get', 'service', 'taken-service', '-o', 'jsonpath={.spec.ports[*].port}'])).toBe('1');
  await k.ok(['delete', 'service', 'taken-service']);
  await k.ok(['annotate', 'tts', 'taken', 'look=again']);
  await eventually('our own Service', async () => (await items('services')).length === 1);
  await k.ok(['delete', 'tts', 'taken']);
});

test('a failed download is told in a condition, and tried again', async () => {
  let failures = 0;
  const download = () =>
    failures++ === 0
      ? {
          succeeded: false,
          result: {
            type: 'result',
            phase: 'Failed',
            reason: 'DigestMismatch',
            message: 'model.onnx is not the pinned file.',
          },
        }
      : { succeeded: true, result: { type: 'result', phase: 'Published', filesVerified: 60, filesTotal: 60 } };
  play(k, { download });
  await k.apply(manifest('flaky', '{}'));
  await eventually('the reason', async () => (await condition('flaky', 'ModelReady'))?.reason === 'DigestMismatch');
  expect((await condition('flaky', 'ModelReady'))?.message).toContain('model.onnx is not the pinned file');
  await isReady('flaky');
  const events = await k.ok([
    'get',
    'events',
    '-n',
    'default',
    '--field-selector',
    'involvedObject.name=flaky',
    '-o',
    'jsonpath={.items[*].reason}',
  ]);
  expect(events).toContain('DigestMismatch');
  await k.ok(['delete', 'tts', 'flaky']);
});
