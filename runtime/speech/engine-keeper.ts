import { ApiError } from '../errors.ts';
import type { ModelStore } from '../model/store.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import type { VoiceLibrary } from '../model/voice-library.ts';
import type { Segment } from '../text/types.ts';
import { queueTimeout } from '../workers/scheduler.ts';
import type { LoadedEngine } from './engine.ts';

export interface KeeperOptions {
  /** Loads what speaks; after the first time, the model of this digest again. */
  load(digest: string | undefined): Promise<LoadedEngine>;
  /** Time without a request after which the engine is ended; 0: never. */
  sleepAfterMs: number;
  /** Aborted: nothing begins any more but the wake for a request that is inside. */
  stopping: AbortSignal;
  /** Seconds since the start, or since the request that woke it. */
  onLoaded(engine: LoadedEngine, seconds: number, woken: boolean): void;
  /** Resolves when to try again. `since`: the start, the request that woke it, or its loss (performance.now()). */
  onFailed(failure: unknown, since: number, woken: boolean): Promise<void>;
  /** Nothing that speaks is in memory any more. */
  onAsleep(): void;
}

/** What is known of a model, in memory or not. */
interface Known {
  store: ModelStore;
  vocabulary: Vocabulary;
  voices: VoiceLibrary;
}

/**
 * An engine that is loaded again and again until that succeeds, ended when nobody has needed it for a while, and loaded anew
 * for the next text. Texts that come while it loads wait for it, and are refused when the load fails.
 */
export class EngineKeeper implements LoadedEngine {
  readonly #options: KeeperOptions;
  /** Undefined before the first load, and asleep. */
  #engine: LoadedEngine | undefined;
  #known: Known | undefined;
  #state: 'loading' | 'awake' | 'ending' | 'asleep' = 'loading';
  /** The load or the end that goes on, or was last. */
  #busy: Promise<void> = Promise.resolve();
  /** For the texts that have to wait. */
  #awake = Promise.withResolvers<LoadedEngine>();
  #wantedSince: number | undefined;
  #inside = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** Whether it has been loaded, so that it can speak, perhaps after waking. */
  get loaded(): boolean {
    return this.#known !== undefined;
  }

  get asleep(): boolean {
    return this.#state === 'asleep';
  }

  /** Segments that wait for the model's thread. */
  get depth(): number {
    return this.#engine?.scheduler.depth ?? 0;
  }

  get store(): ModelStore {
    return known(this.#known).store;
  }

  get vocabulary(): Vocabulary {
    return known(this.#known).vocabulary;
  }

  get voices(): VoiceLibrary {
    return known(this.#known).voices;
  }

  /** For those who are inside: they hold it awake from their text to their last segment, unless it is lost. */
  get scheduler(): LoadedEngine['scheduler'] {
    if (!this.#engine) throw notLoaded('The server has lost its model and loads it again.');
    return this.#engine.scheduler;
  }

  running(): boolean {
    return this.#state === 'awake' ? known(this.#engine).running() : this.loaded;
  }

  async segments(...[parts, signal, deadline]: Parameters<LoadedEngine['segments']>): Promise<Segment[][]> {
    const engine = await this.#whenAwake(signal, deadline);
    return engine.segments(parts, signal, deadline);
  }

  /** Loads for the first time; resolves when that has succeeded, or is not tried any more. */
  async start(): Promise<void> {
    this.#busy = this.#load(performance.now(), false);
    await this.#busy;
  }

  /** What speaks has failed for good: it is ended, and loaded anew when `onFailed` says so. A load fails by itself. */
  replace(failure: unknown): void {
    if (this.#state === 'awake') this.#busy = this.#renew(known(this.#engine), failure);
  }

  /** How many requests are inside, told whenever that has changed. */
  inside(requests: number): void {
    this.#inside = requests;
    this.#rest();
  }

  /** Ends it after what is being loaded or computed: native code that is interrupted takes the process down. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    let busy;
    do await (busy = this.#busy);
    while (busy !== this.#busy);
    await this.#engine?.close();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    const { sleepAfterMs, stopping } = this.#options;
    if (sleepAfterMs === 0 || this.#state !== 'awake' || this.#inside > 0 || stopping.aborted) return;
    this.#timer = setTimeout(() => {
      this.#busy = this.#fallAsleep();
    }, sleepAfterMs);
    this.#timer.unref();
  }

  async #renew(engine: LoadedEngine, failure: unknown): Promise<void> {
    const since = performance.now();
    this.#state = 'loading';
    this.#engine = undefined;
    clearTimeout(this.#timer);
    const again = this.#options.onFailed(failure, since, false);
    await Promise.all([engine.close(), again]);
    await this.#load(since, false);
  }

  async #fallAsleep(): Promise<void> {
    this.#state = 'ending';
    const engine = known(this.#engine);
    this.voices.forget();
    await engine.close();
    this.#engine = undefined;
    this.#state = 'asleep';
    this.#options.onAsleep();
    if (this.#wantedSince !== undefined) this.#wake(this.#wantedSince);
  }

  #wake(since: number): void {
    this.#state = 'loading';
    this.#busy = this.#load(since, true);
  }

  async #load(since: number, woken: boolean): Promise<void> {
    const options = this.#options;
    // Whoever wakes it has been admitted, and is answered even when the server is about to end.
    if (options.stopping.aborted && !woken) return;
    for (;;) {
      try {
        this.#began(await options.load(this.#known?.store.digest));
        options.onLoaded(known(this.#engine), (performance.now() - since) / 1000, woken);
        return;
      } catch (failure) {
        const again = options.onFailed(failure, since, woken);
        this.#refuse();
        await again;
        if (options.stopping.aborted) return;
      }
    }
  }

  #began(engine: LoadedEngine): void {
    const { store, vocabulary, voices } = engine;
    this.#engine = engine;
    this.#known = { store, vocabulary, voices };
    this.#state = 'awake';
    this.#wantedSince = undefined;
    this.#awake.resolve(engine);
    this.#awake = Promise.withResolvers();
    this.#rest();
  }

  #refuse(): void {
    this.#awake.promise.catch(() => undefined);
    this.#awake.reject(notLoaded('The server unloaded its model and could not load it again.'));
    this.#awake = Promise.withResolvers();
  }

  async #whenAwake(signal: AbortSignal, deadline: number): Promise<LoadedEngine> {
    if (this.#state === 'awake') return known(this.#engine);
    this.#wantedSince ??= performance.now();
    if (this.#state === 'asleep') this.#wake(this.#wantedSince);
    return until(this.#awake.promise, signal, deadline);
  }
}

function notLoaded(message: string): ApiError {
  return new ApiError('not_ready', message, { retryAfterSeconds: 5 });
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the model is not loaded');
  return value;
}

/** A promise's value, unless the signal or the deadline (performance.now()) comes first. */
async function until<T>(promise: Promise<T>, signal: AbortSignal, deadline: number): Promise<T> {
  signal.throwIfAborted();
  const { promise: first, resolve, reject } = Promise.withResolvers<T>();
  const onAbort = () => reject(signal.reason as Error);
  const timer = setTimeout(() => reject(queueTimeout(1)), Math.max(0, deadline - performance.now()));
  signal.addEventListener('abort', onAbort);
  promise.then(resolve, reject);
  try {
    return await first;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
