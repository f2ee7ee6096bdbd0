import { OPERATOR } from '../api/names.ts';
import type { KubeObject } from '../controller/object.ts';
import type { Page, Source, WatchEvent } from '../controller/reflector.ts';
import type { Api } from './api.ts';
import { ApiError } from './api.ts';
import { KINDS, pathOf } from './kinds.ts';
import type { KindName } from './kinds.ts';

/** The field manager of everything that the operator applies. */
export const FIELD_MANAGER = OPERATOR;

const APPLY = 'application/apply-patch+yaml';
/** Kubernetes API concepts, "Metadata-only fetches": nothing else is accepted, so that nothing else is sent. */
const METADATA_ONLY = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

export interface Selection {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/** What the operator does with a cluster, in terms of whole objects. */
export class Cluster {
  readonly #api: Api;
  readonly #mayWrite: () => void;

  /** `mayWrite` throws when this process must not write, because it is not (or no longer) the leader. */
  constructor(api: Api, mayWrite: () => void = () => undefined) {
    this.#api = api;
    this.#mayWrite = mayWrite;
  }

  /** List and watch of one kind, for a reflector. */
  source(name: KindName, { namespace, ...selectors }: Selection = {}): Source {
    const kind = KINDS[name];
    const path = pathOf(kind, namespace);
    const api = this.#api;
    return {
      async list(options, signal): Promise<Page> {
        interface List {
          metadata: { resourceVersion: string; continue?: string };
          items: KubeObject[] | null;
        }
        const list = await api.json<List>('GET', path, { query: { ...selectors, ...options }, signal });
        const items = (list.items ?? []).map((item) => slim({ ...item, apiVersion: kind.apiVersion, kind: kind.kind }));
        return {
          items,
          resourceVersion: list.metadata.resourceVersion,
          ...(list.metadata.continue ? { continue: list.metadata.continue } : {}),
        };
      },
      async *watch(options, signal): AsyncGenerator<WatchEvent> {
        const query = { ...selectors, ...options, watch: true, allowWatchBookmarks: true };
        for await (const line of api.lines(path, { query, signal })) {
          const event = JSON.parse(line) as WatchEvent;
          if (event.type !== 'ERROR') slim(event.object);
          yield event;
        }
      },
    };
  }

