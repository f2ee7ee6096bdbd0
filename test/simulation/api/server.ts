import { isDeepStrictEqual } from 'node:util';
import type { KubeObject, ObjectMeta } from '../../../operator/controller/object.ts';
import { keyOf } from '../../../operator/controller/object.ts';
import { admit, compacted, newClaim, withDefaults } from './admission.ts';
import type { Rules } from './admission.ts';
import { badRequest, conflict, exists, gone, invalid, notFound } from './errors.ts';
import { fieldsV1, leaves } from './fields.ts';
import { MODEL_KINDS, targetOf } from './kinds.ts';
import type { ModelKind, Target } from './kinds.ts';
import { applied, managersAfterUpdate, mergePatch } from './patch.ts';
import type { Manager } from './patch.ts';

export interface Request {
  method: string;
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  contentType?: string;
  accept?: string;
  /** Who asks: the field manager where the query names none. */
  user: string;
}

export interface Write {
  kind: ModelKind;
  old: KubeObject | undefined;
  new: KubeObject | undefined;
  user: string;
}

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
  version: number;
}

interface Held {
  object: KubeObject;
  managers: Manager[];
}

interface Change {
  version: number;
  old: KubeObject | undefined;
  new: KubeObject | undefined;
}

export interface Stream {
  kind: ModelKind;
  namespace: string | undefined;
  selector: [string, string] | undefined;
  tell: (event: WatchEvent) => void;
}

/** Kinds whose status is written through /status alone. */
const WITH_STATUS = new Set<ModelKind>([
  'TTSService',
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
  'Deployment',
  'ReplicaSet',
  'Job',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'NetworkPolicy',
]);

/** An API server in memory: objects, versions, ownership of fields, watches. What it holds and hands out is never changed in place. */
export class ApiServer {
  readonly rules: Rules;
  readonly #objects = new Map<ModelKind, Map<string, Held>>();
  readonly #history = new Map<ModelKind, Change[]>();
  readonly #streams = new Set<Stream>();
  readonly #lists = new Map<string, { items: KubeObject[]; version: number }>();
  readonly #compacted = new Map<ModelKind, number>();
  readonly #listeners: ((write: Write) => void)[] = [];
  readonly #wall: () => number;
  /** What a pod's container has written; set by the kubelet. */
  logOf: (pod: KubeObject, container: string) => string = () => '';
  #version = 100;
  #uids = 0;

  constructor(wall: () => number, rules: Rules) {
    this.#wall = wall;
    this.rules = rules;
    for (const kind of Object.keys(MODEL_KINDS) as ModelKind[]) {
      this.#objects.set(kind, new Map());
      this.#history.set(kind, []);
    }
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
    return this.#objects.get(kind)?.get(`${namespace}/${name}`)?.object as T | undefined;
  }

