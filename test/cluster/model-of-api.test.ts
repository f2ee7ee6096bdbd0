import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiError } from '../../operator/cluster/api.ts';
import type { Method } from '../../operator/cluster/api.ts';
import { pathOf } from '../../operator/cluster/kinds.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { ApiServer } from '../simulation/api/server.ts';
import { leaves } from '../simulation/api/fields.ts';
import { MODEL_KINDS } from '../simulation/api/kinds.ts';
import type { ModelKind } from '../simulation/api/kinds.ts';
import { Random } from '../simulation/random.ts';
import { changedSpec, randomSpec } from '../simulation/specs.ts';
import type { Written } from '../simulation/specs.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';

let plane: ControlPlane;
let k: Kubectl;

beforeAll(async () => {
  plane = await startControlPlane();
  k = kubectl(plane.kubeconfig, plane.binaries);
  await applyCrds(k);
  await eventually('the schema is published', async () => (await k.run(['explain', 'tts.spec'])).code === 0);
});
afterAll(async () => {
  await plane?.stop();
});

interface Asked {
  method: Method;
  path: string;
  query?: Record<string, string | number | boolean>;
  body?: unknown;
  contentType?: string;
}
type Answer = { object: KubeObject } | { status: number; reason: string };

const APPLY = 'application/apply-patch+yaml';
const MERGE = 'application/merge-patch+json';

/** Objects as two managers and a person write them: every kind of list and map that the operator's objects have. */
function content(kind: ModelKind, random: Random): Record<string, unknown> {
  const maybe = <T>(value: T): T | undefined => (random.chance(0.5) ? value : undefined);
  const env = (): unknown[] =>
    (random.chance(0.5) ? ['A', 'B', 'C'] : ['C', 'A', 'B'])
      .filter(() => random.chance(0.5))
      .map((name) => ({ name, value: String(random.below(3) + 1) }));
  switch (kind) {
    case 'ConfigMap':
      return { data: { a: '1', b: maybe(String(random.below(3))), c: maybe('3') } };
    case 'Secret':
      return { data: { token: 'eA==', user: maybe('eQ==') } };
    case 'Service':
      return {
        spec: {
          selector: { app: random.pick(['x', 'y']) },
          ports: [{ name: 'http', port: 80 + random.below(2), protocol: 'TCP' }],
        },
      };
    case 'NetworkPolicy':
      return {
        spec: {
          podSelector: { matchLabels: { app: random.pick(['x', 'y']) } },
          policyTypes: ['Ingress'],
          ingress: maybe([{ ports: [{ port: 1 + random.below(2), protocol: 'TCP' }] }]),
        },
      };
    case 'PersistentVolumeClaim':
      return {
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'fast',
          resources: { requests: { storage: random.weighted({ '1Gi': 3, '2Gi': 1 }) } },
        },
      };
    case 'Job':
    case 'Deployment': {
      const container = {
        name: 'main',
        image: random.pick(['a', 'b']),
        env: env(),
        ports: maybe([{ name: 'http', containerPort: 80, protocol: 'TCP' }]),
      };
      const more = maybe({ name: 'more', image: 'c', volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] });
      const pod = {
        containers: [container, ...(more ? [more] : [])],
        volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
        nodeSelector: maybe({ zone: random.pick(['a', 'b']) }),
      };
      const labels = { app: 'x' };
      const template = {
        metadata: { labels, annotations: maybe({ note: String(random.below(2)) }) },
        spec: kind === 'Job' ? { ...pod, restartPolicy: 'Never' } : pod,
      };
      return {
        spec:
          kind === 'Job'
            ? { template, backoffLimit: 0 }
            : { replicas: maybe(random.below(4)), selector: { matchLabels: labels }, template },
      };
    }
    default:
      return {};
  }
}

const KINDS: ModelKind[] = [
  'ConfigMap',
  'Secret',
  'Service',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'Job',
  'Deployment',
  'TTSService',
];

/**
 * Whether a request scales to the number that is there. The API server then may move the number's ownership to a second entry of the same
 * manager, in a new version without another change: the autoscaler never asks for this, and the operator looks at neither.
 */
function scalesToTheSame({ path, body }: Asked, model: ApiServer): boolean {
  if (!path.endsWith('/scale')) return false;
  try {
    const { spec } = model.handle({ method: 'GET', path, user: 'person' }) as { spec: { replicas: number } };
    return spec.replicas === (body as { spec: { replicas: number } }).spec.replicas;
  } catch {
    return false;
  }
}

