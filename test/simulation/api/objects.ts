import type { KubeObject, ObjectMeta } from '../../../operator/controller/object.ts';
import { keyOf } from '../../../operator/controller/object.ts';
import { admit, compacted, newClaim, withDefaults } from './admission.ts';
import type { Rules } from './admission.ts';
import { badRequest, exists } from './errors.ts';
import { leaves } from './fields.ts';
import { History } from './history.ts';
import type { Change, Stream } from './history.ts';
import { MODEL_KINDS } from './kinds.ts';
import type { ModelKind } from './kinds.ts';
import type { Manager } from './patch.ts';
import { same, sameManagers, generationChanges } from './sameness.ts';

export interface Write {
  kind: ModelKind;
  old: KubeObject | undefined;
  new: KubeObject | undefined;
  user: string;
  /** When the writer last knew what it acts on, where that is noted: in milliseconds since the simulation began. */
  asOf: number | undefined;
}

export interface Held {
  object: KubeObject;
  managers: Manager[];
}

/** Kinds whose status is written through /status alone. */
export const WITH_STATUS = new Set<ModelKind>([
  'TTSService',
  'TTSLexicon',
  'Deployment',
  'ReplicaSet',
  'Job',
  'Pod',
  'PersistentVolumeClaim',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Service',
]);
const WITH_GENERATION = new Set<ModelKind>([
  'TTSService',
  'TTSLexicon',
  'Deployment',
  'ReplicaSet',
  'Job',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'NetworkPolicy',
]);

/** The objects of a cluster with their versions, finalizers and owners of fields; what is held is never changed in place. */
export class Objects {
  readonly rules: Rules;
  protected readonly held = new Map<ModelKind, Map<string, Held>>();
  readonly #history = new History();
  readonly #listeners: ((write: Write) => void)[] = [];
  readonly #wall: () => number;
  /** Of the request that is answered (`Write.asOf`). */
  protected asOf: number | undefined;
  #version = 100;
  #uids = 0;

  constructor(wall: () => number, rules: Rules) {
    this.#wall = wall;
    this.rules = rules;
    for (const kind of Object.keys(MODEL_KINDS) as ModelKind[]) this.held.set(kind, new Map());
  }

  get version(): number {
    return this.#version;
  }

  now(): string {
    return new Date(this.#wall()).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  onWrite(listener: (write: Write) => void): void {
    this.#listeners.push(listener);
  }

  /** For controllers and checks: the objects as they are now. */
  get<T extends KubeObject = KubeObject>(kind: ModelKind, namespace: string, name: string): T | undefined {
    return this.held.get(kind)?.get(`${namespace}/${name}`)?.object as T | undefined;
  }

  *all<T extends KubeObject = KubeObject>(kind: ModelKind): IterableIterator<T> {
    for (const { object } of this.held.get(kind)?.values() ?? []) yield object as T;
  }

  byUid(kind: ModelKind, uid: string): KubeObject | undefined {
    for (const object of this.all(kind)) if (object.metadata.uid === uid) return object;
    return undefined;
  }

  managersOf(kind: ModelKind, namespace: string, name: string): readonly Manager[] {
    return this.held.get(kind)?.get(`${namespace}/${name}`)?.managers ?? [];
  }

  /** A write of a controller's: the new object from the present one; undefined from `change` leaves it. */
  update(
    kind: ModelKind,
    { metadata: { namespace = '', name } }: KubeObject,
    user: string,
    change: (object: KubeObject) => KubeObject | undefined,
  ): KubeObject | undefined {
    const held = this.held.get(kind)?.get(`${namespace}/${name}`);
    const next = held && change(held.object);
    return held && next ? this.commit(kind, held, next, held.managers, user) : undefined;
  }

  create(object: KubeObject, user: string): KubeObject {
    return this.createAs(object.kind as ModelKind, object, undefined, user);
  }

  remove(kind: ModelKind, object: KubeObject, user: string, propagation = 'Background'): void {
    const held = this.held.get(kind)?.get(keyOf(object));
    if (held && held.object.metadata.uid === object.metadata.uid) this.deleteAs(kind, held, user, propagation);
  }

  /** Forgets former versions of a kind, so that watches from them are refused. */
  compact(kind: ModelKind): void {
    this.#history.compact(kind, this.#version);
  }

  /** Opens a watch; what has happened since the version is told at once. */
  watch(stream: Stream, version: number): () => void {
    return this.#history.watch(stream, version);
  }

  /** A number that nothing else has. */
  protected unique(): number {
    return ++this.#uids;
  }

  protected createAs(kind: ModelKind, object: KubeObject, manager: string | undefined, user: string): KubeObject {
    const { metadata } = object;
    const key = keyOf(object);
    if (metadata.resourceVersion !== undefined && metadata.resourceVersion !== '')
      throw badRequest('resourceVersion should not be set on objects to be created');
    const bare = WITH_STATUS.has(kind) && kind !== 'Pod' && manager !== undefined ? without(object, 'status') : object;
    if (this.held.get(kind)?.has(key)) {
      admit(kind, withDefaults(kind, bare), undefined, user, this.rules);
      throw exists(kind, metadata.name);
    }
    const managers: Manager[] =
      manager === undefined
        ? []
        : [{ manager, operation: 'Update', time: this.now(), paths: writtenPaths(kind, bare) }];
    return this.commit(kind, undefined, bare, managers, user);
  }

  protected deleteAs(kind: ModelKind, held: Held, user: string, propagation: string): void {
    const { object } = held;
    const { metadata } = object;
    this.rules.onDelete?.(kind, object, user);
    const finalizers = [...(metadata.finalizers ?? [])];
    if (propagation === 'Foreground' && !finalizers.includes('foregroundDeletion'))
      finalizers.push('foregroundDeletion');
    if (propagation === 'Orphan' && !finalizers.includes('orphan')) finalizers.push('orphan');
    const runs = kind === 'Pod' && (object['spec'] as { nodeName?: string }).nodeName !== undefined;
    if (finalizers.length === 0 && !runs) {
      this.#drop(kind, object, user);
      return;
    }
    if (metadata.deletionTimestamp) return;
    const deletionTimestamp = this.now();
    const next = { ...metadata, deletionTimestamp, ...(finalizers.length > 0 ? { finalizers } : {}) };
    this.commit(kind, held, { ...object, metadata: next }, held.managers, user);
  }

  /** Takes an object out of the store without regard to finalizers. */
  #drop(kind: ModelKind, object: KubeObject, user: string): void {
    const version = ++this.#version;
    this.held.get(kind)?.delete(keyOf(object));
    const last = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
    this.#told(kind, { version, old: last, new: undefined }, object, user);
  }

