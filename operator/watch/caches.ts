import type { Status } from '../api/status.ts';
import type { Cluster, Selection } from '../cluster/cluster.ts';
import type { KindName } from '../cluster/kinds.ts';
import type { KubeObject } from '../controller/object.ts';
import type { ReflectorOptions } from '../controller/reflector.ts';
import { Reflector } from '../controller/reflector.ts';
import { Store } from '../controller/store.ts';
import { templateLabel } from '../controller/workloads.ts';
import { LABEL, MANAGED_SELECTOR } from '../objects/metadata.ts';

/** The kinds that are watched: the services, and what the operator made for them. */
export const WATCHED = [
  'TTSService',
  'TTSLexicon',
  'ConfigMap',
  'PersistentVolumeClaim',
  'Job',
  'Pod',
  'Deployment',
  'Service',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'NetworkPolicy',
] as const satisfies KindName[];
export type Watched = (typeof WATCHED)[number];

/** What people write; of the other kinds only what the operator made matters. */
const WRITTEN: readonly Watched[] = ['TTSService', 'TTSLexicon'];

/** Without a list of these, services are worked on all the same: their CRD may be missing. */
const OPTIONAL: readonly Watched[] = ['TTSLexicon'];

const byOwner = ({ metadata }: KubeObject): string[] => (metadata.ownerReferences ?? []).map(({ uid }) => uid);
const byLabel =
  (label: string) =>
  ({ metadata }: KubeObject): string[] => {
    const value = metadata.labels?.[label];
    return value === undefined ? [] : [`${metadata.namespace ?? ''}/${value}`];
  };

/** `namespace/id` of what a TTSService's status has pinned. */
const byPinned = ({ metadata, status }: KubeObject): string[] =>
  ((status as Status | undefined)?.model?.pinned ?? []).map(({ id }) => `${metadata.namespace ?? ''}/${id}`);

/** `namespace/claim` of the claim that a TTSService's spec names. */
const byClaim = ({ metadata, spec }: KubeObject): string[] => {
  const { claimName } = (spec as { storage?: { claimName?: string } } | undefined)?.storage ?? {};
  return claimName === undefined ? [] : [`${metadata.namespace ?? ''}/${claimName}`];
};

/** `namespace/name` of the TTSLexicons that a TTSService's spec names. */
const byLexicon = ({ metadata, spec }: KubeObject): string[] => {
  const { lexicons = [], lexiconsOnRequest = [] } =
    (spec as { server?: { lexicons?: string[]; lexiconsOnRequest?: string[] } } | undefined)?.server ?? {};
  return [...new Set([...lexicons, ...lexiconsOnRequest])].map((name) => `${metadata.namespace ?? ''}/${name}`);
};

/** `namespace/volume` of the pods that a Deployment makes. */
const byTemplate = (object: KubeObject): string[] => {
  const volume = templateLabel(object, LABEL.volume);
  return volume === undefined ? [] : [`${object.metadata.namespace ?? ''}/${volume}`];
};

/** The reflectors of one namespace that is watched; of all of them when `namespace` is undefined. */
interface Scope {
  namespace: string | undefined;
  reflectors: Record<Watched, Reflector<KubeObject>>;
  synced: boolean;
  /** Of which lists the listeners know. */
  told?: 'all' | 'enough';
}

/**
 * What the operator knows of the cluster without asking. What it knows of one namespace does not wait for another: of a namespace
 * that cannot be read, nothing is done.
 */
export class Caches {
  readonly stores: Record<Watched, Store<KubeObject>>;
  /** The volume that a TTSService uses, as `namespace/volume`. */
  readonly volumeKey: (service: KubeObject) => string | undefined;
  readonly #scopes: Scope[];
  readonly #listeners: ((namespace: string | undefined) => void)[] = [];

