import type { Cluster, Selection } from '../cluster/cluster.ts';
import type { KindName } from '../cluster/kinds.ts';
import type { KubeObject } from '../controller/object.ts';
import type { ReflectorOptions } from '../controller/reflector.ts';
import { Reflector } from '../controller/reflector.ts';
import { Store } from '../controller/store.ts';
import { LABEL, MANAGED_SELECTOR } from '../objects/metadata.ts';
import { byClaim, byLabel, byLexicon, byOwner, byPinned, byTemplate } from './indexes.ts';
import type { Absence } from './optional.ts';
import type { KedaKind } from './keda.ts';
import { KedaWatch, isKedaKind, quietly } from './keda.ts';

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
  'ScaledObject',
  'InterceptorRoute',
  'EndpointSlice',
] as const satisfies KindName[];
export type Watched = (typeof WATCHED)[number];

/** What people write; of the other kinds only what the operator made matters. */
const WRITTEN: readonly Watched[] = ['TTSService', 'TTSLexicon'];

/** Without a list of these, services are worked on all the same: their CRD may be missing. */
const OPTIONAL: readonly Watched[] = ['TTSLexicon'];

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
  /** Undefined: KEDA is not looked for. */
  readonly keda: KedaWatch | undefined;
  readonly #scopes: Scope[];
  readonly #kinds: readonly Watched[];
  readonly #listeners: ((namespace: string | undefined) => void)[] = [];

  constructor(
    cluster: Cluster,
    namespaces: string[],
    volumeKey: (service: KubeObject) => string | undefined,
    options: (kind: Watched, namespace: string | undefined) => ReflectorOptions,
    interceptor?: { namespace: string; name: string },
  ) {
    this.#kinds = interceptor ? WATCHED : WATCHED.filter((kind) => !isKedaKind(kind));
    this.keda = interceptor && new KedaWatch(cluster, interceptor, options('EndpointSlice', interceptor.namespace));
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
          const source = cluster.source(kind, selection);
          const mayBe = isKedaKind(kind) ? this.keda?.optional(kind, namespace, source, given) : undefined;
          const onListed = (items: number, repaired: number): void => {
            if (mayBe?.absence === undefined) given.onListed?.(items, repaired);
            if (mayBe) this.keda?.listed(namespace);
            this.#listed(scope);
          };
          const told = { ...(mayBe ? quietly(given) : given), ...limit, onListed };
          return new Reflector(mayBe ?? source, this.stores[kind], told);
        }),
      };
      return scope;
    });
  }

  /** Why a namespace has nothing of one of KEDA's kinds; undefined where the kind is there. */
  absence(kind: KedaKind, namespace: string): Absence | undefined {
    const scope = this.#scopeOf(namespace);
    return scope && this.keda ? this.keda.absence(kind, scope.namespace) : 'absent';
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
      missing: this.#kinds.filter((kind) => !reflectors[kind].synced),
      silent: this.#kinds.filter((kind) => reflectors[kind].synced && reflectors[kind].silentMs > silentMs),
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
    const all = this.#scopes.flatMap(({ reflectors }) => this.#kinds.map((kind) => reflectors[kind]));
    await Promise.all([...all, ...(this.keda ? [this.keda] : [])].map((one) => one.run(signal)));
  }

  #reflectorOf({ kind, metadata }: KubeObject): Reflector<KubeObject> | undefined {
    return this.#scopeOf(metadata.namespace ?? '')?.reflectors[kind as Watched];
  }

  #scopeOf(namespace: string): Scope | undefined {
    return this.#scopes.find((scope) => scope.namespace === undefined || scope.namespace === namespace);
  }

  #listed(scope: Scope): void {
    const missing = this.#kinds.filter((kind) => !scope.reflectors[kind].synced);
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