  /** The object as the API server has it now, or undefined. */
  async get(
    name: KindName,
    namespace: string,
    objectName: string,
    signal?: AbortSignal,
  ): Promise<KubeObject | undefined> {
    try {
      const path = pathOf(KINDS[name], namespace, objectName);
      return slim(await this.#api.json<KubeObject>('GET', path, signal ? { signal } : {}));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** The resourceVersion of an object, or undefined when there is none. Its content is not asked for, so a Secret's is never seen. */
  async versionOf(
    name: KindName,
    namespace: string,
    objectName: string,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    try {
      const path = pathOf(KINDS[name], namespace, objectName);
      const options = { accept: METADATA_ONLY, ...(signal ? { signal } : {}) };
      return (await this.#api.json<KubeObject>('GET', path, options)).metadata.resourceVersion;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Server-side apply with force: the object's fields become exactly those given, other managers' fields stay. */
  async apply(
    object: KubeObject,
    { manager = FIELD_MANAGER, subresource, signal }: ApplyOptions = {},
  ): Promise<KubeObject> {
    this.#mayWrite();
    const { namespace, name } = object.metadata;
    const path = pathOf(KINDS[object.kind as KindName], namespace, name, subresource);
    const query = { fieldManager: manager, force: true };
    return slim(
      await this.#api.json<KubeObject>('PATCH', path, {
        query,
        body: object,
        contentType: APPLY,
        ...(signal ? { signal } : {}),
      }),
    );
  }

  /** Sets every given field of an object that is there; lists become exactly those given, also where others added to them. */
  async overwrite(object: KubeObject, signal?: AbortSignal): Promise<KubeObject> {
    this.#mayWrite();
    const { namespace, name } = object.metadata;
    const path = pathOf(KINDS[object.kind as KindName], namespace, name);
    const query = { fieldManager: FIELD_MANAGER };
    const contentType = 'application/merge-patch+json';
    return slim(
      await this.#api.json<KubeObject>('PATCH', path, {
        query,
        body: object,
        contentType,
        ...(signal ? { signal } : {}),
      }),
    );
  }

  /** Sets annotations of this very object (by uid); undefined when it is gone or is another one by now. */
  async annotate(
    object: KubeObject,
    annotations: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<KubeObject | undefined> {
    this.#mayWrite();
    const { namespace, name, uid } = object.metadata;
    const path = pathOf(KINDS[object.kind as KindName], namespace, name);
    const options = {
      query: { fieldManager: FIELD_MANAGER },
      body: { metadata: { uid, annotations } },
      contentType: 'application/merge-patch+json',
      ...(signal ? { signal } : {}),
    };
    try {
      return slim(await this.#api.json<KubeObject>('PATCH', path, options));
    } catch (error) {
      // Another uid is an invalid change of an immutable field.
      if (error instanceof ApiError && (error.status === 404 || error.status === 409 || error.status === 422))
        return undefined;
      throw error;
    }
  }

  /** Deletes this very object (by uid); that it is gone already is fine. Dependents go in the background. */
  async remove(object: KubeObject, signal?: AbortSignal): Promise<void> {
    this.#mayWrite();
    const { namespace, name, uid } = object.metadata;
    const path = pathOf(KINDS[object.kind as KindName], namespace, name);
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background', preconditions: { uid } };
    try {
      await this.#api.json('DELETE', path, { body, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (error instanceof ApiError && (error.status === 404 || error.status === 409)) return;
      throw error;
    }
  }

  /** The last lines of a container's log; empty when there is none yet. */
  async podLog(
    namespace: string,
    pod: string,
    container: string,
    tailLines: number,
    signal?: AbortSignal,
  ): Promise<string> {
    try {
      const path = pathOf(KINDS.Pod, namespace, pod, 'log');
      return await this.#api.text('GET', path, {
        query: { container, tailLines, limitBytes: 65_536 },
        accept: '*/*',
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (error instanceof ApiError && (error.status === 404 || error.status === 400 || error.status >= 500)) return '';
      throw error;
    }
  }

  async createEvent(event: KubeObject, signal: AbortSignal): Promise<KubeObject> {
    this.#mayWrite();
    return this.#api.json('POST', pathOf(KINDS.Event, event.metadata.namespace), { body: event, signal });
  }

  async patchEvent(event: KubeObject, patch: unknown, signal: AbortSignal): Promise<void> {
    this.#mayWrite();
    const path = pathOf(KINDS.Event, event.metadata.namespace, event.metadata.name);
    await this.#api.json('PATCH', path, { body: patch, contentType: 'application/merge-patch+json', signal });
  }
}

export interface ApplyOptions {
  manager?: string;
  subresource?: 'status';
  signal?: AbortSignal;
}

interface Managed {
  managedFields?: { manager?: string; subresource?: string; time?: string }[];
}

/** Drops what the operator never reads and what is most of an object's size. */
function slim<T extends KubeObject>(object: T): T {
  const { managedFields } = object.metadata as Managed;
  delete (object.metadata as Managed).managedFields;
  if (object.kind === 'Pod') delete (object as KubeObject).spec;
  else if (managedFields && object.kind !== 'TTSService') object.metadata.managers = managersOf(managedFields);
  return object;
}

/** Lists of names, each held once: thousands of objects have the same managers. */
const lists = new Map<string, string[]>();

function managersOf(fields: NonNullable<Managed['managedFields']>): string[] {
  const sorted = fields
    .filter(({ subresource }) => subresource === undefined)
    .sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? 1 : -1));
  const names = [...new Set(sorted.map(({ manager = '' }) => manager))];
  const key = names.join('\n');
  const known = lists.get(key);
  if (known) return known;
  if (lists.size > 1000) lists.clear();
  lists.set(key, names);
  return names;
}