/**
 * The conflict of an apply without force with whoever owns an empty map, which the API server keeps for a custom resource after the
 * last annotation was taken out. The operator forces its applies, so the model does without.
 */
const EMPTIED = /with 1 conflict: conflict with "\w+"[^:]*: \.metadata\.(annotations|labels)$/;

/** One request; what it names may or may not be there. */
function draw(
  random: Random,
  specs: Map<string, Written>,
  present: (kind: ModelKind, name: string) => KubeObject | undefined,
): Asked {
  const kind = random.weighted<ModelKind>(
    Object.fromEntries(KINDS.map((one) => [one, one === 'TTSService' || one === 'Deployment' ? 3 : 1])) as Record<
      ModelKind,
      number
    >,
  );
  const name = random.pick(['x', 'y']);
  const collection = pathOf(MODEL_KINDS[kind], 'default');
  const path = `${collection}/${name}`;
  const live = present(kind, name);
  let body: Record<string, unknown>;
  if (kind === 'TTSService') {
    const known = specs.get(name);
    const spec = known ? changedSpec(known, random) : randomSpec(random);
    specs.set(name, spec);
    body = { spec };
  } else body = content(kind, random);
  const labels = kind === 'Job' || random.chance(0.5) ? { app: random.pick(['x', 'y']) } : undefined;
  const annotations = random.chance(0.3) ? { note: String(random.below(2)) } : undefined;
  const metadata = {
    name,
    namespace: 'default',
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
  };
  const whole = clean({ apiVersion: MODEL_KINDS[kind].apiVersion, kind, metadata, ...body });
  const manager = random.pick(['one', 'two']);
  const deed = random.weighted({
    apply: 8,
    forced: 8,
    create: 3,
    put: 2,
    merge: 3,
    remove: 2,
    get: 1,
    list: 1,
    scale: 1,
    status: 1,
  });
  switch (deed) {
    case 'apply':
    case 'forced': {
      const over = random.weighted({ any: 4, present: 1, old: 1 });
      const very = random.weighted({ any: 6, present: 1, other: 1 });
      const uid = very === 'any' ? undefined : very === 'other' ? 'other' : live?.metadata.uid;
      const resourceVersion = over === 'any' ? undefined : over === 'old' ? '1' : live?.metadata.resourceVersion;
      return {
        method: 'PATCH',
        path,
        query: { fieldManager: manager, force: deed === 'forced' },
        body: clean({ ...whole, metadata: { ...metadata, resourceVersion, uid } }),
        contentType: APPLY,
      };
    }
    case 'create':
      return { method: 'POST', path: collection, query: { fieldManager: 'person' }, body: whole };
    case 'put': {
      if (!live || kind !== 'ConfigMap') return { method: 'GET', path };
      const version = random.weighted({ present: 3, old: 1 }) === 'present' ? live.metadata.resourceVersion : '1';
      const sent = {
        ...live,
        metadata: {
          ...live.metadata,
          labels: { ...live.metadata.labels, put: String(random.below(3)) },
          resourceVersion: version,
        },
      };
      return { method: 'PUT', path, query: { fieldManager: 'person' }, body: sent };
    }
    case 'merge':
      return {
        method: 'PATCH',
        path,
        query: { fieldManager: 'person' },
        body: {
          metadata: {
            ...(random.chance(0.1) ? { uid: 'other' } : {}),
            labels: { app: random.chance(0.3) ? null : 'merged', more: String(random.below(2)) },
          },
        },
        contentType: MERGE,
      };
    case 'remove': {
      const uid = random.chance(0.3) ? 'other' : live?.metadata.uid;
      return {
        method: 'DELETE',
        path,
        body: {
          kind: 'DeleteOptions',
          apiVersion: 'v1',
          propagationPolicy: 'Background',
          ...(uid === undefined ? {} : { preconditions: { uid } }),
        },
      };
    }
    case 'get':
      return { method: 'GET', path };
    case 'list':
      return { method: 'GET', path: collection, query: { labelSelector: 'app=x' } };
    case 'scale':
      return {
        method: 'PATCH',
        path: `${pathOf(MODEL_KINDS[random.pick(['Deployment', 'TTSService'] as const)], 'default', name)}/scale`,
        query: { fieldManager: 'person' },
        body: { spec: { replicas: random.below(4) } },
        contentType: MERGE,
      };
    case 'status': {
      const condition = {
        type: random.pick(['Ready', 'Available']),
        status: random.pick(['True', 'False']),
        reason: 'X',
        message: '',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      };
      return {
        ...{
          method: 'PATCH',
          path: `${pathOf(MODEL_KINDS.TTSService, 'default', name)}/status`,
          query: { fieldManager: 'status', force: true },
          contentType: APPLY,
        },
        body: {
          apiVersion: MODEL_KINDS.TTSService.apiVersion,
          kind: 'TTSService',
          metadata: { name, namespace: 'default' },
          status: { phase: random.pick(['A', 'B']), conditions: [condition] },
        },
      };
    }
  }
}