  *all<T extends KubeObject = KubeObject>(kind: ModelKind): IterableIterator<T> {
    for (const { object } of this.#objects.get(kind)?.values() ?? []) yield object as T;
  }

  byUid(kind: ModelKind, uid: string): KubeObject | undefined {
    for (const object of this.all(kind)) if (object.metadata.uid === uid) return object;
    return undefined;
  }

  managersOf(kind: ModelKind, namespace: string, name: string): readonly Manager[] {
    return this.#objects.get(kind)?.get(`${namespace}/${name}`)?.managers ?? [];
  }

  /** A write of a controller's: the new object from the present one; undefined from `change` leaves it. */
  update(
    kind: ModelKind,
    { metadata: { namespace = '', name } }: KubeObject,
    user: string,
    change: (object: KubeObject) => KubeObject | undefined,
  ): KubeObject | undefined {
    const held = this.#objects.get(kind)?.get(`${namespace}/${name}`);
    const next = held && change(held.object);
    return held && next ? this.#commit(kind, held, next, held.managers, user) : undefined;
  }

  create(object: KubeObject, user: string): KubeObject {
    return this.#create(object.kind as ModelKind, object, undefined, user);
  }

  remove(kind: ModelKind, object: KubeObject, user: string, propagation = 'Background'): void {
    const held = this.#objects.get(kind)?.get(keyOf(object));
    if (held && held.object.metadata.uid === object.metadata.uid) this.#delete(kind, held, user, propagation);
  }

  /** Forgets former versions of a kind, so that watches from them are refused. */
  compact(kind: ModelKind): void {
    this.#compacted.set(kind, this.#version);
    this.#history.set(kind, []);
    this.#lists.clear();
  }

  /** Opens a watch; what has happened since the version is told at once. */
  watch(stream: Stream, version: number): () => void {
    if (version < (this.#compacted.get(stream.kind) ?? 0)) throw gone();
    const history = this.#history.get(stream.kind) ?? [];
    let from = history.length;
    while (from > 0 && history[from - 1]!.version > version) from--;
    for (const change of history.slice(from)) tell(stream, change);
    this.#streams.add(stream);
    return () => this.#streams.delete(stream);
  }

  /** Answers a request, or throws an ApiError. */
  handle(request: Request): unknown {
    const target = targetOf(request.path);
    if (!target) throw badRequest(`the model has no ${request.path}`);
    const { method, query = {} } = request;
    if (target.name === undefined) {
      if (method === 'GET') return this.#list(target, query);
      if (method === 'POST') return this.#answer(target, this.#post(target, request));
      throw badRequest(`${method} on a collection`);
    }
    const held = this.#objects.get(target.kind)?.get(`${target.namespace}/${target.name}`);
    if (method === 'PATCH' && request.contentType?.includes('apply-patch'))
      return this.#answer(target, this.#apply(target, request, held));
    if (!held) throw notFound(target);
    switch (method) {
      case 'GET':
        if (target.subresource === 'log') return this.logOf(held.object, String(query['container'] ?? ''));
        if (target.subresource === 'scale') return scaleOf(held.object);
        if (request.accept?.includes('PartialObjectMetadata')) return metadataOf(held.object);
        return this.#answer(target, held.object);
      case 'PUT':
      case 'PATCH':
        return this.#answer(target, this.#put(target, request, held));
      case 'DELETE': {
        const options = (request.body ?? {}) as {
          propagationPolicy?: string;
          preconditions?: { uid?: string; resourceVersion?: string };
        };
        const { uid, resourceVersion } = options.preconditions ?? {};
        const { metadata } = held.object;
        if (uid !== undefined && uid !== metadata.uid)
          throw conflict(
            target.kind,
            metadata.name,
            `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`,
          );
        if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion)
          throw conflict(target.kind, metadata.name, 'the ResourceVersion in the precondition does not match');
        this.#delete(target.kind, held, request.user, options.propagationPolicy ?? 'Background');
        return { kind: 'Status', apiVersion: 'v1', status: 'Success' };
      }
      default:
        throw badRequest(method);
    }
  }

  #list(target: Target, query: NonNullable<Request['query']>): unknown {
    const { limit = 0, labelSelector } = query;
    const token = query['continue'];
    let items: KubeObject[];
    let version = this.#version;
    if (typeof token === 'string') {
      const rest = this.#lists.get(token);
      if (!rest) throw gone();
      this.#lists.delete(token);
      ({ items, version } = rest);
    } else {
      const selector = selectorOf(labelSelector);
      items = [...this.all(target.kind)].filter(
        (object) =>
          (target.namespace === undefined || object.metadata.namespace === target.namespace) &&
          selected(object, selector),
      );
      items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    }
    const page = limit ? items.slice(0, Number(limit)) : items;
    const rest = items.slice(page.length);
    const more = rest.length > 0 ? `${target.kind}-${++this.#uids}` : undefined;
    if (more) this.#lists.set(more, { items: rest, version });
    return {
      kind: `${target.kind}List`,
      apiVersion: MODEL_KINDS[target.kind].apiVersion,
      metadata: { resourceVersion: String(version), ...(more ? { continue: more } : {}) },
      items: page.map((object) => this.#answer(target, object)),
    };
  }

  #post(target: Target, { body, user, query = {} }: Request): KubeObject {
    const object = body as KubeObject;
    const metadata = { ...object.metadata, ...(target.namespace === undefined ? {} : { namespace: target.namespace }) };
    return this.#create(target.kind, { ...object, metadata }, String(query['fieldManager'] ?? user), user);
  }

  #create(kind: ModelKind, object: KubeObject, manager: string | undefined, user: string): KubeObject {
    const { metadata } = object;
    const key = keyOf(object);
    if (metadata.resourceVersion !== undefined && metadata.resourceVersion !== '')
      throw badRequest('resourceVersion should not be set on objects to be created');
    const bare = WITH_STATUS.has(kind) && kind !== 'Pod' && manager !== undefined ? without(object, 'status') : object;
    if (this.#objects.get(kind)?.has(key)) {
      admit(kind, withDefaults(kind, bare), undefined, user, this.rules);
      throw exists(kind, metadata.name);
    }
    const managers: Manager[] =
      manager === undefined
        ? []
        : [{ manager, operation: 'Update', time: this.now(), paths: writtenPaths(kind, bare) }];
    return this.#commit(kind, undefined, bare, managers, user);
  }

