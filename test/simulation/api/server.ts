import type { KubeObject, ObjectMeta } from '../../../operator/controller/object.ts';
import { keyOf } from '../../../operator/controller/object.ts';
import { withDefaults } from './admission.ts';
import { handedOut, metadataOf, scaleOf, scaled } from './answers.ts';
import { badRequest, conflict, gone, notFound, otherUid } from './errors.ts';
import { selected, selectorOf } from './history.ts';
import { MODEL_KINDS, targetOf } from './kinds.ts';
import type { ModelKind, Target } from './kinds.ts';
import { Objects, WITH_STATUS, fixed, without } from './objects.ts';
import type { Held } from './objects.ts';
import { applied, managersAfterUpdate, mergePatch } from './patch.ts';

export interface Request {
  method: string;
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  contentType?: string;
  accept?: string;
  /** Who asks: the field manager where the query names none. */
  user: string;
  /** When the one who asks last knew what it acts on. */
  asOf?: number;
}

/** An API server in memory: the verbs over the objects. */
export class ApiServer extends Objects {
  readonly #lists = new Map<string, { items: KubeObject[]; version: number }>();
  /** No page of a list has more objects. */
  pageSize = Infinity;
  /** What a pod's container has written; set by the kubelet. */
  logOf: (pod: KubeObject, container: string) => string = () => '';

  override compact(kind: ModelKind): void {
    super.compact(kind);
    this.#lists.clear();
  }

  /** Answers a request, or throws an ApiError. */
  handle(request: Request): unknown {
    this.asOf = request.asOf;
    try {
      return this.#handled(request);
    } finally {
      this.asOf = undefined;
    }
  }

  #handled(request: Request): unknown {
    const target = targetOf(request.path);
    if (!target) throw badRequest(`the model has no ${request.path}`);
    const { method, query = {} } = request;
    if (target.name === undefined) {
      if (method === 'GET') return this.#list(target, query);
      if (method === 'POST') return this.#answer(target, this.#post(target, request));
      throw badRequest(`${method} on a collection`);
    }
    const held = this.held.get(target.kind)?.get(`${target.namespace}/${target.name}`);
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
        this.deleteAs(target.kind, held, request.user, options.propagationPolicy ?? 'Background');
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
    let version = this.version;
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
    const page = limit ? items.slice(0, Math.min(Number(limit), this.pageSize)) : items;
    const rest = items.slice(page.length);
    const more = rest.length > 0 ? `${target.kind}-${this.unique()}` : undefined;
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
    return this.createAs(target.kind, { ...object, metadata }, String(query['fieldManager'] ?? user), user);
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
    if (held && resourceVersion !== undefined && resourceVersion !== held.object.metadata.resourceVersion)
      throw conflict(
        kind,
        name,
        'the object has been modified; please apply your changes to the latest version and try again',
      );
    if (uid !== undefined && !held)
      throw conflict(
        kind,
        name,
        `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
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
      return this.commit(kind, undefined, { ...result.object, metadata: fresh }, result.managers, user);
    }
    if (uid !== undefined && uid !== held.object.metadata.uid) throw otherUid(kind, name, uid);
    return this.commit(kind, held, result.object, result.managers, user);
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
    if (uid !== undefined && uid !== old.metadata.uid) {
      if (method === 'PATCH') throw otherUid(kind, name, uid);
      throw conflict(
        kind,
        name,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`,
      );
    }
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
    return this.commit(kind, held, settled, managers, user);
  }

  /** An object as it is handed out: with its managers, and safe for the receiver to take fields off. */
  #answer(target: Target, object: KubeObject): KubeObject {
    if (target.subresource === 'scale') return scaleOf(object);
    const managers = this.held.get(target.kind)?.get(keyOf(object))?.managers ?? [];
    return handedOut(object, managers);
  }
}
