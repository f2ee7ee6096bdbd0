import { afterAll, beforeAll, expect, test } from 'vitest';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { helmFor } from './helm.ts';
import type { Helm } from './helm.ts';

/** What the seed's users type, but for the Job that brings the CRD up to date: there is no node to run it. */
const chart = 'helm/pattern-tts';
const dev = ['-f', `${chart}/values-dev.yaml`, '-n', 'pattern-agentic', '--set', 'crds.upgrade=false'];

let plane: ControlPlane;
let k: Kubectl;
let helm: Helm;

beforeAll(async () => {
  plane = await startControlPlane();
  k = kubectl(plane.kubeconfig, plane.binaries);
  helm = await helmFor(plane.kubeconfig);
  await k.ok(['create', 'namespace', 'pattern-agentic']);
});
afterAll(async () => {
  helm?.remove();
  await plane?.stop();
});

const crd = 'ttsservices.tts.pattern-agentic.io';
const uid = (type: string, name: string) =>
  k.ok(['get', type, name, '-n', 'pattern-agentic', '-o', 'jsonpath={.metadata.uid}', '--ignore-not-found']);

/** Everything that carries the chart's label or a Helm release, by kind and name. */
async function left(): Promise<string[]> {
  const types =
    'deployments,serviceaccounts,configmaps,secrets,roles,rolebindings,clusterroles,clusterrolebindings,jobs,pods,ttsservices';
  const { items } = await k.json<{ items: { kind: string; metadata: { name: string; labels?: object } }[] }>([
    ...['get', types, '-A'],
  ]);
  return items
    .filter(({ metadata }) => JSON.stringify(metadata.labels ?? {}).match(/tts-operator|"owner":"helm"/))
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

test('one install brings the CRD, the operator and its service to a cluster that has none of them', async () => {
  const notes = await helm.ok(['install', 'pattern-tts', chart, ...dev]);
  expect(notes).toContain('kubectl get tts -n pattern-agentic -w');
  expect(notes).toContain('helm test pattern-tts -n pattern-agentic');
  expect(await k.ok(['get', 'tts', '-n', 'pattern-agentic', '-o', 'name'])).toBe(
    'ttsservice.tts.pattern-agentic.io/pattern-tts\n',
  );
});

test('an upgrade changes what is there, and a rollback takes it back', async () => {
  const before = [await uid('crd', crd), await uid('tts', 'pattern-tts'), await uid('deployment', 'tts-operator')];
  const maximum = () =>
    k.ok(['get', 'tts', 'pattern-tts', '-n', 'pattern-agentic', '-o', 'jsonpath={.spec.scaling.maxReplicas}']);
  await helm.ok(['upgrade', 'pattern-tts', chart, ...dev, '--set', 'services.pattern-tts.spec.scaling.maxReplicas=4']);
  expect(await maximum()).toBe('4');
  await helm.ok(['rollback', 'pattern-tts', '1', '-n', 'pattern-agentic']);
  expect(await maximum()).toBe('8');
  const after = [await uid('crd', crd), await uid('tts', 'pattern-tts'), await uid('deployment', 'tts-operator')];
  expect(after).toEqual(before);
});

test('a service that was taken out of the values goes, one that was made by hand stays', async () => {
  await helm.ok(['upgrade', 'pattern-tts', chart, ...dev, '--set', 'services.second.test=true']);
  expect(await uid('tts', 'second')).not.toBe('');
  await k.apply(
    'apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSService\nmetadata: {name: mine, namespace: pattern-agentic}\n',
  );
  await helm.ok(['upgrade', 'pattern-tts', chart, ...dev]);
  expect(await uid('tts', 'second')).toBe('');
  expect(await uid('tts', 'mine')).not.toBe('');
});

test('uninstalling leaves the CRD, what others made and what was asked to stay, and nothing else', async () => {
  await helm.ok(['upgrade', 'pattern-tts', chart, ...dev, '--set', 'services.kept.keep=true']);
  const [kept, mine] = [await uid('tts', 'kept'), await uid('tts', 'mine')];
  await helm.ok(['uninstall', 'pattern-tts', '-n', 'pattern-agentic']);
  expect(await left()).toEqual(['TTSService kept']);
  expect(await uid('crd', crd)).not.toBe('');
  expect([await uid('tts', 'kept'), await uid('tts', 'mine')]).toEqual([kept, mine]);
});

test('another release finds the CRD there and installs beside what stayed', async () => {
  const before = await uid('tts', 'mine');
  await helm.ok(['install', 'speech', chart, ...dev]);
  expect(await uid('tts', 'mine')).toBe(before);
  await helm.ok(['uninstall', 'speech', '-n', 'pattern-agentic']);
});

test('a second operator for the whole cluster is refused, one for a namespace is not', async () => {
  await helm.ok(['install', 'first', chart, '-n', 'pattern-agentic', '--set', 'crds.upgrade=false']);
  await k.ok(['create', 'namespace', 'other']);
  const second = ['install', 'second', chart, '-n', 'other', '--set', 'crds.upgrade=false'];
  const refused = await helm.run(second);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toMatch(/ClusterRole "tts-operator".*cannot be imported into the current release/s);
  await helm.run(['uninstall', 'second', '-n', 'other', '--ignore-not-found']);
  await helm.ok([...second, '--set', 'rbac.scope=namespaced']);
});
