import type { Logger } from 'pino';
import { API_VERSION, KIND, LEXICON } from '../api/fields.ts';
import type { Condition, Status } from '../api/status.ts';
import { Caches } from '../watch/caches.ts';
import { ApiError } from '../cluster/api.ts';
import type { ApplyOptions, Cluster, Selection } from '../cluster/cluster.ts';
import { timestamp } from '../controller/object.ts';
import type { Reconcile } from '../controller/controller.ts';
import type { KubeObject } from '../controller/object.ts';
import { keyOf } from '../controller/object.ts';
import { Queue } from '../controller/queue.ts';
import type { Source, WatchEvent } from '../controller/reflector.ts';
import { isManaged } from '../objects/metadata.ts';
import { reconciler } from '../reconcile.ts';
import { Recorder } from '../act/recorder.ts';
import { connect } from '../watch/triggers.ts';
import { volumeKey } from '../resolve/wanted.ts';
import { TestClock, turn } from './clock.ts';
import { config } from './services.ts';

const log = { info() {}, warn() {}, error() {}, child: () => log } as unknown as Logger;
/** A watch that breaks off. */
const BROKEN = { type: 'ERROR', object: {} } as unknown as WatchEvent;

/** The real caches, triggers and reconciler before objects in memory: an apply replaces what is there but for status and uid. */
export class World {
  readonly clock = new TestClock();
  readonly queue = new Queue(this.clock);
  readonly objects = new Map<string, KubeObject>();
  /** What was written, such as `Job/a`, `TTSService/a/status` or `delete Job/a`. */
  readonly writes: string[] = [];
  readonly events: string[] = [];
  /** What the API server answers a write with instead of doing it; and what a policy makes of an object that is written. */
  deny: (object: KubeObject) => Error | undefined = () => undefined;
  /** Kinds that the cluster does not have. */
  readonly absent: Set<string>;
  denyRead: (kind: string) => Error | undefined = () => undefined;
  mutate: (object: KubeObject, isNew: boolean) => void = () => undefined;
  /** What happens while a write is on its way. */
  beforeWrite: (object: KubeObject) => void = () => undefined;
  /** What happens between a write and its answer. */
  beforeAnswer: (object: KubeObject) => Promise<void> = async () => undefined;
  podLog: () => Promise<string> = async () => '';
  /** What a pod answers at /metrics. */
  readMetrics: (address: string) => Promise<string> = async () => Promise.reject(new Error('nobody answers'));
  readonly caches: Caches;
  readonly #reconcile: Reconcile;
  readonly #over = new AbortController();
  readonly #watches = new Map<string, WatchEvent[]>();
  #wake = (): void => undefined;
  #version = 100;

