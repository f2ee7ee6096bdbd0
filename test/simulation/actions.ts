import { ApiError } from '../../operator/cluster/api.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { keyOf } from '../../operator/controller/object.ts';
import { API_VERSION, KIND } from '../../operator/api/fields.ts';
import { LABEL, isManaged } from '../../operator/objects/metadata.ts';
import { pathOf } from '../../operator/cluster/kinds.ts';
import { MODEL_KINDS } from './api/kinds.ts';
import type { ModelKind } from './api/kinds.ts';
import { bind, usersOf } from './controllers/claims.ts';
import { digestOf } from './models.ts';
import type { Claim, Pod } from './objects.ts';
import { isActive } from './objects.ts';
import type { Random } from './random.ts';
import { CLAIMS, HOSTS, KEYS, SECRETS, changedSpec, randomSpec } from './specs.ts';
import type { Written } from './specs.ts';
import { NAMESPACES } from './world.ts';
import type { World } from './world.ts';

/** One thing that somebody does, or that goes wrong: plain data, so that a walk can be written down and cut short. */
export interface Action {
  /** Milliseconds after the one before. */
  after: number;
  do: Deed;
  /** `namespace/name`, or `Kind/namespace/name`; where a pod is meant, its service will do. */
  on?: string;
  with?: unknown;
}

export const NAMES = ['a', 'b', 'c', 'd'] as const;
const CHILDREN: ModelKind[] = [
  ...(['ConfigMap', 'PersistentVolumeClaim', 'Job', 'Deployment', 'Service'] as const),
  ...(['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy'] as const),
];

/** What quotas, policies, webhooks and a namespace that is being deleted answer the operator's writes with. */
const REFUSALS: [status: number, reason: string, message: string][] = [
  [403, 'Forbidden', 'exceeded quota: objects, requested: count=1, used: count=9, limited: count=9'],
  [403, 'Forbidden', 'forbidden: unable to create new content in namespace because it is being terminated'],
  [403, 'Forbidden', 'a policy forbids this'],
  [404, 'NotFound', 'namespaces not found'],
  [413, 'RequestEntityTooLarge', 'the limit is 3145728 bytes'],
  [422, 'Invalid', 'admission webhook denied the request'],
  [500, 'InternalError', 'failed calling webhook'],
  [500, 'InternalError', ''],
];

const WEIGHTS = {
  ...{ create: 14, change: 16, delete: 5, rename: 1, suspend: 3, scale: 4, recreate: 1 },
  ...{ deleteChild: 3, editChild: 2, unlabel: 1, foreign: 1, secret: 3, claim: 3, deletePod: 2 },
  ...{ crash: 3, restart: 1, freeze: 1, clock: 1, breakWatches: 2, compact: 2, storm: 2 },
  ...{
    node: 1,
    volume: 3,
    container: 1,
    evict: 1,
    source: 3,
    quota: 1,
    policy: 2,
    load: 1,
    taint: 1,
    contest: 1,
    pause: 4,
  },
};
export type Deed = keyof typeof WEIGHTS;

/** What happens next; undefined when what was drawn, a few times over, has nothing to happen to. */
export function draw(world: World, random: Random): Action | undefined {
  const after = random.chance(0.5) ? random.below(3_000) : random.below(60_000);
  const empty = world.server.all(KIND).next().done === true;
  for (let tries = 0; tries < 4; tries++) {
    const deed = empty && random.chance(0.7) ? 'create' : random.weighted<Deed>(WEIGHTS);
    const found = plan(deed, world, random);
    if (found) return { after, do: deed, ...found };
  }
  return undefined;
}

