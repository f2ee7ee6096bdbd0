import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caFile, machineCA, machineValues } from '../../../tools/helm/machine-values.ts';
import { uninstall } from '../../../tools/up/install.ts';
import { theCluster } from '../../e2e/cluster.ts';
import type { E2eCluster } from '../../e2e/cluster.ts';
import { keepAsking } from '../../support/keep-asking.ts';
import type { Served } from '../../support/keep-asking.ts';
import { eventually } from '../../support/kubectl.ts';
import { helmFor } from '../helm.ts';
import type { Helm } from '../helm.ts';

/** What the seed's users type: `helm install pattern-tts helm/pattern-tts -f helm/pattern-tts/values-dev.yaml -n pattern-agentic`. */
const chart = 'helm/pattern-tts';
const namespace = 'pattern-agentic';
const folder = mkdtempSync(join(tmpdir(), 'tts-install-'));
const values = ['-f', `${chart}/values-dev.yaml`, '-f', join(folder, 'machine.yaml'), '-n', namespace];
const crd = 'ttsservices.tts.pattern-agentic.io';

let cluster: E2eCluster;
let helm: Helm;
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const apply = (object: object): Promise<string> => cluster.k.apply(JSON.stringify(object));

/** Names of the objects that an installation could have made, but for the CRD. */
async function left(): Promise<string[]> {
  const inNamespaces = 'deployments,jobs,pods,services,configmaps,secrets,serviceaccounts,persistentvolumeclaims';
  const inCluster = 'clusterroles,clusterrolebindings,namespaces';
  const types = `${inNamespaces},roles,rolebindings,horizontalpodautoscalers,poddisruptionbudgets,networkpolicies,${inCluster}`;
  const { items } = await cluster.k.json<{
    items: { kind: string; metadata: { name: string; namespace?: string } }[];
  }>(['get', types, '-A']);
  return items
    .filter(({ metadata }) => /tts/.test(metadata.name) || metadata.namespace === namespace)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    .filter((one) => !/ (kube-root-ca\.crt|default|machine-ca|pattern-agentic)$/.test(one));
}
const nothingLeft = (): Promise<boolean> =>
  eventually(
    'nothing is left',
    async () => {
      const names = await left();
      if (names.length > 0) throw new Error(names.join(', '));
      return true;
    },
    180_000,
    1000,
  );

beforeAll(async () => {
  cluster = await theCluster();
  helm = await helmFor(cluster.env.KUBECONFIG);
  const kubectl = (args: string[]): Promise<string> => cluster.k.ok(args);
  await uninstall({ kubectl } as Parameters<typeof uninstall>[0], say);
  await nothingLeft();
  writeFileSync(join(folder, 'machine.yaml'), JSON.stringify(await machineValues({ kubectl })));
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } });
  if (caFile() !== undefined) {
    const file = `--from-file=${machineCA.key}=${caFile()}`;
    await cluster.k.ok(['create', 'configmap', machineCA.configMap, '-n', namespace, file]);
  }
}, 300_000);

