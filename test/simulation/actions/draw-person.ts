import { KIND } from '../../../operator/api/fields.ts';
import type { KubeObject } from '../../../operator/controller/object.ts';
import { keyOf } from '../../../operator/controller/object.ts';
import { isManaged } from '../../../operator/objects/metadata.ts';
import type { Pod } from '../objects.ts';
import { isActive } from '../objects.ts';
import type { Random } from '../random.ts';
import { CLAIMS, KEYS, LEXICONS, SECRETS, changedSpec, randomSpec } from '../specs.ts';
import type { Written } from '../specs.ts';
import { CHILDREN, NAMESPACES } from '../setup.ts';
import type { World } from '../world.ts';
import { NAMES } from './action.ts';
import type { Drawn, PersonDeed } from './action.ts';
import type { Temper } from './temper.ts';

/** How services are deleted: with what is theirs, after that, or without it. */
const CASCADES = { Background: 6, Foreground: 2, Orphan: 2 };

/** To what a person does this, where it is a service to `service`, and how; undefined where there is nothing to do it to. */
export function drawPerson(
  deed: PersonDeed,
  service: KubeObject | undefined,
  { sharing, fields }: Temper,
  world: World,
  random: Random,
): Drawn | undefined {
  const { server } = world;
  const any = <T>(list: T[]): T | undefined => (list.length > 0 ? random.pick(list) : undefined);
  const on = service && keyOf(service);
  const child = (): KubeObject | undefined => any(CHILDREN.flatMap((kind) => [...server.all(kind)].filter(isManaged)));
  const id = (object: KubeObject): string => `${object.kind}/${keyOf(object)}`;
  const written = (object: KubeObject): Written => world.manifests.get(keyOf(object)) ?? {};
  const change = (spec: Written): Written => changedSpec(spec, random, fields);
  /** Where a spec names a claim, it may be any that is there, also one that the operator made. */
  const named = (spec: Written, namespace: string): Written => {
    const { mode } = (spec['storage'] ?? {}) as { mode?: string };
    const claim =
      mode === 'ExistingClaim' && random.chance(0.4)
        ? any([...server.all('PersistentVolumeClaim')].filter(({ metadata }) => metadata.namespace === namespace))
        : undefined;
    return claim ? { ...spec, storage: { mode, claimName: claim.metadata.name } } : spec;
  };
  switch (deed) {
    case 'create': {
      const namespace = random.chance(0.8) ? NAMESPACES[0] : NAMESPACES[1];
      const free = NAMES.find((name) => !server.get(KIND, namespace, name));
      if (!free) return undefined;
      const alike = service && random.chance(sharing) ? written(service) : undefined;
      return {
        on: `${namespace}/${free}`,
        with: named(alike ? (random.chance(0.5) ? change(alike) : alike) : randomSpec(random, fields), namespace),
      };
    }
    case 'change':
      return service && { on: on ?? '', with: named(change(written(service)), service.metadata.namespace ?? '') };
    case 'delete':
      return service && { on: on ?? '', with: random.weighted(CASCADES) };
    case 'rename':
    case 'recreate':
      return service && { on: on ?? '', with: random.weighted(CASCADES) };
    case 'suspend':
      return service && { on: on ?? '' };
    case 'scale':
      return service && { on: on ?? '', with: { replicas: random.below(4), deployment: random.chance(0.4) } };
    case 'deleteChild': {
      const one = child();
      return one && { on: id(one), with: random.chance(0.85) ? 'Background' : 'Foreground' };
    }
    case 'replaceClaim': {
      const claim = any([...server.all('PersistentVolumeClaim')].filter(isManaged));
      return claim && { on: id(claim) };
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
    case 'lexicon':
      return {
        on: `${random.pick(NAMESPACES)}/${random.pick(LEXICONS)}`,
        with: random.weighted({ valid: 5, invalid: 2, remove: 1 }),
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
  }
}

function edit(object: KubeObject, random: Random): unknown {
  if (object.kind === 'Service') return { spec: { type: 'LoadBalancer' } };
  if (object.kind === 'ConfigMap') {
    const [first = 'manifest.json'] = Object.keys(object['data'] ?? {}).sort();
    return { data: { [first]: '{}' } };
  }
  return random.pick([
    { spec: { replicas: random.below(4) } },
    { spec: { template: { metadata: { labels: { injected: 'yes' } } } } },
    { spec: { paused: true } },
    { metadata: { labels: { extra: 'yes' } } },
    { spec: { progressDeadlineSeconds: 60 } },
  ]);
}
