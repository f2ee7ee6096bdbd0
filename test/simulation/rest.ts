import { withoutKept } from './lexicon-truth.ts';
import { KIND } from '../../operator/api/fields.ts';
import type { Status } from '../../operator/api/status.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { keyOf } from '../../operator/controller/object.ts';
import { ANNOTATION, LABEL, isManaged } from '../../operator/objects/metadata.ts';
import { PREPARED_KEY, PREPARED_WITH_KEY } from '../../operator/objects/prepared.ts';
import { MODEL_KINDS } from './api/kinds.ts';
import type { ModelKind } from './api/kinds.ts';
import { bind } from './controllers/claims.ts';
import { COMPARED, isFormer, isHeld, isHeldUp, isNameTaken, isPersons } from './exceptions.ts';
import type { Invariants } from './invariants.ts';
import type { Claim, Pod } from './objects.ts';
import { isActive, isReady } from './objects.ts';
import { untruths } from './truth.ts';
import { MOST_STEPS } from './loop.ts';
import { World } from './world.ts';

/** At rest a world is as if its services had been made just now, in their order, in a cluster where nothing ever went wrong. */
export async function atRest(world: World, invariants: Invariants): Promise<void> {
  for (const message of untruths(world)) invariants.violate('truth', message);
  if (invariants.violations.length > 0) return;
  const fresh = await freshWorld(world);
  const well = new Set(
    [...fresh.server.all(KIND)].filter((service) => isWell(service) && !isHeldUp(world, service)).map(keyOf),
  );
  const [is, should] = [portrait(world, well), portrait(fresh, well)];
  for (const [id, text] of should) {
    const found = is.get(id);
    if (found === undefined) {
      const [kind, namespace = '', name = ''] = id.split('/');
      const there = kind !== undefined && kind in MODEL_KINDS && world.server.get(kind as ModelKind, namespace, name);
      if (!there) invariants.violate('fresh', `${id} is missing`); // else a service that is not well holds on to it
    } else if (found !== text) invariants.violate('fresh', `${id} differs: ${difference(found, text)}`);
  }
  for (const id of is.keys()) {
    if (should.has(id)) continue;
    const [kind, namespace = '', name = ''] = id.split('/');
    const object = world.server.get(kind as ModelKind, namespace, name);
    if (object && (isHeld(world, object) || !isManaged(object))) continue; // without our label it goes with its owners
    if (!object || !isFormer(world, object)) invariants.violate('fresh', `${id} is left over`);
  }
}

async function freshWorld(old: World): Promise<World> {
  const world = new World({ ...old.setup, calm: true, operators: 1 });
  world.load = old.load;
  for (const kind of ['Secret', 'TTSLexicon', ...COMPARED] as const) {
    if (kind === 'PersistentVolumeClaim') continue;
    for (const object of old.server.all(kind)) if (isPersons(object)) world.server.create(bare(object), 'person');
  }
  for (const claim of old.server.all<Claim>('PersistentVolumeClaim')) {
    if (!isPersons(claim) || claim.metadata.deletionTimestamp) continue;
    const { volumeName: _, ...spec } = claim.spec;
    const made = world.server.create({ ...bare(claim), spec }, 'person') as Claim;
    bind(world, made, undefined);
    const disk = old.disks.get(claim.metadata.uid ?? '');
    const copy = world.disks.get(made.metadata.uid ?? '');
    if (disk && copy) Object.assign(copy, { models: new Map(disk.models), owned: disk.owned });
    if (claim.status?.phase === 'Lost') world.tamper(made, 'lost');
  }
  world.operators.start(0);
  const services = [...old.server.all(KIND)].sort((a, b) =>
    (a.metadata.creationTimestamp ?? '') + a.metadata.uid! < (b.metadata.creationTimestamp ?? '') + b.metadata.uid!
      ? -1
      : 1,
  );
  for (const service of services) world.server.create({ ...bare(service), spec: service['spec'] }, 'person');
  let [last, step] = [0, 0];
  world.server.onWrite(({ kind }) => {
    if (kind !== 'Lease' && kind !== 'Event') [last, step] = [world.loop.now, world.loop.steps];
  });
  const isQuiet = (): boolean => {
    const since = world.loop.now - last;
    return since >= 130_000 || (since >= 45_000 && world.loop.steps - step > 300);
  };
  while (!isQuiet() && world.loop.now < 7_200_000 && (await world.step()))
    if (world.loop.steps > MOST_STEPS)
      throw new Error(`a fresh creation does not come to rest in ${MOST_STEPS} events`);
  world.operators.end();
  return world;
}

function bare({ apiVersion, kind, metadata: { name, namespace = '', labels }, spec, data }: KubeObject): KubeObject {
  return {
    ...{ apiVersion, kind, metadata: { name, namespace, ...(labels ? { labels } : {}) } },
    ...(spec === undefined ? {} : { spec }),
    ...(data === undefined ? {} : { data }),
  };
}

