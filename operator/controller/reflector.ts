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
  pageSize?: number;
  /** No byte from a watch for this long: the connection is taken for dead. Servers send a bookmark about once a minute. */
  inactivityMs?: number;
  /** A full list now and then finds what a watch missed. */
  relistMs?: number;
  minBackoffMs?: number;
  maxBackoffMs?: number;
}

const EXPIRED = 410;

/**
 * Keeps a store equal to the API server's objects of one kind: a paged list, then a watch that resumes where it broke off, for ever,
 * until the signal aborts. Never throws; every failure is reported, backed off (decorrelated jitter) and tried again.
 */
export class Reflector<T extends KubeObject> {
  readonly #source: Source;
  readonly #store: Store<T>;
  readonly #options: Required<Omit<ReflectorOptions, keyof ReflectorEvents>> & ReflectorEvents;
  #version: string | undefined;
  #synced = false;
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
    return this.#synced;
  }

  /** Milliseconds since the server last sent anything. */
  get silentMs(): number {
    return this.#options.clock.monotonic() - this.#lastActivity;
  }

  async run(signal: AbortSignal): Promise<void> {
    let delay = this.#options.minBackoffMs;
    while (!signal.aborted) {
      try {
        if (this.#version === undefined || this.#options.clock.monotonic() - this.#lastList > this.#options.relistMs)
          await this.#list(signal);
        await this.#watch(signal);
        delay = this.#options.minBackoffMs;
      } catch (error) {
        if (signal.aborted) return;
        const { status, retryAfterSeconds } = error as { status?: number; retryAfterSeconds?: number };
        if (status === EXPIRED) this.#version = undefined;
        delay = Math.min(
          this.#options.maxBackoffMs,
          this.#options.minBackoffMs + this.#options.clock.random() * (delay * 3 - this.#options.minBackoffMs),
        );
        const wait = retryAfterSeconds === undefined ? delay : Math.max(delay, Math.min(retryAfterSeconds, 60) * 1000);
        this.#options.onFailure?.(error, wait);
        await sleep(this.#options.clock, wait, signal).catch(() => undefined);
      }
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const watched = this.#version;
    const seen = new Map<string, string | undefined>();
    let repaired = 0;
    let page: Page | undefined;
    do {
      page = await this.#source.list(
        { limit: this.#options.pageSize, ...(page?.continue ? { continue: page.continue } : {}) },
        signal,
      );
      this.#lastActivity = this.#options.clock.monotonic();
      for (const item of page.items) {
        seen.set(keyOf(item), item.metadata.uid);
        const changed = this.#store.saw(item as T);
        if (changed && watched !== undefined && !olderVersion(watched, item.metadata.resourceVersion)) repaired++;
      }
    } while (page.continue);
    for (const held of [...this.#store.values()]) {
      if (seen.get(keyOf(held)) === held.metadata.uid) continue;
      if (olderVersion(page.resourceVersion, held.metadata.resourceVersion)) continue; // written by us after this list
      this.#store.sawGone(held);
      if (watched !== undefined) repaired++;
    }
    this.#version = page.resourceVersion;
    this.#lastList = this.#options.clock.monotonic();
    this.#synced = true;
    this.#options.onListed?.(seen.size, repaired);
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { clock, inactivityMs } = this.#options;
    const silence = new AbortController();
    let heard = clock.monotonic();
    const look = (): void => {
      const left = heard + inactivityMs - clock.monotonic();
      if (left > 0) cancel = clock.after(left, look);
      else silence.abort(new Error(`no byte from the watch for ${inactivityMs} ms`));
    };
    let cancel = clock.after(inactivityMs, look);
    const timeoutSeconds = Math.min(
      240 + Math.floor(clock.random() * 60),
      Math.max(1, Math.ceil(this.#options.relistMs / 1000)),
    );
    try {
      const events = this.#source.watch(
        { resourceVersion: this.#version ?? '', timeoutSeconds },
        AbortSignal.any([signal, silence.signal]),
      );
      for await (const event of events) {
        this.#lastActivity = heard = clock.monotonic();
        if (event.type === 'ERROR')
          throw Object.assign(new Error(event.object.message ?? 'watch error'), { status: event.object.code });
        this.#version = event.object.metadata.resourceVersion ?? this.#version;
        if (event.type === 'DELETED') this.#store.sawGone(event.object as unknown as T);
        else if (event.type !== 'BOOKMARK') this.#store.saw(event.object as unknown as T);
      }
      if (silence.signal.aborted) throw silence.signal.reason as Error;
    } finally {
      cancel();
    }
  }
}