  /** `unread`: kinds whose first list never comes. `keda`: the cluster has KEDA and its HTTP add-on. */
  constructor({ unread = [], keda = false }: { unread?: string[]; keda?: boolean } = {}) {
    this.absent = new Set(keda ? [] : ['ScaledObject', 'InterceptorRoute']);
    const cluster = {
      source: (kind: string, { namespace }: Selection = {}) => this.#source(kind, namespace, unread.includes(kind)),
      get: async (kind: string, namespace: string, name: string) => {
        const denied = this.denyRead(kind);
        if (denied) throw denied;
        return this.of(kind, name, namespace);
      },
      versionOf: async () => '1',
      apply: async (object: KubeObject, options: ApplyOptions = {}) => {
        const answer = this.#apply(object, options);
        await this.beforeAnswer(object);
        return answer;
      },
      annotate: async (object: KubeObject, annotations: Record<string, string>) => {
        const live = this.of(object.kind, object.metadata.name);
        const denied = this.deny(object);
        if (denied) throw denied;
        if (live?.metadata.uid !== object.metadata.uid || !live) return undefined;
        this.writes.push(`annotate ${object.kind}/${object.metadata.name}`);
        const all = { ...live.metadata.annotations, ...annotations };
        this.put({ ...live, metadata: { ...live.metadata, annotations: all } });
        return this.of(object.kind, object.metadata.name);
      },
      overwrite: async (object: KubeObject) => this.#apply(object, {}),
      remove: async (object: KubeObject) => {
        this.writes.push(`delete ${object.kind}/${object.metadata.name}`);
        this.delete(object.kind, object.metadata.name);
      },
      podLog: () => this.podLog(),
      createEvent: async (event: KubeObject) => {
        this.events.push(String(event.reason));
        return event;
      },
      patchEvent: async () => undefined,
    } as unknown as Cluster;
    const recorder = new Recorder(cluster, this.clock, log);
    const key = (object: KubeObject) => volumeKey(object, config);
    const interceptor = keda ? config.keda.interceptor : undefined;
    const options = () => ({
      clock: this.clock,
      relistMs: Infinity,
      inactivityMs: Infinity,
    });
    this.caches = new Caches(cluster, [], key, options, interceptor);
    connect(this.caches, this.queue);
    this.#reconcile = reconciler({
      cluster,
      caches: this.caches,
      recorder,
      config,
      clock: this.clock,
      wake: (name) => this.queue.add(name),
      readMetrics: (address) => this.readMetrics(address),
      signal: this.#over.signal,
    });
    void this.caches.run(this.#over.signal);
  }

  of(kind: string, name: string, namespace = 'ns'): KubeObject | undefined {
    return structuredClone(this.objects.get(`${kind} ${namespace}/${name}`));
  }

  all(kind: string): KubeObject[] {
    return [...this.objects.values()].filter((object) => object.kind === kind).map((object) => structuredClone(object));
  }

  /** Writes an object as somebody else would. */
  put(object: KubeObject): void {
    const key = `${object.kind} ${keyOf(object)}`;
    const before = this.objects.get(key);
    const metadata = { uid: `uid-${this.#version}`, ...object.metadata, resourceVersion: String(++this.#version) };
    const next = structuredClone({ ...object, metadata });
    this.objects.set(key, next);
    const [was, is] = [before && isWatched(before), isWatched(next)];
    if (is) this.#tell(was ? 'MODIFIED' : 'ADDED', next);
    else if (was) this.#tell('DELETED', next);
    else this.#tell('MODIFIED', next, `${next.kind} ${next.metadata.namespace}`);
  }

  delete(kind: string, name: string): void {
    const object = this.of(kind, name);
    if (!object) return;
    this.objects.delete(`${kind} ${keyOf(object)}`);
    object.metadata.resourceVersion = String(++this.#version);
    if (isWatched(object)) this.#tell('DELETED', object);
  }

  service(name: string, spec: object, creationTimestamp = '2026-01-01T00:00:00Z'): void {
    const old = this.of(KIND, name);
    const generation = (old?.metadata.generation ?? 0) + 1;
    const metadata = { name, namespace: 'ns', uid: `u-${name}`, generation, creationTimestamp };
    this.put({ apiVersion: API_VERSION, kind: KIND, metadata, spec, status: old?.status });
  }

  lexicon(name: string, ...entries: object[]): void {
    const generation = (this.of(LEXICON.kind, name)?.metadata.generation ?? 0) + 1;
    const metadata = { name, namespace: 'ns', uid: `u-lexicon-${name}`, generation };
    this.put({ apiVersion: API_VERSION, kind: LEXICON.kind, metadata, spec: { language: 'en', entries } });
  }

  condition(name: string, type: string): Condition | undefined {
    return (this.of(KIND, name)?.status as Status | undefined)?.conditions?.find((one) => one.type === type);
  }

  /** Reconciles whatever is due now until nothing is; gives up after `most` rounds. */
  async settle(most = 60): Promise<number> {
    let rounds = 0;
    for (let idle = 0; idle < 5 && rounds < most; idle++) {
      await turn();
      while (this.queue.depth > 0 && rounds < most) {
        await this.#round();
        rounds++;
        idle = 0;
      }
    }
    return rounds;
  }

  /** Lets time pass in steps, and reconciles what is due in each. */
  async pass(ms: number, stepMs = 500): Promise<void> {
    for (let passed = 0; passed < ms; passed += stepMs) {
      this.clock.pass(stepMs);
      await this.settle();
    }
  }

  /** Binds claims, ends Jobs well and has Deployments ready, as their controllers would; then settles. */
  async play(): Promise<void> {
    const time = timestamp(this.clock.ms);
    for (const claim of this.all('PersistentVolumeClaim'))
      if (!claim.status) this.put({ ...claim, status: { phase: 'Bound' } });
    for (const job of this.all('Job'))
      if (!job.status)
        this.put({ ...job, status: { completionTime: time, conditions: [{ type: 'Complete', status: 'True' }] } });
    for (const deployment of this.all('Deployment')) {
      const { replicas = 1 } = deployment.spec as { replicas?: number };
      const counts = { replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas };
      this.put({ ...deployment, status: { observedGeneration: 1, ...counts, conditions: [] } });
    }
    await this.settle();
  }

  /** Breaks all watches off, as a kind that is taken away does to its own. */
  breakWatches(): void {
    for (const key of this.#watches.keys()) this.#watches.set(key, [BROKEN]);
  }

  end(): void {
    this.#over.abort();
    this.queue.close();
  }

  async #round(): Promise<void> {
    const lease = await this.queue.get();
    if (!lease) return;
    const { key } = lease;
    const failures = this.queue.failures(key);
    try {
      const outcome = await this.#reconcile(key, { signal: this.#over.signal, log, failures });
      this.queue.forget(key);
      if (outcome.kind === 'retryAfter') this.queue.addAfter(key, outcome.ms);
    } catch {
      this.queue.addRateLimited(key);
    }
    this.queue.done(key);
  }

  #apply(object: KubeObject, { subresource, manager }: ApplyOptions): KubeObject {
    this.beforeWrite(object);
    const { resourceVersion: over, uid: very } = object.metadata;
    const there = this.of(object.kind, object.metadata.name)?.metadata;
    const now = there?.resourceVersion;
    if (over !== undefined && now !== undefined && over !== now) throw new ApiError(409, 'Conflict', 'modified');
    if (very !== undefined && very !== there?.uid)
      throw there ? new ApiError(422, 'Invalid', 'field is immutable') : new ApiError(409, 'Conflict', 'none found');
    this.writes.push(`${object.kind}/${object.metadata.name}${subresource ? '/status' : ''}`);
    const denied = this.deny(object);
    if (denied) throw denied;
    const live = this.of(object.kind, object.metadata.name);
    if (subresource && !live) throw new ApiError(404, 'NotFound', 'not found');
    const { uid, creationTimestamp } = live?.metadata ?? { creationTimestamp: timestamp(this.clock.ms) };
    const kept = {
      ...(uid ? { uid } : {}),
      creationTimestamp: creationTimestamp ?? '',
      generation: 1,
      managers: ['tts-operator'],
    };
    let next: KubeObject = { ...structuredClone(object), metadata: { ...object.metadata, ...kept } };
    if (live && subresource) next = { ...live, status: object.status };
    else if (live && manager !== undefined) next = { ...live, spec: { ...(live.spec ?? {}), ...(object.spec ?? {}) } };
    else if (live) next = { ...next, status: live.status, ...leftOut(next, live) };
    if (!subresource) this.mutate(next, live === undefined);
    this.put(next);
    return this.of(object.kind, object.metadata.name) as KubeObject;
  }

  #tell(type: WatchEvent['type'], object: KubeObject, key = object.kind): void {
    this.#watches.get(key)?.push({ type, object: structuredClone(object) });
    this.#wake();
  }

  /** Of one namespace, all objects; of all namespaces, those that are watched. */
  #source(kind: string, namespace: string | undefined, unread: boolean): Source {
    const key = namespace === undefined ? kind : `${kind} ${namespace}`;
    return {
      list: async () => {
        if (unread) return new Promise(() => undefined);
        if (this.absent.has(kind))
          throw new ApiError(404, 'NotFound', 'the server could not find the requested resource');
        const all = this.all(kind);
        const items =
          namespace === undefined ? all.filter(isWatched) : all.filter((one) => one.metadata.namespace === namespace);
        this.#watches.set(key, []);
        return { items, resourceVersion: String(this.#version) };
      },
      watch: (_options, signal) => this.#watch(key, signal),
    };
  }

  async *#watch(key: string, signal: AbortSignal): AsyncGenerator<WatchEvent> {
    while (!signal.aborted) {
      const event = this.#watches.get(key)?.shift();
      if (event === BROKEN) throw new ApiError(410, 'Expired', 'the watch was broken off');
      if (event) yield event;
      else await turn();
    }
  }
}

function isWatched(object: KubeObject): boolean {
  return object.kind === KIND || object.kind === LEXICON.kind || isManaged(object);
}

/** The number of pods that an apply leaves out, which another manager has set. */
function leftOut({ kind, spec }: KubeObject, live: KubeObject): { spec?: object } {
  const { replicas } = (live.spec ?? {}) as { replicas?: number };
  return kind === 'Deployment' && replicas !== undefined ? { spec: { replicas, ...(spec as object) } } : {};
}