function plan(deed: Deed, world: World, random: Random): Pick<Action, 'on' | 'with'> | undefined {
  const { server } = world;
  const services = [...server.all(KIND)];
  const any = <T>(list: T[]): T | undefined => (list.length > 0 ? random.pick(list) : undefined);
  const service = any(services);
  const on = service && keyOf(service);
  const child = (): KubeObject | undefined => any(CHILDREN.flatMap((kind) => [...server.all(kind)].filter(isManaged)));
  const id = (object: KubeObject): string => `${object.kind}/${keyOf(object)}`;
  switch (deed) {
    case 'create': {
      const namespace = random.chance(0.8) ? NAMESPACES[0] : NAMESPACES[1];
      const free = NAMES.find((name) => !server.get(KIND, namespace, name));
      if (!free) return undefined;
      const alike = service && random.chance(0.5) ? written(service) : undefined;
      return {
        on: `${namespace}/${free}`,
        with: alike ? (random.chance(0.5) ? changedSpec(alike, random) : alike) : randomSpec(random),
      };
    }
    case 'change':
      return service && { on: on ?? '', with: changedSpec(written(service), random) };
    case 'delete':
      return service && { on: on ?? '', with: random.weighted({ Background: 6, Foreground: 2, Orphan: 1 }) };
    case 'rename':
    case 'recreate':
    case 'suspend':
      return service && { on: on ?? '' };
    case 'scale':
      return service && { on: on ?? '', with: { replicas: random.below(4), deployment: random.chance(0.4) } };
    case 'deleteChild': {
      const one = child();
      return one && { on: id(one), with: random.chance(0.85) ? 'Background' : 'Foreground' };
    }
    case 'editChild': {
      const one = any(
        [...server.all('Deployment'), ...server.all('Service'), ...server.all('ConfigMap')].filter(isManaged),
      );
      return one && { on: id(one), with: edit(one, random) };
    }
    case 'unlabel': {
      const one = child();
      return one && { on: id(one) };
    }
    case 'foreign': {
      const kind = random.pick(['Service', 'Deployment', 'NetworkPolicy'] as const);
      const name = random.pick(NAMES);
      return { on: `${kind}/${random.pick(NAMESPACES)}/${kind === 'Service' ? `${name}-service` : name}` };
    }
    case 'secret':
      return {
        on: `${random.pick(NAMESPACES)}/${random.pick([...SECRETS, ...KEYS])}`,
        with: random.weighted({ put: 3, remove: 1 }),
      };
    case 'claim':
      return {
        on: `${random.pick(NAMESPACES)}/${random.pick(CLAIMS)}`,
        with: random.weighted({ first: 4, second: 2, empty: 1, remove: 1 }),
      };
    case 'deletePod': {
      const pod = any([...server.all<Pod>('Pod')].filter(isActive));
      return pod && { on: keyOf(pod) };
    }
    case 'container': {
      const pods = [...server.all<Pod>('Pod')].filter(isActive);
      const downloads = pods.filter(({ spec }) => spec.restartPolicy === 'Never');
      const pod = any(downloads.length > 0 && random.chance(0.5) ? downloads : pods);
      return pod && { on: keyOf(pod), with: random.pick(['OOMKilled', 'Error']) };
    }
    case 'evict': {
      const pod = any([...server.all<Pod>('Pod')].filter((one) => isActive(one) && one.spec.nodeName !== undefined));
      return pod && { on: keyOf(pod) };
    }
    case 'crash':
    case 'restart':
      return { with: { index: random.below(world.setup.operators), ms: random.below(20_000) } };
    case 'freeze':
      return { with: { index: random.below(world.setup.operators), ms: random.below(60_000) } };
    case 'clock':
      return { with: { index: random.below(world.setup.operators), ms: random.below(1_200_000) - 600_000 } };
    case 'breakWatches':
      return { with: { index: random.below(world.setup.operators) } };
    case 'compact':
      return {};
    case 'storm':
      return { with: { strength: 0.1 + random.next() * 0.6, ms: random.below(120_000) } };
    case 'node':
      return { with: { index: random.below(3), ms: random.below(600_000) } };
    case 'volume': {
      const claim = any([...server.all<Claim>('PersistentVolumeClaim')]);
      return (
        claim && {
          on: keyOf(claim),
          with: { how: random.weighted({ damage: 4, wipe: 3, full: 1, lost: 1 }), pods: random.below(3) },
        }
      );
    }
    case 'source':
      return {
        on: random.pick([...HOSTS, 'npm.example']),
        with: random.pick(['', 'Unreachable', 'Unauthorised', 'DigestMismatch', 'Stalled']),
      };
    case 'quota':
      return { with: random.chance(0.5) };
    case 'policy':
      return { with: { kind: random.pick(CHILDREN), error: random.pick(REFUSALS), ms: random.below(300_000) } };
    case 'load':
      return { with: random.chance(0.2) ? null : random.below(6) };
    case 'taint':
      return { with: { index: random.below(6), ms: random.below(300_000) } };
    case 'contest':
      return {
        with: random.pick([
          { kind: 'Service', patch: { spec: { type: 'NodePort' } }, ms: 300_000 },
          { kind: 'Deployment', patch: { spec: { progressDeadlineSeconds: 900 } }, ms: 300_000 },
          { kind: 'ConfigMap', patch: { metadata: { labels: { 'app.kubernetes.io/name': 'other' } } }, ms: 300_000 },
        ]),
      };
    case 'pause':
      return { with: random.below(300_000) };
  }
}

/** What a person wrote of a service, remembered beside the cluster as a file in a repository would be. */
const manifests = new WeakMap<World, Map<string, Written>>();
function files(world: World): Map<string, Written> {
  const known = manifests.get(world) ?? new Map<string, Written>();
  manifests.set(world, known);
  return known;
}

