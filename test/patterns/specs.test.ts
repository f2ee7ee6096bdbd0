import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { customResourceDefinition } from '../../operator/api/crd.ts';
import { randomNumbers } from '../../runtime/testing/random-numbers.ts';
import { eventually } from '../support/kubectl.ts';
import { CHILDREN, makeWorld } from './world.ts';
import type { Conditioned, World } from './world.ts';
import { pinnedModel } from '../support/pinned-model.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(() => world.tidy());
afterAll(() => world?.end());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema;
  maximum?: number;
  minimum?: number;
  enum?: unknown[];
}

/** A value of every kind that has broken an operator: extremes, emptiness, other types, long and odd text. */
function badValues({ type, maximum, minimum }: Schema): unknown[] {
  if (type === 'integer') return [minimum ?? 0, maximum ?? 1, (maximum ?? 0) + 1, -1, 1e15, 'text'];
  if (type === 'boolean') return [true, 'yes', 1];
  if (type === 'array') return [[], [{}], [''], 'text'];
  if (type === 'object') return [{}, { a: 'b' }, 'text'];
  return ['', ' ', 'x'.repeat(300), '💬', '../../etc', '-1', '0', '1e99Gi', 7];
}

function scalars(schema: Schema, path: string[] = []): { path: string[]; schema: Schema }[] {
  const children = Object.entries(schema.properties ?? {}).flatMap(([name, child]) => scalars(child, [...path, name]));
  return path.length === 0 ? children : [{ path, schema }, ...children];
}

function at(path: string[], value: unknown): object {
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;
}

test('T16 no value of any field crashes the operator or makes it spin; going back to the last good spec works', async () => {
  const namespace = await world.namespace();
  const proxy = await world.proxy();
  const operator = await world.operator(namespace, proxy);
  await world.apply(namespace, 'hello', {});
  await world.settled(namespace, 'hello');
  const good = await world.fingerprint(namespace);
  interface Crd {
    spec: { versions: { schema: { openAPIV3Schema: { properties: { spec: Schema } } } }[] };
  }
  const schema = (customResourceDefinition() as unknown as Crd).spec.versions[0]?.schema.openAPIV3Schema.properties
    .spec;
  const cases = scalars(schema ?? {}).flatMap(({ path, schema: field }) =>
    badValues(field).map((value) => at(path, value)),
  );
  expect(cases.length).toBeGreaterThan(250);
  const removeCases = () =>
    world.k.ok(['delete', 'tts', '-n', namespace, '--wait=false', '--field-selector', 'metadata.name!=hello']);
  let accepted = 0;
  const AT_ONCE = 40;
  for (let from = 0; from < cases.length; from += AT_ONCE) {
    await Promise.all(
      cases.slice(from, from + AT_ONCE).map(async (spec, i) => {
        const refused = await world.create(namespace, `case-${from + i}`, spec);
        if (!refused) accepted++;
        else {
          expect([400, 422], `${refused.message} for ${JSON.stringify(spec)}`).toContain(refused.status);
          expect(refused.message, JSON.stringify(spec)).toMatch(/spec/);
        }
      }),
    );
    await pause(2_000);
    if (from + AT_ONCE < cases.length) await removeCases();
  }
  // The last ones stay: what is wrong with them is told once and looked at again now and then.
  await pause(10_000);
  const from = proxy.writes().length;
  await pause(5_000);
  const writes = proxy
    .writes()
    .slice(from)
    .map(({ method, path }) => `${method} ${path}`);
  expect(writes.length, `writes while nothing changes: ${writes.join(', ')}`).toBeLessThan(20);
  await removeCases();
  expect(accepted).toBeGreaterThan(50);
  expect(operator.running()).toBe(true);

  await world.apply(namespace, 'hello', { model: { precision: 'q3' }, pod: { affinity: { nodeAffinity: 'wrong' } } });
  await eventually(
    'the reason',
    async () => (await world.condition(namespace, 'hello', 'Ready'))?.reason === 'UnknownModel',
  );
  expect(await world.condition(namespace, 'hello', 'Available')).toMatchObject({ status: 'True' });
  await world.apply(namespace, 'hello', { pod: { affinity: { nodeAffinity: 'wrong' } } });
  await eventually(
    'the reason',
    async () => (await world.condition(namespace, 'hello', 'Progressing'))?.reason === 'Refused',
  );
  expect(await world.condition(namespace, 'hello', 'Available')).toMatchObject({ status: 'True' });
  await world.apply(namespace, 'hello', {});
  await world.settled(namespace, 'hello');
  await eventually(
    'as before',
    async () => (await world.fingerprint(namespace)).filter((text) => good.includes(text)).length === good.length,
    60_000,
  );
}, 900_000);

const WALKS = Number(process.env.WALKS ?? 200);

