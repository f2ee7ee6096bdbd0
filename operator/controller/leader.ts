import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import { sleep } from './clock.ts';
import { within } from './within.ts';

/** A coordination.k8s.io/v1 Lease, as far as leader election reads it. */
export interface LeaseRecord {
  resourceVersion?: string;
  holderIdentity: string;
  leaseDurationSeconds: number;
  acquireTime: string;
  renewTime: string;
  leaseTransitions: number;
}

/** Reads and writes the Lease; `write` fails when the resourceVersion is not the present one. */
export interface LeaseLock {
  read(signal: AbortSignal): Promise<LeaseRecord | undefined>;
  write(record: LeaseRecord, signal: AbortSignal): Promise<LeaseRecord>;
}

export interface LeaderOptions {
  clock: Clock;
  identity: string;
  /** Others wait this long after a renewal that they saw. client-go's default. */
  leaseMs?: number;
  /** The leader gives up when it has not renewed for this long. */
  renewDeadlineMs?: number;
  retryMs?: number;
  log: Logger;
}

/**
 * One leader among the replicas, by client-go's rules (leaderelection): a candidate trusts its own clock only, counting from when it
 * saw the record change; the leader stops writing at the renew deadline, which is shorter than the lease.
 */
export class LeaderElection {
  readonly #lock: LeaseLock;
  readonly #options: Required<LeaderOptions>;
  #observed: LeaseRecord | undefined;
  #observedAt = -Infinity;
  #renewedAt = -Infinity;

  constructor(lock: LeaseLock, options: LeaderOptions) {
    this.#lock = lock;
    this.#options = { leaseMs: 15_000, renewDeadlineMs: 10_000, retryMs: 2_000, ...options };
  }

  /** Whether this process may write now; false from the renew deadline on, also after it was frozen. */
  get leading(): boolean {
    return this.#options.clock.monotonic() - this.#renewedAt < this.#options.renewDeadlineMs;
  }

  /** Resolves once this process leads; rejects when the signal aborts. */
  async acquire(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      if (await this.#tryOnce(signal)) return;
      const { clock, retryMs } = this.#options;
      await sleep(clock, retryMs * (0.8 + clock.random() * 0.4), signal);
    }
  }

  /** Renews until the signal aborts (then the lease is released) or leadership is lost (then it returns). */
  async hold(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.leading) {
      await sleep(this.#options.clock, this.#options.retryMs, signal).catch(() => undefined);
      if (!signal.aborted) await this.#tryOnce(signal);
    }
    if (signal.aborted) await this.#release();
  }

  async #tryOnce(signal: AbortSignal): Promise<boolean> {
    const { clock, log, renewDeadlineMs } = this.#options;
    try {
      return await within(clock, signal, renewDeadlineMs / 2, (limited) => this.#try(limited));
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, 'could not read or write the leader lease');
      return false;
    }
  }

  async #try(signal: AbortSignal): Promise<boolean> {
    const { clock, identity, leaseMs } = this.#options;
    const started = clock.monotonic();
    const current = await this.#lock.read(signal);
    if (current?.resourceVersion !== this.#observed?.resourceVersion) {
      this.#observed = current;
      this.#observedAt = clock.monotonic();
    }
    const mine = current?.holderIdentity === identity;
    const free =
      current === undefined || current.holderIdentity === '' || clock.monotonic() - this.#observedAt > leaseMs;
    if (!mine && !free) return false;
    const now = microTime(clock.wall());
    const written = await this.#lock.write(
      {
        ...(current?.resourceVersion === undefined ? {} : { resourceVersion: current.resourceVersion }),
        holderIdentity: identity,
        leaseDurationSeconds: Math.ceil(leaseMs / 1000),
        acquireTime: mine ? current.acquireTime : now,
        renewTime: now,
        leaseTransitions: (current?.leaseTransitions ?? 0) + (mine ? 0 : 1),
      },
      signal,
    );
    this.#observed = written;
    this.#observedAt = clock.monotonic();
    this.#renewedAt = started;
    return true;
  }

  async #release(): Promise<void> {
    const observed = this.#observed;
    if (!this.leading || observed === undefined) return;
    this.#renewedAt = -Infinity;
    const { clock } = this.#options;
    const now = microTime(clock.wall());
    const free = { ...observed, holderIdentity: '', leaseDurationSeconds: 1, renewTime: now, acquireTime: now };
    await within(clock, undefined, 3_000, (signal) => this.#lock.write(free, signal)).catch(() => undefined);
  }
}

/** metav1.MicroTime. */
function microTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
