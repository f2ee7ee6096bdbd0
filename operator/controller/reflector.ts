import type { Clock } from './clock.ts';
import { sleep } from './clock.ts';
import { keyOf, olderVersion } from './object.ts';
import type { KubeObject } from './object.ts';
import type { Store } from './store.ts';

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubeObject & { code?: number; message?: string };
}

export interface Page {
  items: KubeObject[];
  resourceVersion: string;
  continue?: string;
}

/** What a reflector needs of the API server. Failures carry `status` (HTTP) and `retryAfterSeconds` where there are any. */
export interface Source {
  list(options: { limit: number; continue?: string }, signal: AbortSignal): Promise<Page>;
  watch(options: { resourceVersion: string; timeoutSeconds: number }, signal: AbortSignal): AsyncIterable<WatchEvent>;
}

export interface ReflectorEvents {
  /** A list was taken in. `repaired` counts objects that the watch should have told of and had not. */
  onListed?(items: number, repaired: number): void;
  onFailure?(error: unknown, delayMs: number): void;
}

export interface ReflectorOptions extends ReflectorEvents {
  clock: Clock;
  /** The namespace that the source is limited to: of others in the same store it says nothing. */
  namespace?: string;
  pageSize?: number;
  /** No byte from a watch for this long: the connection is taken for dead. Servers send a bookmark about once a minute. */
  inactivityMs?: number;
  /** A full list now and then finds what a watch missed. */
  relistMs?: number;
  minBackoffMs?: number;
  maxBackoffMs?: number;
}

const EXPIRED = 410;
/** A watch that ends sooner is a fault, also where it ends without an error (client-go's "very short watch"). */
const SHORT_MS = 1_000;

/**
 * Keeps a store equal to the API server's objects of one kind: a paged list, then a watch that resumes where it broke off, for ever,
 * until the signal aborts. Never throws; every failure is reported, backed off (decorrelated jitter) and tried again.
 */
export class Reflector<T extends KubeObject> {
  readonly #source: Source;
  readonly #store: Store<T>;
  readonly #options: Required<Omit<ReflectorOptions, keyof ReflectorEvents | 'namespace'>> & ReflectorOptions;
  /** Up to this version the store is complete. */
  #version: string | undefined;
  #listDue = true;
  #broken: AbortController | undefined;
  #lastActivity: number;
  #lastList = 0;