  /** Ends a pod's deletion, as its kubelet does with a grace period of zero. */
  finish(kind: ModelKind, object: KubeObject, user: string): void {
    const held = this.held.get(kind)?.get(keyOf(object));
    if (held && held.object.metadata.uid === object.metadata.uid) this.#drop(kind, held.object, user);
  }

  protected commit(
    kind: ModelKind,
    held: Held | undefined,
    wanted: KubeObject,
    managers: Manager[],
    user: string,
  ): KubeObject {
    const old = held?.object;
    const built =
      kind === 'TTSService' || kind === 'Pod' || (old?.['spec'] !== undefined && wanted['spec'] === old['spec'])
        ? wanted
        : compacted(wanted);
    const mutated = this.rules.mutate?.(kind, built, old) ?? built;
    const filled = withDefaults(kind, mutated);
    const next = !old && kind === 'PersistentVolumeClaim' ? newClaim(filled, this.rules) : filled;
    admit(kind, next, old, user, this.rules);
    if (old && same(old, next) && sameManagers(held.managers, managers)) return old;
    const version = ++this.#version;
    const metadata: ObjectMeta = old
      ? { ...next.metadata, ...fixed(old.metadata), resourceVersion: String(version) }
      : {
          ...next.metadata,
          uid: `uid-${String(++this.#uids).padStart(5, '0')}`,
          creationTimestamp: this.now(),
          resourceVersion: String(version),
        };
    if (next.metadata.deletionTimestamp !== undefined) metadata.deletionTimestamp = next.metadata.deletionTimestamp;
    if (WITH_GENERATION.has(kind))
      metadata.generation =
        (old?.metadata.generation ?? 0) +
        (!old || generationChanges(old, next) || metadata.deletionTimestamp !== old.metadata.deletionTimestamp ? 1 : 0);
    if (metadata.finalizers?.length === 0) delete metadata.finalizers;
    const object: KubeObject = { ...next, metadata };
    this.held.get(kind)?.set(keyOf(object), { object, managers });
    this.#told(kind, { version, old, new: object }, old, user);
    const runs = kind === 'Pod' && (object['spec'] as { nodeName?: string }).nodeName !== undefined;
    if (metadata.deletionTimestamp && !metadata.finalizers && !runs) this.#drop(kind, object, user);
    return object;
  }

  #told(kind: ModelKind, change: Change, old: KubeObject | undefined, user: string): void {
    this.#history.record(kind, change);
    for (const listener of this.#listeners) listener({ kind, old, new: change.new, user, asOf: this.asOf });
  }
}

export function fixed({
  uid,
  creationTimestamp,
  generation,
  name,
  namespace,
  deletionTimestamp,
}: ObjectMeta): Partial<ObjectMeta> {
  return {
    name,
    ...(uid === undefined ? {} : { uid }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    ...(generation === undefined ? {} : { generation }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
  };
}

export function without(object: KubeObject, field: string): KubeObject {
  if (!(field in object)) return object;
  const copy = { ...object };
  delete copy[field];
  return copy;
}

/** What the writer of a new object owns: what the API server filled in too, but for the status. */
function writtenPaths(kind: ModelKind, object: KubeObject): Set<string> {
  const filled = withDefaults(kind, object);
  return new Set(leaves(kind === 'TTSService' ? without(filled, 'status') : filled).keys());
}
