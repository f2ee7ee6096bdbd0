import { readFileSync } from 'node:fs';
import { load, loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TTSService } from '../../operator/api/resource.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { localRegistries } from '../../operator/model-store/local-registries.ts';
import { podSelector, volumeLabels } from '../../operator/objects/metadata.ts';
import { networkPolicy } from '../../operator/objects/network-policy.ts';
import { service } from '../../operator/testing/services.ts';
import { startPolicies, stopPolicies } from '../../tools/cluster/policies.ts';
import { fencedBlocks } from '../docs/fenced-blocks.ts';
import { eventually } from '../support/kubectl.ts';
import { theCluster } from './cluster.ts';
import type { E2eCluster } from './cluster.ts';
import { trustOfSample } from './own-namespace.ts';
import { expectConnection, startStandIns } from './standins.ts';
import type { From } from './standins.ts';

// Every connection below is first made without a policy. Then the policies come, and each is made or refused as it should be.
const [speech, clients, observability] = ['policies', 'policies-clients', 'observability'];
const namespaces = [
  { name: speech, labels: {} },
  { name: clients, labels: { speech: 'client' } },
  { name: observability, labels: { name: 'monitoring' } },
];

const parse = (object: unknown, name: string) => {
  const { spec } = object as KubeObject;
  return service({ metadata: { name, namespace: speech }, spec });
};
const example = loadAll(readFileSync('examples/network-policies.yaml', 'utf8')) as KubeObject[];
const guide = fencedBlocks(['docs/guides/security.md']).find(({ text }) => text.includes('name: with-egress'));
const services = {
  server: parse({ spec: {} }, 'server'),
  collecting: parse(load(guide?.text ?? ''), 'collecting'),
  perpod: parse({ spec: { storage: { mode: 'PerPod' } } }, 'perpod'),
  fenced: parse(example[0], 'fenced'),
};

const shell = (pod: string, namespace = speech): From => ({ namespace, pod });
const client = shell('client', clients);
const prometheus = shell('prometheus', observability);
const ports = { http: 8205, other: 9000 };
const standIns = [
  ...Object.entries(services).map(([name, of]) => ({ name, namespace: speech, labels: podSelector(of), ports })),
  { name: 'downloads', namespace: speech, labels: volumeLabels('tts-any'), ports },
  { name: 'client', namespace: clients },
  { name: 'web', namespace: clients, ports: { dns: 53, plain: 80, https: 443 } },
  { name: 'prometheus', namespace: observability, ports: { otlp: 4318, other: 9000 } },
];

const rows: [what: string, from: From, to: string, port: number, allowed: boolean][] = [
  ['a client reaches the API port', client, 'server', 8205, true],
  ['Prometheus reads the metrics there', prometheus, 'server', 8205, true],
  ['no other port', client, 'server', 9000, false],
  ['a server has no egress', shell('server'), 'web', 443, false],
  ['but what spec.networkPolicy.egress names', shell('collecting'), 'prometheus', 4318, true],
  ['no other port of it', shell('collecting'), 'prometheus', 9000, false],
  ['no other namespace', shell('collecting'), 'web', 443, false],
  ['a server that downloads has egress', shell('perpod'), 'web', 443, true],
  ['and its API port alone too', client, 'perpod', 9000, false],
  ['the example: a client of the right namespace', client, 'fenced', 8205, true],
  ['the example: not of another', prometheus, 'fenced', 8205, false],
  ['the example: no other port', client, 'fenced', 9000, false],
  ['the example: no egress of servers', shell('fenced'), 'web', 443, false],
  ['a download Job reaches HTTPS', shell('downloads'), 'web', 443, true],
  ['and DNS', shell('downloads'), 'web', 53, true],
  ['and nothing else', shell('downloads'), 'web', 80, false],
  ['nobody reaches a download Job', client, 'downloads', 9000, false],
];

let cluster: E2eCluster;
let addresses: Record<string, string>;
let started = false;
/** The operator and a server of the sample, as they run. */
let operator: { address: string; from: From };
let sample: { address: string; from: From };

const apply = (...items: object[]) => cluster.k.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
async function podWith(selector: string, namespace: string) {
  const { items } = await cluster.k.json<{ items: (KubeObject & { status: { podIP: string } })[] }>([
    ...['get', 'pods', '-n', namespace, '-l', selector, '--field-selector=status.phase=Running'],
  ]);
  const [pod] = items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  if (pod === undefined) throw new Error(`no pod of ${selector} runs in ${namespace}`);
  return { address: pod.status.podIP, from: { namespace, pod: pod.metadata.name, node: true } };
}

/** What the operator would make for a service, but with no owner: that one is not there, and the policy would be collected. */
function ownPolicy(of: TTSService): object[] {
  const policy = networkPolicy(of);
  return policy === undefined ? [] : [{ ...policy, metadata: { ...policy.metadata, ownerReferences: [] } }];
}