  constructor(source: Source, store: Store<T>, options: ReflectorOptions) {
    this.#source = source;
    this.#store = store;
    this.#lastActivity = options.clock.monotonic();
    this.#options = {
      pageSize: 500,
      inactivityMs: 150_000,
      relistMs: 600_000,
      minBackoffMs: 200,
      maxBackoffMs: 30_000,
      ...options,
    };
  }

  /** Whether the first list is in the store. */
  get synced(): boolean {
    return this.#version !== undefined;
  }

  /** Milliseconds since the server last sent anything. */
  get silentMs(): number {
    return this.#options.clock.monotonic() - this.#lastActivity;
  }

  /**
   * Takes in the answer to a write of our own, so that the next reconcile reads it. Where the watch has told of later versions
   * already, the store holds something newer, or the object is gone: then the answer is late and says nothing.
   */
  wrote(object: T): void {
    if (olderVersion(this.#version, object.metadata.resourceVersion)) this.#store.upsert(object);
  }

  /** Has everything listed again: something is there of which the watch has not told. */
  doubt(): void {
    this.#broken?.abort(expired('the watch missed a change'));
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, minBackoffMs, maxBackoffMs, relistMs } = this.#options;
    let delay = minBackoffMs;
    while (!signal.aborted) {
      const watch = { started: Infinity, events: 0 };
      const lived = (): boolean => clock.monotonic() - watch.started >= SHORT_MS;
      try {
        if (this.#listDue || clock.monotonic() - this.#lastList > relistMs) await this.#list(signal);
        watch.started = clock.monotonic();
        await this.#watch(signal, watch);
        if (lived()) {
          delay = minBackoffMs;
          continue;
        }
        throw new Error('the watch ended immediately');
      } catch (error) {
        if (signal.aborted) return;
        const { status, retryAfterSeconds } = error as { status?: number; retryAfterSeconds?: number };
        if (status === EXPIRED) this.#listDue = true;
        if (watch.events > 0 || lived()) delay = minBackoffMs;
        delay = Math.min(maxBackoffMs, minBackoffMs + clock.random() * (delay * 3 - minBackoffMs));
        const wait = retryAfterSeconds === undefined ? delay : Math.max(delay, Math.min(retryAfterSeconds, 60) * 1000);
        this.#options.onFailure?.(error, wait);
        await sleep(clock, wait, signal).catch(() => undefined);
      }
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const watched = this.#version;
    const seen = new Map<string, string | undefined>();
    const held: T[] = [];
    let repaired = 0;
    let restored: boolean;
    let page: Page | undefined;
    do {
      page = await this.#source.list(
        { limit: this.#options.pageSize, ...(page?.continue ? { continue: page.continue } : {}) },
        signal,
      );
      this.#lastActivity = this.#options.clock.monotonic();
      // Versions only go back when etcd was restored from a copy: nothing that is held counts then.
      restored = watched !== undefined && olderVersion(page.resourceVersion, watched);
      for (const item of page.items as T[]) {
        seen.set(keyOf(item), item.metadata.uid);
        if (restored) held.push(item);
        else if (
          this.#store.upsert(item) &&
          watched !== undefined &&
          !olderVersion(watched, item.metadata.resourceVersion)
        )
          repaired++;
      }
    } while (page.continue);
    for (const object of [...this.#store.values()]) {
      if (this.#options.namespace !== undefined && object.metadata.namespace !== this.#options.namespace) continue;
      if (!restored) {
        if (seen.get(keyOf(object)) === object.metadata.uid) continue;
        if (olderVersion(page.resourceVersion, object.metadata.resourceVersion)) continue; // written by us after this list
      }
      this.#store.remove(object);
      if (watched !== undefined) repaired++;
    }
    for (const item of held) this.#store.upsert(item);
    this.#version = page.resourceVersion;
    this.#listDue = false;
    this.#lastList = this.#options.clock.monotonic();
    this.#options.onListed?.(seen.size, repaired);
  }

  async #watch(signal: AbortSignal, heard: { started: number; events: number }): Promise<void> {
    const { clock, inactivityMs } = this.#options;
    const broken = new AbortController();
    this.#broken = broken;
    let last = clock.monotonic();
    const look = (): void => {
      const left = last + inactivityMs - clock.monotonic();
      if (left > 0) cancel = clock.after(left, look);
      else broken.abort(expired(`no data from the watch for ${inactivityMs} ms`));
    };
    let cancel = clock.after(inactivityMs, look);
    const timeoutSeconds = Math.min(
      240 + Math.floor(clock.random() * 60),
      Math.max(1, Math.ceil(this.#options.relistMs / 1000)),
    );
    try {
      const events = this.#source.watch(
        { resourceVersion: this.#version ?? '', timeoutSeconds },
        AbortSignal.any([signal, broken.signal]),
      );
      for await (const event of events) {
        this.#lastActivity = last = clock.monotonic();
        if (event.type === 'ERROR')
          throw Object.assign(new Error(event.object.message ?? 'watch error'), { status: event.object.code });
        heard.events++;
        const version = event.object.metadata.resourceVersion ?? this.#version;
        if (olderVersion(version, this.#version)) throw expired('the watch went back in time');
        this.#version = version;
        if (event.type === 'DELETED') this.#store.remove(event.object as unknown as T);
        else if (event.type !== 'BOOKMARK') this.#store.upsert(event.object as unknown as T);
      }
      if (broken.signal.aborted) throw broken.signal.reason as Error;
    } finally {
      cancel();
    }
  }
}

/** A failure after which a list has to tell what is there. */
function expired(message: string): Error {
  return Object.assign(new Error(message), { status: EXPIRED });
}