  #apply(target: Target, request: Request, held: Held | undefined): KubeObject {
    const { query = {}, user } = request;
    const body = request.body as KubeObject;
    const manager = query['fieldManager'];
    if (typeof manager !== 'string' || manager === '') throw badRequest('fieldManager is required for apply patch');
    const { kind, name = '', namespace = '', subresource } = target;
    if (body.metadata.name !== name) throw badRequest('the name of the object does not match the name on the URL');
    if (!held && subresource) throw notFound(target);
    const { uid, resourceVersion } = body.metadata;
    if (held && uid !== undefined && uid !== held.object.metadata.uid)
      throw conflict(
        kind,
        name,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${held.object.metadata.uid}`,
      );
    if (held && resourceVersion !== undefined && resourceVersion !== held.object.metadata.resourceVersion)
      throw conflict(
        kind,
        name,
        'the object has been modified; please apply your changes to the latest version and try again',
      );
    const config: KubeObject =
      subresource === 'status'
        ? { apiVersion: body.apiVersion, kind: body.kind, metadata: { name, namespace }, status: body['status'] }
        : { ...without(body, WITH_STATUS.has(kind) ? 'status' : ''), metadata: { ...body.metadata, namespace } };
    const result = applied(held?.object, held?.managers ?? [], config, {
      manager,
      subresource,
      force: query['force'] === true || query['force'] === 'true',
      time: this.now(),
    });
    if (!held) {
      const fresh: ObjectMeta = { ...result.object.metadata };
      delete fresh.uid;
      delete fresh.resourceVersion;
      return this.#commit(kind, undefined, { ...result.object, metadata: fresh }, result.managers, user);
    }
    return this.#commit(kind, held, result.object, result.managers, user);
  }

  #put(target: Target, { method, body, query = {}, user }: Request, held: Held): KubeObject {
    const { kind, name = '', subresource } = target;
    const old = held.object;
    const sent = body as KubeObject;
    const version = sent.metadata?.resourceVersion;
    if (version !== undefined && version !== old.metadata.resourceVersion)
      throw conflict(
        kind,
        name,
        'the object has been modified; please apply your changes to the latest version and try again',
      );
    const uid = sent.metadata?.uid;
    if (uid !== undefined && uid !== old.metadata.uid)
      throw conflict(
        kind,
        name,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`,
      );
    let next: KubeObject;
    if (subresource === 'scale') next = scaled(old, (sent['spec'] as { replicas?: number } | undefined)?.replicas ?? 0);
    else {
      const whole = method === 'PUT' ? sent : (mergePatch(old, sent) as KubeObject);
      next =
        subresource === 'status'
          ? { ...old, status: whole['status'] }
          : {
              ...whole,
              ...(WITH_STATUS.has(kind) ? { status: old['status'] } : {}),
              metadata: { ...whole.metadata, ...fixed(old.metadata) },
            };
      if (next['status'] === undefined) next = without(next, 'status');
    }
    const manager = String(query['fieldManager'] ?? user);
    const settled = withDefaults(kind, next);
    const managers = managersAfterUpdate(held.managers, old, settled, { manager, subresource, time: this.now() });
    return this.#commit(kind, held, settled, managers, user);
  }

  #delete(kind: ModelKind, held: Held, user: string, propagation: string): void {
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
    this.#commit(kind, held, { ...object, metadata: next }, held.managers, user);
  }

  /** Takes an object out of the store without regard to finalizers. */
  #drop(kind: ModelKind, object: KubeObject, user: string): void {
    const version = ++this.#version;
    this.#objects.get(kind)?.delete(keyOf(object));
    const last = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
    this.#told(kind, { version, old: last, new: undefined }, object, user);
  }

  /** Ends a pod's deletion, as its kubelet does with a grace period of zero. */
  finish(kind: ModelKind, object: KubeObject, user: string): void {
    const held = this.#objects.get(kind)?.get(keyOf(object));
    if (held && held.object.metadata.uid === object.metadata.uid) this.#drop(kind, held.object, user);
  }

  #commit(kind: ModelKind, held: Held | undefined, wanted: KubeObject, managers: Manager[], user: string): KubeObject {
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
        (!old || specChanged(old, next) || metadata.deletionTimestamp !== old.metadata.deletionTimestamp ? 1 : 0);
    if (metadata.finalizers?.length === 0) delete metadata.finalizers;
    const object: KubeObject = { ...next, metadata };
    this.#objects.get(kind)?.set(keyOf(object), { object, managers });
    this.#told(kind, { version, old, new: object }, old, user);
    const runs = kind === 'Pod' && (object['spec'] as { nodeName?: string }).nodeName !== undefined;
    if (metadata.deletionTimestamp && !metadata.finalizers && !runs) this.#drop(kind, object, user);
    return object;
  }

  #told(kind: ModelKind, change: Change, old: KubeObject | undefined, user: string): void {
    const history = this.#history.get(kind) ?? [];
    history.push(change);
    if (history.length > 2000) {
      const [first] = history.splice(0, 1000);
      this.#compacted.set(kind, Math.max(this.#compacted.get(kind) ?? 0, first?.version ?? 0));
    }
    for (const stream of this.#streams) if (stream.kind === kind) tell(stream, change);
    for (const listener of this.#listeners) listener({ kind, old, new: change.new, user });
  }

  /** An object as it is handed out: with its managers, and safe for the receiver to take fields off. */
  #answer(target: Target, object: KubeObject): KubeObject {
    if (target.subresource === 'scale') return scaleOf(object);
    const managers = this.#objects.get(target.kind)?.get(keyOf(object))?.managers ?? [];
    return handedOut(object, managers);
  }
}

