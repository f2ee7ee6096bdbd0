import type { Cluster } from '../cluster/cluster.ts';
import type { KindName } from '../cluster/kinds.ts';
import type { KubeObject } from '../controller/object.ts';
import type { ReflectorOptions, Source } from '../controller/reflector.ts';
import { Reflector } from '../controller/reflector.ts';
import { Store } from '../controller/store.ts';
import type { Absence } from './optional.ts';
import { LookAgain, OptionalSource } from './optional.ts';

/** KEDA's kinds and, where those are there, what leads to its interceptor: a cluster may have them, come to have or lose them. */
export const KEDA_KINDS = ['ScaledObject', 'InterceptorRoute', 'EndpointSlice'] as const satisfies KindName[];
export type KedaKind = (typeof KEDA_KINDS)[number];

export function isKedaKind(kind: string): kind is KedaKind {
  return (KEDA_KINDS as readonly string[]).includes(kind);
}

/** The kinds of one scope (a watched namespace, or all). */
type Kinds = Map<KedaKind, OptionalSource>;

/** What is known of KEDA: whether its kinds are there, and where the interceptor of its HTTP add-on is. */
export class KedaWatch {
  /** The EndpointSlices of the interceptor's Service. */
  readonly interceptor = new Store<KubeObject>();
  readonly #scopes = new Map<string | undefined, Kinds>();
  readonly #told = new Map<string | undefined, string>();
  readonly #listeners: (() => void)[] = [];
  readonly #source: OptionalSource;
  readonly #reflector: Reflector<KubeObject>;

  constructor(cluster: Cluster, { namespace, name }: { namespace: string; name: string }, options: ReflectorOptions) {
    const slices = cluster.source('EndpointSlice', { namespace, labelSelector: `kubernetes.io/service-name=${name}` });
    this.#source = new OptionalSource(slices, options.clock, async (signal) => {
      const there = await Promise.all([...this.#scopes.values()].map((kinds) => hasKeda(kinds, signal)));
      return there.includes(true);
    });
    const onListed = (): void => this.#tell();
    this.#reflector = new Reflector(this.#source, this.interceptor, { ...quietly(options), onListed });
    this.interceptor.onChange(() => this.#tell());
  }

  /** The source of one kind in one scope. */
  optional(kind: KedaKind, scope: string | undefined, source: Source, { clock }: ReflectorOptions): OptionalSource {
    const kinds: Kinds = this.#scopes.get(scope) ?? new Map<KedaKind, OptionalSource>();
    this.#scopes.set(scope, kinds);
    const wanted = kind === 'EndpointSlice' ? (signal: AbortSignal) => hasKeda(kinds, signal) : undefined;
    const made = new OptionalSource(source, clock, wanted);
    kinds.set(kind, made);
    return made;
  }

  /** To be called when a list of a scope is in. */
  listed(scope: string | undefined): void {
    const now = [...(this.#scopes.get(scope)?.values() ?? [])].map(({ absence }) => absence ?? 'there').join();
    if (now === this.#told.get(scope)) return;
    this.#told.set(scope, now);
    this.#tell();
  }

  /** Calls back when what is there has changed: the kinds, or the addresses of the interceptor. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Why a scope has nothing of a kind; undefined where the kind is there. */
  absence(kind: KedaKind, scope: string | undefined): Absence | undefined {
    return this.#scopes.get(scope)?.get(kind)?.absence;
  }

  /** Why nothing is known of the interceptor; undefined while it is watched. */
  get interceptorAbsence(): Absence | undefined {
    return this.#source.absence;
  }

  /** Whether it is known where the interceptor is, or that there is none. */
  get known(): boolean {
    return this.#reflector.synced;
  }

  run(signal: AbortSignal): Promise<void> {
    return this.#reflector.run(signal);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Whether a scope has KEDA's kinds, once that has been looked at. */
async function hasKeda(kinds: Kinds, signal: AbortSignal): Promise<boolean> {
  const own = (['ScaledObject', 'InterceptorRoute'] as const).flatMap((kind) => kinds.get(kind) ?? []);
  const there = await Promise.all(own.map((kind) => kind.isThere(signal)));
  return there.length === 2 && !there.includes(false);
}

/** Without a word where nothing has failed. */
export function quietly(options: ReflectorOptions): ReflectorOptions {
  const onFailure = (error: unknown, delayMs: number): void => {
    if (!(error instanceof LookAgain)) options.onFailure?.(error, delayMs);
  };
  return { ...options, onFailure };
}