let ofWorld: World | undefined;
function written(service: KubeObject): Written {
  return (ofWorld && files(ofWorld).get(keyOf(service))) ?? {};
}

function edit(object: KubeObject, random: Random): unknown {
  if (object.kind === 'Service') return { spec: { type: 'LoadBalancer' } };
  if (object.kind === 'ConfigMap') return { data: { 'manifest.json': '{}' } };
  return random.pick([
    { spec: { replicas: random.below(4) } },
    { spec: { template: { metadata: { labels: { injected: 'yes' } } } } },
    { spec: { paused: true } },
    { metadata: { labels: { extra: 'yes' } } },
    { spec: { progressDeadlineSeconds: 60 } },
  ]);
}

/** Has an action happen. What the API server refuses is as a person would see it: an error, and on they go. */
export function perform(world: World, action: Action): void {
  ofWorld = world;
  try {
    act(world, action);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    world.trace?.(`  refused: ${error.message}`);
    world.refused(action, error);
  }
}

function act(world: World, { do: deed, on = '', with: given }: Action): void {
  const { server } = world;
  const [namespace = '', name = ''] = on.split('/').slice(-2);
  const kind = on.split('/')[0] as ModelKind;
  const ask = (
    method: string,
    of: ModelKind,
    body?: unknown,
    more: { contentType?: string; sub?: string } = {},
  ): void => {
    server.handle({
      ...{
        method,
        path: pathOf(MODEL_KINDS[of], namespace, method === 'POST' ? undefined : name, more.sub),
        user: 'person',
      },
      ...(body === undefined ? {} : { body }),
      ...(more.contentType ? { contentType: more.contentType } : {}),
      query: { fieldManager: 'person', force: true },
    });
  };
  const patch = (of: ModelKind, body: unknown): void =>
    ask('PATCH', of, body, { contentType: 'application/merge-patch+json' });
  const apply = (spec: unknown): void => {
    ask(
      'PATCH',
      KIND,
      { apiVersion: API_VERSION, kind: KIND, metadata: { name, namespace }, spec },
      { contentType: 'application/apply-patch+yaml' },
    );
    files(world).set(`${namespace}/${name}`, spec as Written);
  };
  const operator = world.operators[(given as { index?: number } | undefined)?.index ?? 0];
  const isOf = ({ metadata }: Pod): boolean =>
    metadata.namespace === namespace && metadata.labels?.[LABEL.service] === name;
  const pod = (): Pod | undefined =>
    server.get<Pod>('Pod', namespace, name) ?? [...server.all<Pod>('Pod')].find((one) => isOf(one) && isActive(one));
  const byHand = (replicas: number | undefined): void => {
    const uid = server.get('Deployment', namespace, name)?.metadata.uid;
    if (uid === undefined || replicas === undefined) return;
    if (replicas === 0) world.zeroed.add(uid);
    else world.zeroed.delete(uid);
  };
  switch (deed) {
    case 'create':
    case 'change':
      return apply(given);
    case 'delete':
      world.excuse(on);
      return ask('DELETE', KIND, { propagationPolicy: given });
    case 'rename':
    case 'recreate': {
      const spec = files(world).get(on);
      world.excuse(on);
      ask('DELETE', KIND, {});
      if (!spec) return;
      if (deed === 'recreate') return apply(spec);
      const to = NAMES.find((one) => !server.get(KIND, namespace, one));
      if (to) perform(world, { after: 0, do: 'create', on: `${namespace}/${to}`, with: spec });
      return;
    }
    case 'suspend': {
      world.excuse(on);
      const service = server.get(KIND, namespace, name);
      const suspended = (service?.['spec'] as { suspend?: boolean } | undefined)?.suspend ?? false;
      return apply({ ...files(world).get(on), suspend: !suspended });
    }
    case 'scale': {
      const { replicas, deployment } = given as { replicas: number; deployment: boolean };
      if (replicas === 0) world.excuse(on);
      if (deployment) byHand(replicas);
      return ask('PUT', deployment ? 'Deployment' : KIND, { metadata: {}, spec: { replicas } }, { sub: 'scale' });
    }
    case 'deleteChild':
      world.excuse(`${namespace}/`);
      return ask('DELETE', kind, { propagationPolicy: given });
    case 'editChild':
      world.excuse(`${namespace}/`);
      byHand((given as { spec?: { replicas?: number } }).spec?.replicas);
      return patch(kind, given);
    case 'unlabel':
      return patch(kind, { metadata: { labels: { 'app.kubernetes.io/managed-by': null } } });
    case 'foreign': {
      const selector = { foreign: 'yes' };
      const template = { metadata: { labels: selector }, spec: { containers: [{ name: 'x', image: 'x' }] } };
      const spec =
        kind === 'Deployment'
          ? { replicas: 0, selector: { matchLabels: selector }, template }
          : kind === 'Service'
            ? { selector, ports: [{ port: 1 }] }
            : { podSelector: {} };
      return ask('POST', kind, { apiVersion: MODEL_KINDS[kind].apiVersion, kind, metadata: { name, namespace }, spec });
    }
    case 'secret': {
      if (given === 'remove') return ask('DELETE', 'Secret', {});
      if (server.get('Secret', namespace, name)) return patch('Secret', { data: { token: String(world.loop.now) } });
      return ask('POST', 'Secret', {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace },
        data: { token: 'x' },
      });
    }
    case 'claim': {
      if (given === 'remove') {
        world.excuse(`${namespace}/`);
        return ask('DELETE', 'PersistentVolumeClaim', {});
      }
      ask('POST', 'PersistentVolumeClaim', {
        ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace } },
        spec: { accessModes: ['ReadWriteMany'], storageClassName: 'fast', resources: { requests: { storage: '2Gi' } } },
      });
      const claim = server.get<Claim>('PersistentVolumeClaim', namespace, name);
      if (!claim) return;
      bind(world, claim, undefined);
      const disk = world.disks.get(claim.metadata.uid ?? '');
      if (disk) disk.owned = true;
      if (given === 'first' || given === 'second') disk?.models.set(digestOf(given), 'whole');
      return;
    }
    case 'deletePod':
      world.excuse(`${namespace}/`);
      return ask('DELETE', 'Pod', {});
    case 'container': {
      world.excuse(`${namespace}/`);
      const one = pod();
      if (one) world.kubelet.crash(one, String(given));
      return;
    }
    case 'evict': {
      world.excuse(`${namespace}/`);
      const one = pod();
      if (one && isActive(one)) world.kubelet.evict(one);
      return;
    }
    case 'crash':
      return world.crash((given as { index: number }).index, (given as { ms: number }).ms);
    case 'restart':
      return world.restart((given as { index: number }).index, (given as { ms: number }).ms);
    case 'freeze':
      if (operator) operator.frozenUntil = world.loop.now + (given as { ms: number }).ms;
      return;
    case 'clock':
      if (operator) operator.skewMs = (given as { ms: number }).ms;
      return;
    case 'breakWatches':
      for (const close of [...(operator?.network.open ?? [])]) close();
      return;
    case 'compact':
      for (const one of Object.keys(MODEL_KINDS) as ModelKind[]) server.compact(one);
      for (const { network } of world.operators) for (const close of [...network.open]) close();
      return;
    case 'storm': {
      const { strength, ms } = given as { strength: number; ms: number };
      world.storm = strength;
      world.loop.after(ms, () => (world.storm = 0));
      return;
    }
    case 'node': {
      const { index, ms } = given as { index: number; ms: number };
      world.excuse('');
      world.nodeDown(index, ms);
      return;
    }
    case 'volume': {
      world.excuse(`${namespace}/`);
      const claim = server.get<Claim>('PersistentVolumeClaim', namespace, name);
      const { how, pods } = given as { how: 'damage' | 'wipe' | 'full' | 'lost'; pods: number };
      if (claim) world.tamper(claim, how);
      const users = claim ? usersOf(world, claim).filter(isActive) : [];
      for (const one of users.slice(0, pods)) server.remove('Pod', one, 'person');
      return;
    }
    case 'source':
      if (given === '') world.broken.delete(on);
      else world.broken.set(on, String(given));
      return;
    case 'quota':
      world.podsAllowed = given as boolean;
      return;
    case 'policy': {
      const { kind: of, error, ms } = given as { kind: ModelKind; error: [number, string, string]; ms: number };
      world.policy = { kind: of, error: new ApiError(...error), until: world.loop.now + ms };
      return;
    }
    case 'load':
      return world.setLoad((given as number | null) ?? undefined);
    case 'taint': {
      const { index, ms } = given as { index: number; ms: number };
      const nodes = world.nodes.filter((_, i) => i !== index);
      world.taint(nodes, ['maintenance']);
      world.loop.after(ms, () => world.taint(nodes, []));
      return;
    }
    case 'contest': {
      const { kind: of, patch: change, ms } = given as { kind: ModelKind; patch: unknown; ms: number };
      world.contest = { kind: of, patch: change, until: world.loop.now + ms };
      return;
    }
    case 'pause':
      return;
  }
}
