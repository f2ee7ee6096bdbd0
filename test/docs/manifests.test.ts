import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import type { OperatorProcess } from '../support/operator-process.ts';
import { playKubelet } from '../support/played-kubelet.ts';
import { publishedCrds } from '../support/published-crds.ts';
import { fencedBlocks } from './fenced-blocks.ts';

let plane: ControlPlane;
let k: Kubectl;
let operator: OperatorProcess | undefined;
let kubelet: { stop(): Promise<void> } | undefined;

interface Conditioned extends KubeObject {
  status?: {
    phase?: string;
    observedGeneration?: number;
    conditions?: { type: string; status: string; reason: string; message: string }[];
  };
}

const examples = readdirSync('examples')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));
const textOf = (example: string): string => readFileSync(`examples/${example}.yaml`, 'utf8');
const objectsOf = (example: string): KubeObject[] => loadAll(textOf(example)) as KubeObject[];
/** Examples that bring their own namespace are applied as they are, the others in one of their own. */
const namespaceOf = (example: string): string =>
  objectsOf(example).find(({ kind }) => kind === 'TTSService')?.metadata.namespace ?? `example-${example}`;

beforeAll(async () => {
  plane = await startControlPlane({ controllerManager: true, scheduler: true });
  k = kubectl(plane.kubeconfig, plane.binaries);
  const others = await Promise.all((['prometheus-operator', 'keda', 'gateway-api'] as const).map(publishedCrds));
  await k.ok(['apply', '--server-side', '-f', '-'], others.join('\n---\n'));
  await applyCrds(k, 'tts,scaledobjects,httproutes');
  for (const example of examples)
    await k.apply(
      `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${namespaceOf(example)}\n  labels: {pod-security.kubernetes.io/enforce: restricted}\n`,
    );
  await Promise.all(examples.map(prepare));
  // A quota of a kind that is new to the cluster refuses it until its controller has counted.
  await Promise.all(
    examples.map((example) =>
      eventually(
        `${example} is applied`,
        async () => {
          const args = ['apply', '--validate=strict', '-n', namespaceOf(example), '-f', '-'];
          const { code, stderr } = await k.run(args, textOf(example));
          if (code !== 0 && !stderr.includes('status unknown for quota')) throw new Error(stderr);
          return code === 0;
        },
        600_000,
        1000,
      ),
    ),
  );
  operator = await startOperator(plane.kubeconfig);
  kubelet = playKubelet(k);
});
afterAll(async () => {
  await kubelet?.stop();
  await operator?.stop();
  await plane?.stop();
});

