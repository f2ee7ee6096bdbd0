import type { Clock } from './clock.ts';

/**
 * client-go's default limits but for the longest: 5 ms doubling to 5 minutes per key, and 10 retries a second (burst 100) over all keys.
 * Every event tries again and counts when it fails: a busy minute of a webhook that fails leads to the longest wait.
 */
export interface QueueOptions {
  baseDelayMs?: number;
  maxDelayMs?: number;
  retriesPerSecond?: number;
  burst?: number;
}

export interface Lease {
  key: string;
  /** Milliseconds that the key waited since it was added. */
  waitedMs: number;
}

/**
 * A queue of keys: a key waits at most once, is worked on by one worker at a time, and comes back if it was added meanwhile.
 * Keys added with `urgent` (something changed) go before those of a resync.
 */
export class Queue {
  readonly #urgent = new Map<string, number>();
  readonly #calm = new Map<string, number>();
  readonly #active = new Set<string>();
  readonly #dirty = new Map<string, boolean>();
  readonly #failures = new Map<string, number>();
  readonly #timers = new Map<string, { at: number; cancel: () => void }>();
  readonly #waiting: (() => void)[] = [];
  readonly #clock: Clock;
  readonly #options: Required<QueueOptions>;
  #tokens: number;
  #refilled: number;
  #closed = false;

  constructor(clock: Clock, options: QueueOptions = {}) {
    this.#clock = clock;
    this.#refilled = clock.monotonic();
    this.#options = { baseDelayMs: 5, maxDelayMs: 300_000, retriesPerSecond: 10, burst: 100, ...options };
    this.#tokens = this.#options.burst;
  }

  get depth(): number {
    return this.#urgent.size + this.#calm.size;
  }

  get active(): number {
    return this.#active.size;
  }

  add(key: string, { urgent = true } = {}): void {
    if (this.#closed) return;
    if (this.#active.has(key)) {
      this.#dirty.set(key, urgent || (this.#dirty.get(key) ?? false));
      return;
    }
    if (this.#urgent.has(key)) return;
    const since = this.#calm.get(key) ?? this.#clock.monotonic();
    if (urgent) {
      this.#calm.delete(key);
      this.#urgent.set(key, since);
    } else this.#calm.set(key, since);
    this.#waiting.shift()?.();
  }

  /** Adds the key after a delay, unless it is due earlier already. */
  addAfter(key: string, delayMs: number): void {
    if (this.#closed) return;
    const at = this.#clock.monotonic() + delayMs;
    const planned = this.#timers.get(key);
    if (planned !== undefined && planned.at <= at) return;
    planned?.cancel();
    const cancel = this.#clock.after(delayMs, () => {
      this.#timers.delete(key);
      this.add(key);
    });
    this.#timers.set(key, { at, cancel });
  }

  /** Adds the key again after a failure, later each time and not before `leastMs`; returns the delay in milliseconds. */
  addRateLimited(key: string, leastMs = 0): number {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    const own = Math.min(this.#options.maxDelayMs, this.#options.baseDelayMs * 2 ** Math.min(failures, 40));
    const delay = Math.max(own, leastMs, this.#takeToken());
    this.addAfter(key, delay);
    return delay;
  }

  failures(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** Takes back the failures of a key, after a success. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** The next key, or undefined once the queue is closed. Call `done` when it has been worked on. */
  async get(): Promise<Lease | undefined> {
    while (!this.#closed) {
      const from = this.#urgent.size > 0 ? this.#urgent : this.#calm;
      const first = from.entries().next();
      if (!first.done) {
        const [key, since] = first.value;
        from.delete(key);
        this.#active.add(key);
        return { key, waitedMs: this.#clock.monotonic() - since };
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return undefined;
  }

  done(key: string): void {
    this.#active.delete(key);
    const urgent = this.#dirty.get(key);
    this.#dirty.delete(key);
    if (urgent !== undefined) this.add(key, { urgent });
  }

  close(): void {
    this.#closed = true;
    for (const { cancel } of this.#timers.values()) cancel();
    this.#timers.clear();
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Milliseconds until the bucket over all keys has a token for one more retry. */
  #takeToken(): number {
    const { retriesPerSecond, burst } = this.#options;
    const now = this.#clock.monotonic();
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#refilled) / 1000) * retriesPerSecond);
    this.#refilled = now;
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / retriesPerSecond) * 1000;
  }
}