function clean<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** What the real API server fills in and the model leaves out. */
const FILLED =
  /^f:(status|spec\nf:(strategy|revisionHistoryLimit|progressDeadlineSeconds|clusterIPs?|ipFamil|internalTrafficPolicy|sessionAffinity|type|volumeMode|completions|parallelism|completionMode|suspend|manualSelector|podReplacementPolicy|selector|template\nf:metadata\nf:labels|template\nf:spec\nf:(restartPolicy|dnsPolicy|schedulerName|securityContext|terminationGracePeriodSeconds)))|imagePullPolicy|terminationMessage|f:resources$|f:protocol$|f:targetPort$|f:type$|f:uid|batch\.kubernetes\.io|deployment\.kubernetes\.io|job-name|controller-uid/;

/** An object without what two servers cannot agree on: versions and times, and what is empty. */
function plain(object: KubeObject): Map<string, unknown> {
  const out = new Map<string, unknown>();
  const { apiVersion: _a, ...rest } = object;
  for (const [path, value] of leaves({ apiVersion: '', ...rest })) {
    if (path.startsWith('f:metadata\nf:finalizers') || isEmpty(value)) continue;
    if (object.kind !== 'TTSService' && (path.startsWith('f:status') || FILLED.test(path))) continue;
    out.set(path, value);
  }
  return out;
}