/** A copy whose metadata may be changed; `managedFields` is worked out when somebody looks. */
export function handedOut(object: KubeObject, managers: readonly Manager[] = []): KubeObject {
  const metadata = { ...object.metadata };
  Object.defineProperty(metadata, 'managedFields', {
    configurable: true,
    enumerable: false,
    get: () =>
      managers.map(({ paths, ...rest }) => ({
        ...rest,
        fieldsType: 'FieldsV1',
        get fieldsV1() {
          return fieldsV1(paths);
        },
      })),
  });
  return { ...object, metadata };
}

function tell(stream: Stream, { version, old, new: object }: Change): void {
  const any = object ?? old;
  if (!any || (stream.namespace !== undefined && any.metadata.namespace !== stream.namespace)) return;
  const [was, is] = [old && selected(old, stream.selector), object && selected(object, stream.selector)];
  if (!was && !is) return;
  const seen = object ?? old;
  const type = !object || !is ? 'DELETED' : was ? 'MODIFIED' : 'ADDED';
  if (type === 'DELETED' && !was) return;
  if (seen) stream.tell({ type, object: seen, version });
}

export function selectorOf(text: unknown): [string, string] | undefined {
  if (typeof text !== 'string') return undefined;
  const [key = '', value = ''] = text.split('=');
  return [key, value];
}

function selected({ metadata }: KubeObject, selector: [string, string] | undefined): boolean {
  return !selector || metadata.labels?.[selector[0]] === selector[1];
}

function fixed({
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

function same(a: KubeObject, b: KubeObject): boolean {
  const [{ resourceVersion: _a, generation: _b, ...x }, { resourceVersion: _c, generation: _d, ...y }] = [
    a.metadata,
    b.metadata,
  ];
  return isDeepStrictEqual({ ...a, metadata: x }, { ...b, metadata: y });
}

function sameManagers(a: Manager[], b: Manager[]): boolean {
  return a === b || (a.length === b.length && a.every((one) => b.includes(one)));
}

function specChanged(old: KubeObject, next: KubeObject): boolean {
  return old['spec'] !== next['spec'] && !isDeepStrictEqual(old['spec'], next['spec']);
}

function metadataOf({ metadata }: KubeObject): KubeObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: { ...metadata } };
}

function scaleOf(object: KubeObject): KubeObject {
  const spec = (object['spec'] ?? {}) as { replicas?: number; scaling?: { replicas?: number } };
  const replicas = object.kind === 'TTSService' ? spec.scaling?.replicas : spec.replicas;
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { ...object.metadata },
    spec: { replicas: replicas ?? 0 },
  };
}

function scaled(object: KubeObject, replicas: number): KubeObject {
  const spec = (object['spec'] ?? {}) as { scaling?: object };
  if (object.kind !== 'TTSService') return { ...object, spec: { ...spec, replicas } };
  return { ...object, spec: { ...spec, scaling: { ...spec.scaling, replicas } } };
}

function without(object: KubeObject, field: string): KubeObject {
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

export { invalid };