/** The chart's policy of the operator, whose pods bear one label less where `npm run up` installed them. */
function operatorPolicy(): KubeObject {
  const chart = loadAll(readFileSync('test/install/golden/everything.yaml', 'utf8')) as KubeObject[];
  const found = chart.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'tts-operator');
  const podSelector = { matchLabels: { 'app.kubernetes.io/name': 'tts-operator' } };
  const metadata = { name: 'tts-operator', namespace: 'tts-system' };
  return { ...found, metadata, spec: { ...(found?.spec as object), podSelector } } as KubeObject;
}

/** The example's policies; the mirrors of this machine may have ports of their own. */
async function examplePolicies(): Promise<KubeObject[]> {
  const urls = Object.values(await localRegistries()).map((url) => new URL(url));
  const others = [...new Set(urls.map(({ port }) => Number(port)))].filter((port) => port > 0);
  return example.slice(1).map((object) => {
    const { egress, ...spec } = object.spec as { egress?: { ports: object[] }[] };
    const more = (egress ?? []).map((rule) => ({ ports: [...rule.ports, ...others.map((port) => ({ port }))] }));
    const metadata = { ...object.metadata, namespace: speech };
    return { ...object, metadata, spec: egress === undefined ? spec : { ...spec, egress: more } };
  });
}

beforeAll(async () => {
  cluster = await theCluster();
  await cluster.k.ok(['wait', '--for=condition=Ready', 'tts/pattern-tts', '-n', 'pattern-agentic', '--timeout=180s']);
  await apply(...namespaces.map((metadata) => ({ apiVersion: 'v1', kind: 'Namespace', metadata })));
  addresses = await startStandIns(cluster, standIns);
  operator = await podWith('app.kubernetes.io/name=tts-operator', 'tts-system');
  sample = await podWith('app=pattern-tts-service', 'pattern-agentic');
  const { embedded } = cluster;
  if (embedded) started = await startPolicies(embedded, (line) => process.stderr.write(`${line}\n`));
  for (const [, from, to, port] of rows) await expectConnection(cluster, from, addresses[to] ?? '', port, true);
  await expectConnection(cluster, client, operator.address, 8080, true);
  await expectConnection(cluster, operator.from, addresses['web'] ?? '', 443, true);
  await apply(...Object.values(services).flatMap(ownPolicy), ...(await examplePolicies()), operatorPolicy());
}, 600_000);
afterAll(async () => {
  await cluster.k.run(['delete', 'networkpolicy', 'tts-operator', '-n', 'tts-system', '--ignore-not-found']);
  const names = namespaces.map(({ name }) => name);
  await cluster.k.run(['delete', 'namespace', ...names, '--ignore-not-found', '--timeout=120s']);
  if (started && cluster.embedded) await stopPolicies(cluster.embedded);
}, 300_000);

test.each(rows)('%s', async (_, from, to, port, allowed) => {
  await expectConnection(cluster, from, addresses[to] ?? '', port, allowed);
});

describe('the servers and the operator that run', () => {
  test('a server of the sample is reached through its Service, and reaches neither others nor the API server', async () => {
    const { spec } = await cluster.k.json<{ spec: { clusterIP: string } }>([
      ...['get', 'service', 'pattern-tts-service', '-n', 'pattern-agentic'],
    ]);
    await expectConnection(cluster, client, spec.clusterIP, 80, true);
    await expectConnection(cluster, sample.from, addresses['web'] ?? '', 443, false);
    await expectConnection(cluster, sample.from, '10.96.0.1', 443, false);
  });

  test('the metrics of the operator are for the namespace that the chart was given', async () => {
    await expectConnection(cluster, prometheus, operator.address, 8080, true);
    await expectConnection(cluster, client, operator.address, 8080, false);
    await expectConnection(cluster, client, operator.address, 8081, true);
    await expectConnection(cluster, operator.from, addresses['web'] ?? '', 443, false);
  });

  test('with the API server alone the operator works, and with HTTPS alone a download does', async () => {
    const trust = await trustOfSample(cluster, speech);
    const [fenced] = example;
    const model = { voices: ['af_heart'], ...trust };
    await apply({
      ...fenced,
      metadata: { ...fenced?.metadata, namespace: speech },
      spec: { ...(fenced?.spec as object), model, scaling: { replicas: 0 } },
    });
    const phase = await eventually(
      'the model is verified',
      async () => {
        const { status } = await cluster.k.json<{ status?: { model?: { phase: string } } }>([
          ...['get', 'tts', 'fenced', '-n', speech],
        ]);
        return ['Verified', 'Failed'].includes(status?.model?.phase ?? '') && status?.model?.phase;
      },
      400_000,
      1000,
    );
    expect(phase).toBe('Verified');
  }, 420_000);
});