/** What counts of a world, by object: no versions, times or histories. */
function portrait(world: World, well: Set<string>): Map<string, string> {
  const out = new Map<string, string>();
  const watched = world.setup.watch;
  const inSight = ({ metadata }: KubeObject): boolean =>
    watched.length === 0 || watched.includes(metadata.namespace ?? '');
  for (const kind of COMPARED)
    for (const object of world.server.all(kind)) {
      if (
        !inSight(object) ||
        (!isManaged(object) && !object.metadata.ownerReferences?.some((owner) => owner.kind === KIND))
      )
        continue;
      if (!concernsOnly(world, object, well)) continue;
      if (!object.metadata.ownerReferences && !isWanted(world, object, well)) continue; // orphaned by a person, or kept for the next one
      out.set(`${kind}/${keyOf(object)}`, shape(withoutKept(world, object)).replace(/\buid-\d{5}\b/g, 'UID'));
    }
  for (const service of world.server.all(KIND)) {
    if (!inSight(service)) continue;
    const status = service['status'] as Status;
    if (!well.has(keyOf(service))) {
      const { suspend } = service['spec'] as { suspend: boolean };
      const told = suspend && !isNameTaken(world, service);
      out.set(`status of ${keyOf(service)}`, JSON.stringify(summary(status, told)));
      continue;
    }
    out.set(`status of ${keyOf(service)}`, JSON.stringify(sorted(statusShape(status))));
    const pods = [...world.server.all<Pod>('Pod')].filter(
      (pod) =>
        isActive(pod) &&
        pod.metadata.namespace === service.metadata.namespace &&
        pod.metadata.labels?.[LABEL.service] === service.metadata.name,
    );
    out.set(`pods of ${keyOf(service)}`, JSON.stringify({ all: pods.length, ready: pods.filter(isReady).length }));
  }
  return out;
}

/** Whether a fresh creation of a service comes to serve; where it does not, what served before goes on, and is not compared. */
function isWell({ spec, status }: KubeObject): boolean {
  if ((spec as { suspend?: boolean }).suspend) return false;
  const ready = (status as Status | undefined)?.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' || ready?.reason === 'ScaledToZero';
}

/** Whether all owners of an object are services that are well. */
function concernsOnly(world: World, { metadata }: KubeObject, well: Set<string>): boolean {
  return (metadata.ownerReferences ?? []).every(({ uid }) => {
    const owner = world.server.byUid(KIND, uid);
    return !owner || well.has(keyOf(owner));
  });
}

function summary(status: Status | undefined, told: boolean): unknown {
  const { phase, conditions = [], observedGeneration } = status ?? {};
  const ready = conditions.find(({ type }) => type === 'Ready');
  return told ? { phase, ready: `${ready?.status} ${ready?.reason}` } : { seen: observedGeneration !== undefined };
}

function isWanted(world: World, { kind, metadata }: KubeObject, well: Set<string>): boolean {
  if (kind !== 'PersistentVolumeClaim') return false;
  return [...world.server.all(KIND)].some(
    (service) =>
      well.has(keyOf(service)) &&
      service.metadata.namespace === metadata.namespace &&
      (service['status'] as Status | undefined)?.volume === metadata.name,
  );
}

function shape({ metadata, spec, data, kind }: KubeObject): string {
  const { labels, annotations = {}, ownerReferences = [] } = metadata;
  const kept = kind === 'ConfigMap' ? [] : Object.entries(annotations).filter(([key]) => key !== ANNOTATION.applied);
  const owners = ownerReferences.map((owner) => `${owner.kind}/${owner.name}${owner.controller ? '!' : ''}`);
  const claim = kind === 'PersistentVolumeClaim';
  return JSON.stringify(
    sorted({ labels, annotations: Object.fromEntries(kept), owners: owners.sort(), data, spec }),
    (key, value: unknown) =>
      key === 'injected' ||
      key === 'extra' ||
      key === PREPARED_KEY ||
      key === PREPARED_WITH_KEY || // what pods have reported: a history, as the annotations of the ConfigMap
      (claim && (key === 'volumeName' || key === 'resources' || key === 'storageClassName')) ||
      isNothing(value)
        ? undefined
        : value,
  );
}

function isNothing(value: unknown): boolean {
  if (value === '' || value === false) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

function statusShape(status: Status | undefined): unknown {
  const {
    phase,
    replicas,
    readyReplicas,
    readyPods,
    selector,
    endpoint,
    volume,
    model,
    conditions = [],
  } = status ?? {};
  const { attempts: _a, lastVerifiedTime: _b, source: _c, pinned: _d, ...rest } = model ?? {};
  return {
    ...{ phase, replicas, readyReplicas, readyPods, selector, endpoint, volume },
    model: rest,
    conditions: conditions.map(({ type, status: is, reason }) => `${type}=${is} ${reason}`).sort(),
  };
}

/** The first place where two texts of JSON part. */
function difference(a: string, b: string): string {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const from = Math.max(0, i - 60);
  return `…${a.slice(from, i + 120)}… instead of …${b.slice(from, i + 120)}…`;
}