/** Runs what an example's comment says to do first, as a user would type it, where the files that it names are. */
async function prepare(example: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tts-example-'));
  const { caFile, certFile, keyFile } = plane.certificates;
  for (const [name, file] of Object.entries({ 'ca.crt': caFile, 'tls.crt': certFile, 'tls.key': keyFile }))
    copyFileSync(file, join(folder, name));
  for (const [, line = ''] of textOf(example).matchAll(/^# +(kubectl create .*)$/gm))
    execFileSync('bash', ['-ec', line.replace('kubectl', `kubectl -n ${namespaceOf(example)}`)], {
      cwd: folder,
      env: { ...process.env, KUBECONFIG: plane.kubeconfig, PATH: `${plane.binaries}:${process.env.PATH ?? ''}` },
    });
}

const serviceOf = async (example: string): Promise<Conditioned | undefined> => {
  const name = objectsOf(example).find(({ kind }) => kind === 'TTSService')?.metadata.name ?? '';
  return k.get<Conditioned>('tts', name, namespaceOf(example));
};
const condition = (service: Conditioned | undefined, type: string) =>
  service?.status?.conditions?.find((one) => one.type === type);

describe('every example is taken by the API server, and the operator makes a service of it', () => {
  // fp32 is not in the catalog with its digests: the operator asks the source first, and there is none here.
  const asksFirst = ['gpu'];
  test.each(examples.filter((example) => !asksFirst.includes(example)))('%s gets ready', async (example) => {
    const ready = async (): Promise<boolean> => condition(await serviceOf(example), 'Ready')?.status === 'True';
    await eventually(`${example} is ready`, ready, 90_000).catch(async (error: unknown) => {
      throw new Error(JSON.stringify((await serviceOf(example))?.status, null, 1), { cause: error });
    });
  });

  test.each(asksFirst)('%s waits for its model’s digests', async (example) => {
    await eventually('a judgement', async () => condition(await serviceOf(example), 'ModelReady') !== undefined);
    const service = await serviceOf(example);
    expect(service?.status?.phase).not.toBe('Invalid');
    expect(condition(service, 'Progressing')?.reason).not.toMatch(/Refused|Forbidden|NameTaken/);
  });

  test('KEDA’s way of scaling: the TTSService’s scale subresource, and an apply that does not set it back', async () => {
    const namespace = namespaceOf('keda');
    await k.ok(['scale', 'tts', 'by-keda', '-n', namespace, '--replicas=3']);
    const replicas = () => k.ok(['get', 'deployment', 'by-keda', '-n', namespace, '-o', 'jsonpath={.spec.replicas}']);
    await eventually('three pods are asked for', async () => (await replicas()) === '3');
    await k.ok(['apply', '-n', namespace, '-f', '-'], textOf('keda'));
    expect(await k.ok(['get', 'tts', 'by-keda', '-n', namespace, '-o', 'jsonpath={.spec.scaling.replicas}'])).toBe('3');
  });

  test('the tenant: a member of the team may make services and speak, and nothing else', async () => {
    const may = async (verb: string, what: string): Promise<string> => {
      const [resource = '', subresource = ''] = what.split('/');
      const of = [verb, resource, `--subresource=${subresource}`, '-n', 'team-a', '--as=someone', '--as-group=team-a'];
      return (await k.run(['auth', 'can-i', ...of])).stdout.trim();
    };
    expect(await may('create', 'ttsservices')).toBe('yes');
    expect(await may('create', 'pods/portforward')).toBe('yes');
    expect(await may('get', 'secrets')).toBe('no');
    expect(await may('create', 'deployments')).toBe('no');
  });
});

test('what private-mirror.yaml names is what the download gets', async () => {
  const [job] = (
    await k.json<{
      items: {
        spec: { template: { spec: { containers: { env: { name: string; value: string }[] }[]; volumes: object[] } } };
      }[];
    }>(['get', 'jobs', '-n', namespaceOf('private-mirror')])
  ).items;
  const { containers, volumes } = job?.spec.template.spec ?? { containers: [], volumes: [] };
  const env = Object.fromEntries((containers[0]?.env ?? []).map(({ name, value }) => [name, value]));
  expect(env).toMatchObject({
    TTS_NPM_REGISTRY: 'https://mirror.example/npm',
    TTS_PYPI_INDEX: 'https://mirror.example/pypi/simple',
    HTTPS_PROXY: 'http://proxy.example:3128',
    NO_PROXY: '.svc,.cluster.local',
  });
  expect(JSON.stringify(volumes)).toContain('"secretName":"mirror-login"');
  expect(JSON.stringify(volumes)).toContain('"name":"company-ca"');
});

test('config/monitoring is taken as it is by the CRDs of prometheus-operator', async () => {
  await k.ok(['create', 'namespace', 'tts-system']);
  await k.ok(['apply', '--server-side', '--validate=strict', '-k', 'config/monitoring']);
  for (const kind of ['servicemonitor', 'podmonitor', 'prometheusrule', 'configmap'])
    expect(await k.ok(['get', kind, '-n', 'tts-system', '-o', 'name'])).toMatch(/tts-/);
});

describe('YAML of the documents', () => {
  const blocks = fencedBlocks().filter(({ language }) => language === 'yaml');

  test('there is some', () => expect(blocks.length).toBeGreaterThan(5));

  test.each(blocks.map((block) => [`${block.file}:${block.line}`, block] as const))('%s', async (_, { text }) => {
    for (const object of loadAll(text)) {
      if (typeof object !== 'object' || object === null || !('kind' in object)) continue;
      // Argo CD's own definitions come in no package that a test could install.
      if ((object as KubeObject).apiVersion.startsWith('argoproj.io/')) continue;
      const { code, stderr } = await k.run(
        ['apply', '--dry-run=server', '--validate=strict', '-f', '-'],
        JSON.stringify(inDefault(object as KubeObject)),
      );
      expect(stderr.replace(/^Warning:.*$/gm, '').trim()).toBe('');
      expect(code).toBe(0);
    }
  });

  /** Namespaces of examples in documents are not all there. */
  function inDefault(object: KubeObject): KubeObject {
    const { namespace, ...metadata } = object.metadata;
    return namespace === undefined ? object : { ...object, metadata: { ...metadata, namespace: 'default' } };
  }
});