function randomSpec(next: () => number): object {
  const pick = <T>(...values: T[]): T => values[Math.floor(next() * values.length)] as T;
  return {
    scaling: pick<object>(
      { replicas: 0 },
      { replicas: 1 },
      { minReplicas: 1, maxReplicas: 3 },
      { minReplicas: 1, maxReplicas: 2, targetCPUUtilization: 50 },
    ),
    service: { port: pick(80, 8080), type: pick('ClusterIP', 'NodePort') },
    networkPolicy: { enabled: pick(true, false) },
    server: {
      logLevel: pick('INFO', 'DEBUG'),
      env: pick<object[]>(
        [],
        [{ name: 'A', value: '1' }],
        [
          { name: 'A', value: '2' },
          { name: 'B', value: '3' },
        ],
      ),
    },
    model: pinnedModel,
    storage: pick<object>({}, { mode: 'PerPod' }),
    compute: pick<object>({ device: 'cpu' }, { device: 'gpu' }, { device: 'gpu', gpu: { count: 2 } }),
    pod: pick<object>(
      {},
      { labels: { team: 'a' } },
      { nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'x', operator: 'Exists' }] },
    ),
    suspend: pick(false, false, false, true),
  };
}

test(`T17 ${WALKS} walks over specs end in the same children as a fresh create of the last spec`, async () => {
  const namespace = await world.namespace();
  await world.operator(namespace, undefined, { WORKERS: '16' });
  const walks = Array.from({ length: WALKS }, (_, i) => {
    const next = randomNumbers(i + 1);
    return {
      name: `w${i}`,
      fresh: `f${i}`,
      specs: Array.from({ length: 2 + Math.floor(next() * 3) }, () => randomSpec(next)),
    };
  });
  const list = async (items: [string, object][]): Promise<void> => {
    const left = [...items];
    const worker = async (): Promise<void> => {
      for (let item = left.shift(); item; item = left.shift()) await world.apply(namespace, ...item);
    };
    await Promise.all(Array.from({ length: 10 }, worker));
  };
  const settled = (names: string[]) =>
    eventually(
      `${names.length} services are settled`,
      async () => {
        const { items } = await world.k.json<{ items: Conditioned[] }>(['get', 'tts', '-n', namespace]);
        const open = items.filter(
          ({ metadata, status }) =>
            names.includes(metadata.name) &&
            !(
              status?.observedGeneration === metadata.generation &&
              ['Settled', 'Suspended'].includes(
                status?.conditions?.find(({ type }) => type === 'Progressing')?.reason ?? '',
              )
            ),
        );
        return open.length === 0;
      },
      800_000,
      1_500,
    );
  const longest = Math.max(...walks.map(({ specs }) => specs.length));
  for (let step = 0; step < longest; step++) {
    const stepping = walks.filter(({ specs }) => step < specs.length);
    await list(stepping.map(({ name, specs }) => [name, specs[step] ?? {}]));
    // Odd walks go on before the operator is done with the step, even ones wait.
    if (step === 0) await settled(stepping.filter((_, i) => i % 2 === 0).map(({ name }) => name));
  }
  // What a fresh create of a suspended spec never had, a walk may have kept at zero: the Deployment.
  await list(walks.map(({ fresh, specs }) => [fresh, specs.at(-1) ?? {}]));
  await settled(walks.flatMap(({ name, fresh }) => [name, fresh]));

  const all = (
    await Promise.all(
      CHILDREN.filter((kind) => !['jobs', 'pvc', 'configmaps'].includes(kind)).map((kind) =>
        world.items(kind, namespace),
      ),
    )
  ).flat();
  const childrenOf = (name: string): Record<string, unknown> => {
    const own = all.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/instance'] === name);
    return Object.fromEntries(own.map((object) => [object.kind, wantedOf(object, name)]));
  };
  let compared = 0;
  for (const { name, fresh, specs } of walks) {
    const [walked, created] = [childrenOf(name), childrenOf(fresh)];
    const last = JSON.stringify(specs.at(-1));
    if (last.includes('"suspend":true')) continue;
    expect(walked, `walk ${name}: ${JSON.stringify(specs)}`).toEqual(created);
    expect(Object.keys(walked)).toContain('Deployment');
    compared++;
  }
  expect(compared).toBeGreaterThan(WALKS / 2);
}, 1_800_000);

/** What was asked for of an object, without what Kubernetes gives each on its own. */
function wantedOf({ metadata, spec }: KubeObject, name: string): unknown {
  const autoscaled = metadata.annotations?.['tts.pattern-agentic.io/scaling'] === 'auto';
  const text = JSON.stringify({ labels: metadata.labels, spec }, (key, value: unknown) => {
    if (['clusterIP', 'clusterIPs', 'nodePort', 'healthCheckNodePort'].includes(key)) return undefined;
    if (key === 'replicas' && autoscaled) return undefined;
    return value;
  });
  return JSON.parse(text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), 'NAME')) as unknown;
}
