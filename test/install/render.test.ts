import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dump, loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { helmFor } from './helm.ts';
import type { Helm } from './helm.ts';
import { monitoringTypes } from './monitoring-types.ts';

const chart = 'config/helm/tts-operator';
const values = (name: string) => `${import.meta.dirname}/values/${name}.yaml`;
const cases: Record<string, string[]> = {
  defaults: [],
  'values-dev': ['-f', `${chart}/values-dev.yaml`],
  ...Object.fromEntries(
    readdirSync(join(import.meta.dirname, 'values'))
      .map((file) => file.replace('.yaml', ''))
      .map((name) => [name, ['-f', values(name)]]),
  ),
};

let plane: ControlPlane;
let k: Kubectl;
let helm: Helm;

beforeAll(async () => {
  [plane, helm] = await Promise.all([startControlPlane(), helmFor()]);
  k = kubectl(plane.kubeconfig, plane.binaries);
  await k.ok(['apply', '--server-side', '-k', 'crds']);
  await k.ok(['apply', '--server-side', ...(await monitoringTypes()).flatMap((file) => ['-f', file])]);
  for (const name of ['tts-system', 'pattern-agentic', 'speech', 'media']) {
    await k.run(['create', 'namespace', name]);
    const levels = ['enforce', 'warn'].map((mode) => `pod-security.kubernetes.io/${mode}=restricted`);
    await k.ok(['label', 'namespace', name, ...levels]);
  }
  for (const type of ['tts', 'servicemonitors', 'podmonitors', 'prometheusrules'])
    await eventually(`discovery knows ${type}`, async () => (await k.run(['get', type])).code === 0);
});
afterAll(async () => {
  helm?.remove();
  await plane?.stop();
});

const template = (args: string[], namespace = 'pattern-agentic') =>
  helm.ok(['template', 'pattern-tts', chart, '-n', namespace, '--kube-version', 'v1.36.0', ...args]);
const parse = (yaml: string): KubeObject[] => (loadAll(yaml) as (KubeObject | null)[]).filter((one) => one !== null);

/** Without long texts and without what is taken whole from config/rbac and config/monitoring. */
function readable(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 500 ? `${value.slice(0, 80).trim()}…` : value;
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  const taken = (key: string, field: unknown) =>
    ['rules', 'groups'].includes(key) && JSON.stringify(field).length > 1000;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, taken(key, field) ? 'taken whole' : readable(field)]),
  );
}