function isEmpty(value: unknown): boolean {
  return (
    value === '' || value === false || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}

/** Who applied which fields. */
function owners(object: KubeObject): Map<string, string[]> {
  const { managedFields = [] } = object.metadata as {
    managedFields?: { manager: string; operation: string; subresource?: string; fieldsV1?: object }[];
  };
  const out = new Map<string, string[]>();
  for (const { manager, operation, subresource = '', fieldsV1 = {} } of managedFields)
    if (operation === 'Apply') out.set(`${manager} ${subresource}`, paths(fieldsV1).sort());
  return out;
}

function paths(fields: object, prefix = ''): string[] {
  const entries = Object.entries(fields);
  if (entries.length === 0) return [prefix];
  return entries.flatMap(([key, value]) => (key === '.' ? [] : paths(value as object, `${prefix}/${key}`)));
}

function shown(asked: Asked): string {
  return `${asked.method} ${asked.path} ${JSON.stringify(asked.query ?? {})} ${JSON.stringify(asked.body ?? {}).slice(0, 1500)}`;
}

test.each((process.env.SEEDS ?? '1,2,3').split(',').map(Number))(
  'the model answers as the real API server does, seed %i',
  async (seed) => {
    for (const kind of KINDS)
      for (const name of ['x', 'y']) {
        const path = pathOf(MODEL_KINDS[kind], 'default', name);
        await k.api
          .json('PATCH', path, { body: { metadata: { finalizers: null } }, contentType: MERGE })
          .catch(() => undefined);
        await k.api.json('DELETE', path, { body: { propagationPolicy: 'Background' } }).catch(() => undefined);
      }
    const model = new ApiServer(() => Date.now(), { defaultClass: undefined, expandable: () => false });
    const random = new Random(seed, 'requests');
    const specs = new Map<string, Written>();
    const versions = new Map<string, [string, string]>();
    /** The first version of each object of the model, by uid. */
    const born = new Map<string, string>();
    let accepted = 0;
    const past: string[] = [];
    for (let i = 0; i < 300; i++) {
      const uids: { real?: string | undefined; model?: string | undefined } = {};
      const asked = draw(random, specs, (kind, name) => model.get(kind, 'default', name));
      if (scalesToTheSame(asked, model)) continue;
      const target = /\/(\w+)\/([xy])(?:\/|$)/.exec(asked.path);
      const of = target ? asked.path.replace(/\/(scale|status)$/, '') : undefined;
      if (of !== undefined)
        uids.real = await k.api.json<KubeObject>('GET', of).then(
          (object) => object.metadata.uid,
          () => undefined,
        );
      const live = of === undefined ? undefined : await k.api.json<KubeObject>('GET', of).catch(() => undefined);
      const real = await ask(() => k.api.json<KubeObject>(asked.method, asked.path, translated(asked, live)));
      if ('status' in real && EMPTIED.test(real.reason)) continue;
      const ours = await ask(
        async () =>
          model.handle({ ...asked, ...(asked.query ? { query: asked.query } : {}), user: 'person' }) as KubeObject,
      );
      past.push(`${i} ${shown(asked).slice(0, 700)} -> ${JSON.stringify(real).slice(0, 60)}`);
      const context = `request ${i}: ${shown(asked)}\nreal: ${JSON.stringify(real).slice(0, 1200)}\nours: ${JSON.stringify(ours).slice(0, 1200)}\nbefore:\n${past
        .filter((line) => of !== undefined && line.includes(of))
        .slice(-8)
        .join('\n')}`;
      if ('status' in real || 'status' in ours) {
        expect('status' in ours ? ours.status : 200, context).toBe('status' in real ? real.status : 200);
        continue;
      }
      accepted++;
      const [r, o] = [real.object, ours.object];
      if (Array.isArray(r['items'])) {
        const names = (list: KubeObject): string[] =>
          (list['items'] as KubeObject[]).map(({ metadata }) => metadata.name).sort();
        expect(names(o), context).toEqual(names(r));
        continue;
      }
      if (r.kind === 'Status' || r.kind === 'Scale' || asked.method === 'DELETE') continue;
      expect(Object.fromEntries(plain(o)), context).toEqual(Object.fromEntries(plain(r)));
      expect(Object.fromEntries(owners(o)), context).toEqual(Object.fromEntries(owners(r)));
      expect(o.metadata.deletionTimestamp !== undefined, context).toBe(r.metadata.deletionTimestamp !== undefined);
      expect(o.metadata.generation ?? 0, context).toBe(r.metadata.generation ?? 0);
      const before = versions.get(of ?? '');
      const now: [string, string] = [r.metadata.resourceVersion ?? '', o.metadata.resourceVersion ?? ''];
      // The default of a status is stored with the first write after the creation: a new version without another change.
      const { uid = '', resourceVersion = '' } = o.metadata;
      const isFirst = r.kind === 'TTSService' && resourceVersion === (born.get(uid) ?? resourceVersion);
      if (!born.has(uid)) born.set(uid, resourceVersion);
      if (before && r.kind !== 'PersistentVolumeClaim' && !isFirst)
        expect(now[1] === before[1], `version, ${context}`).toBe(now[0] === before[0]);
      if (of !== undefined) versions.set(of, now);
    }
    expect(accepted).toBeGreaterThan(100);
  },
);

/** The same request with the real object's uid and version where the model's are meant. */
function translated(
  { method, query, body, contentType }: Asked,
  live: KubeObject | undefined,
): Record<string, unknown> {
  const copy = clean(body ?? {}) as { metadata?: Record<string, unknown>; preconditions?: { uid?: string } };
  if (copy.preconditions?.uid?.startsWith('uid-')) copy.preconditions.uid = live?.metadata.uid ?? '';
  const { metadata } = copy;
  if (metadata?.['resourceVersion'] !== undefined && metadata['resourceVersion'] !== '1')
    metadata['resourceVersion'] = live?.metadata.resourceVersion;
  if (metadata && typeof metadata['uid'] === 'string' && metadata['uid'] !== 'other') {
    metadata['uid'] = live?.metadata.uid;
  }
  if (metadata && method === 'PUT') {
    metadata['creationTimestamp'] = live?.metadata.creationTimestamp;
    if (live) Object.assign(copy, { spec: live['spec'] });
  }
  return {
    ...(query ? { query } : {}),
    ...(body === undefined ? {} : { body: copy }),
    ...(contentType ? { contentType } : {}),
  };
}

async function ask(request: () => Promise<KubeObject>): Promise<Answer> {
  try {
    return { object: await request() };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, reason: `${error.reason} ${error.message.slice(0, 300)}` };
  }
}
