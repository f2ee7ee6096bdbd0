import type { Status } from './api/ttsservice.ts';
import type { Cluster, Selection } from './cluster/cluster.ts';
import type { KindName } from './cluster/kinds.ts';
import type { KubeObject } from './controller/object.ts';
import type { ReflectorOptions } from './controller/reflector.ts';
import { Reflector } from './controller/reflector.ts';
import { Store } from './controller/store.ts';
import { LABEL, MANAGED_SELECTOR } from './desired/metadata.ts';

/** The kinds that are watched: the services, and what the operator made for them. */
export const WATCHED = [
  'TTSService',
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

/** What the operator knows of the cluster without asking. */
export class Caches {
  readonly stores: Record<Watched, Store<KubeObject>>;
  /** The volume that a TTSService uses, as `namespace/volume`. */
  readonly volumeKey: (service: KubeObject) => string | undefined;
  readonly #reflectors: { kind: Watched; reflector: Reflector<KubeObject> }[];

  constructor(
    cluster: Cluster,
    namespaces: string[],
    volumeKey: (service: KubeObject) => string | undefined,
    options: (kind: Watched) => ReflectorOptions,
  ) {
    this.volumeKey = volumeKey;
    const children = { owner: byOwner, service: byLabel(LABEL.service), volume: byLabel(LABEL.volume) };
    const services = {
      owner: byOwner,
      volume: (object: KubeObject) => [volumeKey(object) ?? []].flat(),
      pinned: byPinned,
      claim: byClaim,
    };
    const entries = WATCHED.map(
      (kind) => [kind, new Store<KubeObject>(kind === 'TTSService' ? services : children)] as const,
    );
    this.stores = Object.fromEntries(entries) as Record<Watched, Store<KubeObject>>;
    this.#reflectors = WATCHED.flatMap((kind) =>
      (namespaces.length === 0 ? [undefined] : namespaces).map((namespace) => {
        const selection: Selection = {
          ...(namespace === undefined ? {} : { namespace }),
          ...(kind === 'TTSService' ? {} : { labelSelector: MANAGED_SELECTOR }),
        };
        return { kind, reflector: new Reflector(cluster.source(kind, selection), this.stores[kind], options(kind)) };
      }),
    );
  }

  /** Whether every first list is in. */
  get synced(): boolean {
    return this.#reflectors.every(({ reflector }) => reflector.synced);
  }

  /** The kinds whose watch has failed, or been silent for longer than a live one can be. */
  stale(silentMs: number): Watched[] {
    return this.#reflectors.filter(({ reflector }) => reflector.silentMs > silentMs).map(({ kind }) => kind);
  }

  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#reflectors.map(({ reflector }) => reflector.run(signal)));
  }
}