  constructor(
    cluster: Cluster,
    namespaces: string[],
    volumeKey: (service: KubeObject) => string | undefined,
    options: (kind: Watched, namespace: string | undefined) => ReflectorOptions,
  ) {
    this.volumeKey = volumeKey;
    const children = {
      owner: byOwner,
      service: byLabel(LABEL.service),
      volume: byLabel(LABEL.volume),
      template: byTemplate,
    };
    const services = {
      owner: byOwner,
      volume: (object: KubeObject) => [volumeKey(object) ?? []].flat(),
      pinned: byPinned,
      claim: byClaim,
      lexicon: byLexicon,
    };
    this.stores = forEach((kind) => new Store<KubeObject>(kind === 'TTSService' ? services : children));
    this.#scopes = (namespaces.length === 0 ? [undefined] : [...new Set(namespaces)]).map((namespace) => {
      const limit = namespace === undefined ? {} : { namespace };
      const scope: Scope = {
        namespace,
        synced: false,
        reflectors: forEach((kind) => {
          const selection: Selection = {
            ...limit,
            ...(WRITTEN.includes(kind) ? {} : { labelSelector: MANAGED_SELECTOR }),
          };
          const given = options(kind, namespace);
          const onListed = (items: number, repaired: number): void => {
            given.onListed?.(items, repaired);
            this.#listed(scope);
          };
          return new Reflector(cluster.source(kind, selection), this.stores[kind], { ...given, ...limit, onListed });
        }),
      };
      return scope;
    });
  }

  /** Calls back when the first lists of a namespace (undefined: of all) are in: of what is needed, and of the rest. */
  onSynced(listener: (namespace: string | undefined) => void): void {
    this.#listeners.push(listener);
  }

  /** Whether all that there is in a namespace is known. */
  covers(namespace: string): boolean {
    return this.#scopeOf(namespace)?.synced ?? false;
  }

  /** Whether all objects of a kind in a namespace are known. */
  knows(kind: Watched, namespace: string): boolean {
    return this.#scopeOf(namespace)?.reflectors[kind].synced ?? false;
  }

  /** Whether there is anything to work with: one namespace of those that are watched. */
  get synced(): boolean {
    return this.#scopes.some(({ synced }) => synced);
  }

  /** Each watched namespace (undefined: all), and the kinds of which the first list is still missing, or no sign has come for a while. */
  troubles(silentMs: number): { namespace: string | undefined; missing: Watched[]; silent: Watched[] }[] {
    return this.#scopes.map(({ namespace, reflectors }) => ({
      namespace,
      missing: WATCHED.filter((kind) => !reflectors[kind].synced),
      silent: WATCHED.filter((kind) => reflectors[kind].synced && reflectors[kind].silentMs > silentMs),
    }));
  }

  /** Takes in the answer to a write of our own. */
  wrote(object: KubeObject): void {
    this.#reflectorOf(object)?.wrote(object);
  }

  /** Has all objects of this one's kind and namespace listed again. */
  doubt(object: KubeObject): void {
    this.#reflectorOf(object)?.doubt();
  }

  async run(signal: AbortSignal): Promise<void> {
    const all = this.#scopes.flatMap(({ reflectors }) => Object.values(reflectors));
    await Promise.all(all.map((reflector) => reflector.run(signal)));
  }

  #reflectorOf({ kind, metadata }: KubeObject): Reflector<KubeObject> | undefined {
    return this.#scopeOf(metadata.namespace ?? '')?.reflectors[kind as Watched];
  }

  #scopeOf(namespace: string): Scope | undefined {
    return this.#scopes.find((scope) => scope.namespace === undefined || scope.namespace === namespace);
  }

  #listed(scope: Scope): void {
    const missing = WATCHED.filter((kind) => !scope.reflectors[kind].synced);
    const known = missing.length === 0 ? 'all' : missing.every((kind) => OPTIONAL.includes(kind)) ? 'enough' : 'some';
    if (known === 'some' || known === scope.told) return;
    scope.synced = true;
    scope.told = known;
    for (const listener of this.#listeners) listener(scope.namespace);
  }
}

function forEach<T>(make: (kind: Watched) => T): Record<Watched, T> {
  return Object.fromEntries(WATCHED.map((kind) => [kind, make(kind)])) as Record<Watched, T>;
}
