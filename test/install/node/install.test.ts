import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caFile, machineCA, machineValues } from '../../../tools/helm/machine-values.ts';
import { theCluster } from '../../e2e/cluster.ts';
import type { E2eCluster } from '../../e2e/cluster.ts';
import { keepAsking } from '../../support/keep-asking.ts';
import type { Served } from '../../support/keep-asking.ts';
import { eventually } from '../../support/kubectl.ts';
import { helmFor } from '../helm.ts';
import type { Helm } from '../helm.ts';

const chart = 'config/helm/tts-operator';
const namespace = 'helm-try';
const folder = mkdtempSync(join(tmpdir(), 'tts-install-'));
const values = ['-f', join(folder, 'values.yaml'), '-n', namespace];
const crd = 'ttsservices.tts.pattern-agentic.io';

let cluster: E2eCluster;
let helm: Helm;
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const apply = (object: object): Promise<string> => cluster.k.apply(JSON.stringify(object));
/** The operator of `npm run up` serves all namespaces: it has to rest while another one serves this namespace. */
const scaleOther = (replicas: number): Promise<string> =>
  cluster.k.ok(['scale', 'deployment', 'tts-operator', '-n', 'tts-system', `--replicas=${replicas}`]);

beforeAll(async () => {
  cluster = await theCluster();
  helm = await helmFor(cluster.env.KUBECONFIG);
  await scaleOther(0);
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } });
  if (caFile() !== undefined) {
    const file = `--from-file=${machineCA.key}=${caFile()}`;
    await cluster.k.ok(['create', 'configmap', machineCA.configMap, '-n', namespace, file]);
  }
  const resources = { requests: { cpu: '50m', memory: '512Mi' }, limits: { cpu: '2', memory: '2Gi' } };
  const speech = { model: { voices: ['af_heart', 'af_sky'] }, scaling: { replicas: 2 }, compute: { resources } };
  const { downloads } = (await machineValues({ kubectl: (args) => cluster.k.ok(args) })) as { downloads: object };
  const all = {
    image: { tag: 'dev' },
    runtime: { image: { tag: 'dev' } },
    rbac: { scope: 'namespaced' },
    downloads,
    services: { speech: { spec: speech } },
  };
  writeFileSync(join(folder, 'values.yaml'), JSON.stringify(all));
}, 300_000);

afterAll(async () => {
  await helm?.run(['uninstall', 'try', '-n', namespace, '--ignore-not-found']);
  helm?.remove();
  rmSync(folder, { recursive: true, force: true });
  await cluster.k.run(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s']);
  await scaleOther(1);
}, 300_000);

test('helm install, and the service speaks', async () => {
  expect(await helm.ok(['install', 'try', chart, ...values])).toContain('helm test try -n helm-try');
  await cluster.k.ok(['wait', '--for=condition=Ready', 'tts/speech', '-n', namespace, '--timeout=300s']);
  const spoken = await helm.run(['test', 'try', '-n', namespace, '--timeout=180s']);
  expect(spoken.code, spoken.stderr).toBe(0);
  expect(spoken.stdout).toMatch(/Phase:\s+Succeeded/);
  expect(spoken.stdout + spoken.stderr).toMatch(/speech-service\.helm-try\.svc:80 spoke for \d\.\d s/);
  // The Job that brought the CRD up to date has gone, and its rights with it.
  const rights = await cluster.k.ok(['get', 'clusterroles,clusterrolebindings', '-o', 'name']);
  expect(rights).not.toContain('tts-operator-crd');
}, 600_000);

const during = async (work: () => Promise<void>): Promise<Served> => {
  const { spec } = await cluster.k.json<{ spec: { clusterIP: string } }>([
    ...['get', 'service', 'speech-service', '-n', namespace],
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
    ...['get', 'deployment', 'speech', '-n', namespace],
    ...['-o', 'jsonpath={.metadata.annotations.deployment\\.kubernetes\\.io/revision}'],
  ]);
const terminating = async (): Promise<boolean> =>
  (
    await cluster.k.json<{ items: { metadata: { deletionTimestamp?: string } }[] }>([
      ...['get', 'pods', '-n', namespace, '-l', 'app=speech-service'],
    ])
  ).items.some(({ metadata }) => metadata.deletionTimestamp !== undefined);

test('an upgrade of the operator leaves the pods alone, one of the server replaces them, and no request fails', async () => {
  const before = await revision();
  // An older CRD than the chart's, as a former version would have left it.
  const description = '/spec/versions/0/schema/openAPIV3Schema/description';
  const patch = JSON.stringify([{ op: 'replace', path: description, value: 'An older one.' }]);
  await cluster.k.ok(['patch', 'crd', crd, '--type=json', '-p', patch]);
  const served = await during(async () => {
    await helm.ok(['upgrade', 'try', chart, ...values, '--set', 'logLevel=debug']);
    await cluster.k.ok(['rollout', 'status', 'deployment/tts-operator', '-n', namespace, '--timeout=120s']);
    expect(await revision()).toBe(before);
    const environment = ['--set', 'services.speech.spec.server.environment=staging'];
    await helm.ok(['upgrade', 'try', chart, ...values, ...environment]);
    await eventually('a rollout', async () => (await revision()) !== before, 90_000);
    await cluster.k.ok(['rollout', 'status', 'deployment/speech', '-n', namespace, '--timeout=240s']);
    await eventually('the former pods are gone', async () => !(await terminating()), 90_000);
  });
  say(`during the upgrades: ${JSON.stringify(served)}`);
  expect(served.failures).toEqual({});
  expect(served.requests).toBeGreaterThan(20);
  const path = '-o=jsonpath={.spec.versions[0].schema.openAPIV3Schema.description}';
  expect(await cluster.k.ok(['get', 'crd', crd, path])).toContain('text-to-speech');
}, 600_000);

test('helm uninstall leaves the CRD and nothing else', async () => {
  await helm.ok(['uninstall', 'try', '-n', namespace]);
  const types =
    'deployments,jobs,pods,services,configmaps,secrets,serviceaccounts,persistentvolumeclaims,roles,rolebindings,horizontalpodautoscalers,poddisruptionbudgets,networkpolicies,ttsservices';
  await eventually(
    'nothing is left',
    async () => {
      const names = (await cluster.k.ok(['get', types, '-n', namespace, '-o', 'name'])).trim().split('\n');
      const left = names.filter((name) => !/\/(kube-root-ca\.crt|default|machine-ca)$/.test(name) && name !== '');
      if (left.length > 0) throw new Error(left.join(', '));
      return true;
    },
    180_000,
    1000,
  );
  const inCluster = await cluster.k.ok([
    'get',
    'clusterroles,clusterrolebindings',
    '-o',
    'name',
    '-l',
    'app.kubernetes.io/instance=try',
  ]);
  expect(inCluster.trim()).toBe('');
  await cluster.k.ok(['get', 'crd', crd]);
}, 300_000);