// The sample is put back as the other tests on the node expect it: by kustomize, which `up` uses.
afterAll(async () => {
  await helm?.run(['uninstall', 'pattern-tts', '-n', namespace, '--ignore-not-found']);
  helm?.remove();
  rmSync(folder, { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, ['tools/up.ts'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('npm run up failed');
}, 600_000);

test('helm install, and the service speaks', async () => {
  say(await helm.ok(['install', 'pattern-tts', chart, ...values]));
  await cluster.k.ok(['wait', '--for=condition=Ready', 'tts/pattern-tts', '-n', namespace, '--timeout=240s']);
  const spoken = await helm.run(['test', 'pattern-tts', '-n', namespace, '--timeout=180s']);
  expect(spoken.code, spoken.stderr).toBe(0);
  expect(spoken.stdout).toMatch(/Phase:\s+Succeeded/);
  expect(spoken.stdout + spoken.stderr).toMatch(/pattern-tts-service\.pattern-agentic\.svc:80 spoke for \d\.\d s/);
  // The Job that brought the CRD up to date has gone, and its rights with it.
  const hooks = (await left()).filter((name) => /-crd$|speaks/.test(name));
  expect(hooks).toEqual([]);
}, 420_000);

const during = async (work: () => Promise<void>): Promise<Served> => {
  const { spec } = await cluster.k.json<{ spec: { clusterIP: string } }>([
    ...['get', 'service', 'pattern-tts-service', '-n', namespace],
  ]);
  const asking = keepAsking([`http://${spec.clusterIP}`], { timeoutMs: 60_000 });
  await work().catch(async (error: unknown) => {
    await asking.stop();
    throw error;
  });
  return asking.stop();
};
const revision = (): Promise<string> =>
  cluster.k.ok([
    ...['get', 'deployment', 'pattern-tts', '-n', namespace],
    ...['-o', 'jsonpath={.metadata.annotations.deployment\\.kubernetes\\.io/revision}'],
  ]);
const terminating = async (): Promise<boolean> =>
  (
    await cluster.k.json<{ items: { metadata: { deletionTimestamp?: string } }[] }>([
      ...['get', 'pods', '-n', namespace, '-l', 'app=pattern-tts-service'],
    ])
  ).items.some(({ metadata }) => metadata.deletionTimestamp !== undefined);

test('an upgrade of the operator leaves the pods alone, one of the server replaces them, and no request fails', async () => {
  const before = await revision();
  // An older CRD than the chart's, as a former version would have left it.
  const description = '/spec/versions/0/schema/openAPIV3Schema/description';
  const patch = JSON.stringify([{ op: 'replace', path: description, value: 'An older one.' }]);
  await cluster.k.ok(['patch', 'crd', crd, '--type=json', '-p', patch]);
  const served = await during(async () => {
    await helm.ok(['upgrade', 'pattern-tts', chart, ...values, '--set', 'logLevel=debug']);
    await cluster.k.ok(['rollout', 'status', 'deployment/tts-operator', '-n', namespace, '--timeout=120s']);
    expect(await revision()).toBe(before);
    const environment = ['--set', 'services.pattern-tts.spec.server.environment=staging'];
    await helm.ok(['upgrade', 'pattern-tts', chart, ...values, ...environment]);
    await eventually('a rollout', async () => (await revision()) !== before, 60_000);
    await cluster.k.ok(['rollout', 'status', 'deployment/pattern-tts', '-n', namespace, '--timeout=240s']);
    await eventually('the former pods are gone', async () => !(await terminating()), 90_000);
  });
  say(`during the upgrades: ${JSON.stringify(served)}`);
  expect(served.failures).toEqual({});
  expect(served.requests).toBeGreaterThan(20);
  const path = '-o=jsonpath={.spec.versions[0].schema.openAPIV3Schema.description}';
  expect(await cluster.k.ok(['get', 'crd', crd, path])).toContain('text-to-speech');
}, 480_000);

test('helm uninstall leaves the CRD and nothing else', async () => {
  await helm.ok(['uninstall', 'pattern-tts', '-n', namespace, '--wait']);
  await nothingLeft();
  await cluster.k.ok(['get', 'crd', crd]);
}, 180_000);

test('install.yaml: the operator takes up a service; deleting it leaves nothing', async () => {
  await cluster.k.ok(['apply', '--server-side', '--force-conflicts', '-f', 'config/install.yaml']);
  await cluster.k.ok(['rollout', 'status', 'deployment/tts-operator', '-n', 'tts-system', '--timeout=120s']);
  const metadata = { name: 'plain', namespace };
  await apply({ apiVersion: 'tts.pattern-agentic.io/v1alpha1', kind: 'TTSService', metadata, spec: { suspend: true } });
  await cluster.k.ok([
    'wait',
    '--for=jsonpath={.status.phase}=Suspended',
    'tts/plain',
    '-n',
    namespace,
    '--timeout=60s',
  ]);
  await cluster.k.ok(['delete', 'tts', 'plain', '-n', namespace]);
  await cluster.k.ok(['delete', '-f', 'config/install.yaml']);
  await nothingLeft();
  expect((await cluster.k.run(['get', 'crd', crd])).stderr).toContain('NotFound');
}, 240_000);