describe.each(Object.entries(cases))('%s', (name, args) => {
  test('lint finds nothing', async () => {
    const { code, stdout, stderr } = await helm.run(['lint', '--strict', chart, ...args]);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('0 chart(s) failed');
  });

  test('renders as written down', async () => {
    const objects = parse(await template(args)).map((object) => readable(object) as KubeObject);
    const shown = objects.map((object) => dump(object, { noRefs: true, lineWidth: 140 })).join('---\n');
    await expect(shown).toMatchFileSnapshot(`golden/${name}.yaml`);
  });

  test('the API server takes every object, under Pod Security restricted and without a warning', async () => {
    const rendered = await template(args);
    const { code, stdout, stderr } = await k.run(
      ['apply', '--dry-run=server', '--validate=strict', '-f', '-'],
      rendered,
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(parse(rendered).length);
  });
});

describe('one source', () => {
  /** What an installation consists of, by kind and name: without labels, environment variables in the order of their names. */
  const essence = (objects: KubeObject[]): Record<string, unknown> => {
    const stripped = (value: unknown, of = ''): unknown => {
      if (Array.isArray(value)) {
        const items = value.map((item) => stripped(item));
        return of === 'env' ? items.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))) : items;
      }
      if (typeof value !== 'object' || value === null) return value;
      const fields = Object.entries(value).filter(([key]) => !['labels', 'matchLabels', 'selector'].includes(key));
      return Object.fromEntries(fields.map(([key, field]) => [key, stripped(field, key)]));
    };
    return Object.fromEntries(
      objects
        .filter(({ kind }) => kind !== 'Namespace' && kind !== 'CustomResourceDefinition')
        .map((object) => [`${object.kind} ${object.metadata.name}`, stripped(object)]),
    );
  };
  const dev = ['image.tag', 'runtime.image.tag', 'runtime.gpuImage.tag'].flatMap((path) => ['--set', `${path}=dev`]);
  const rendered = async (args: string[]) =>
    essence(parse(await template([...dev, '--no-hooks', '--skip-tests', ...args], 'tts-system')));
  const kustomized = async (folder: string) => parse(await k.ok(['kustomize', folder]));

  test('the chart with its defaults is config/default', async () => {
    expect(await rendered([])).toEqual(essence(await kustomized('config/default')));
  });

  test('the chart with rbac.scope namespaced is the overlay namespaced', async () => {
    const chartObjects = await rendered(['--set', 'rbac.scope=namespaced']);
    expect(chartObjects).toEqual(essence(await kustomized('config/overlays/namespaced')));
  });

  test('install.yaml is config/default', async () => {
    const file = parse(readFileSync('config/install.yaml', 'utf8'));
    const byName = (objects: KubeObject[]) => new Map(objects.map((one) => [`${one.kind} ${one.metadata.name}`, one]));
    expect(byName(file)).toEqual(byName(await kustomized('config/default')));
  });

  test('the notes reach a service that may sleep through the interceptor, and others through their Service', async () => {
    const services = {
      hello: {},
      sleeper: { namespace: 'media', spec: { scaling: { minReplicas: 0, maxReplicas: 2 } } },
    };
    const args = [
      'install',
      'x',
      chart,
      '-n',
      'speech',
      '--dry-run=client',
      '--set-json',
      `services=${JSON.stringify(services)}`,
    ];
    const notes = async (...more: string[]) => (await helm.ok([...args, ...more])).split('NOTES:')[1] ?? '';
    const plain = await notes();
    expect(plain).toContain('kubectl port-forward -n speech svc/hello-service 8205:80 &');
    expect(plain).toContain('kubectl port-forward -n keda svc/keda-add-ons-http-interceptor-proxy 8205:8080 &');
    expect(plain).toContain('-H "Host: sleeper-service.media"');
    expect(plain).not.toContain('svc/sleeper-service');
    const elsewhere = await notes('--set-json', 'env=[{"name":"KEDA_INTERCEPTOR","value":"scale/proxy"}]');
    expect(elsewhere).toContain('kubectl port-forward -n scale svc/proxy 8205:8080 &');
  });

  test('the chart has the version of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const [about] = loadAll(readFileSync(`${chart}/Chart.yaml`, 'utf8')) as { version: string; appVersion: string }[];
    expect(about).toMatchObject({ version, appVersion: version });
  });

  test('values-dev makes the sample of config/samples', async () => {
    const [, sample] = loadAll(readFileSync('config/samples/pattern-tts.yaml', 'utf8')) as KubeObject[];
    const made = parse(await template(['-f', `${chart}/values-dev.yaml`])).find(({ kind }) => kind === 'TTSService');
    expect(made).toMatchObject({ metadata: { name: sample?.metadata.name, namespace: sample?.metadata.namespace } });
    expect(made?.spec).toEqual(sample?.spec);
  });
});

test.each(['default', 'overlays/namespaced', 'overlays/gpu', 'overlays/monitoring'])(
  'config/%s is taken by the API server',
  async (folder) => {
    const { code, stderr } = await k.run(['apply', '--server-side', '--dry-run=server', '-k', `config/${folder}`]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  },
);

describe('wrong values are refused with the place and the reason', () => {
  test.each<[what: string, args: string[], message: RegExp]>([
    ['an unknown value', ['--set', 'replica=2'], /additional properties 'replica' not allowed/],
    ['a wrong type', ['--set', 'replicas=many'], /at '\/replicas': got string, want integer/],
    [
      'an unknown scope',
      ['--set', 'rbac.scope=world'],
      /at '\/rbac\/scope': value must be one of 'cluster', 'namespaced'/,
    ],
    ['a digest that is none', ['--set', 'image.digest=latest'], /at '\/image\/digest'.*does not match pattern/],
    [
      'a misspelt field of a service',
      ['--set', 'services.hello.spec.modle.name=x'],
      /at '\/services\/hello\/spec': additional properties 'modle' not allowed/,
    ],
    [
      'a field of a service out of bounds',
      ['--set', 'services.hello.spec.service.port=70000'],
      /at '\/services\/hello\/spec\/service\/port': maximum: got 70,?000, want 65,?535/,
    ],
    [
      'two operators that do not elect',
      ['--set', 'replicas=2,leaderElection=false'],
      /leaderElection may be off only with one replica/,
    ],
    [
      'a CA written twice',
      ['--set', 'downloads.caBundle.pem=x,downloads.caBundle.configMap=y,services.hello.test=true'],
      /write either pem or configMap, not both/,
    ],
  ])('%s', async (_, args, message) => {
    const { code, stderr } = await helm.run(['template', 'x', chart, ...args]);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(message);
  });
});
