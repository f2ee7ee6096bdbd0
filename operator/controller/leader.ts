import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

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
    return performance.now() - this.#renewedAt < this.#options.renewDeadlineMs;
  }

  /** Resolves once this process leads; rejects when the signal aborts. */
  async acquire(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      if (await this.#tryOnce(signal)) return;
      await sleep(this.#options.retryMs * (0.8 + Math.random() * 0.4), undefined, { signal });
    }
  }

  /** Renews until the signal aborts (then the lease is released) or leadership is lost (then it returns). */
  async hold(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.leading) {
      await sleep(this.#options.retryMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.#tryOnce(signal);
    }
    if (signal.aborted) await this.#release();
  }

  async #tryOnce(signal: AbortSignal): Promise<boolean> {
    const { identity, leaseMs, renewDeadlineMs, log } = this.#options;
    const started = performance.now();
    const limited = AbortSignal.any([signal, AbortSignal.timeout(renewDeadlineMs / 2)]);
    try {
      const current = await this.#lock.read(limited);
      if (current?.resourceVersion !== this.#observed?.resourceVersion) {
        this.#observed = current;
        this.#observedAt = performance.now();
      }
      const mine = current?.holderIdentity === identity;
      const free =
        current === undefined || current.holderIdentity === '' || performance.now() - this.#observedAt > leaseMs;
      if (!mine && !free) return false;
      const now = new Date().toISOString().replace('Z', '000Z');
      const written = await this.#lock.write(
        {
          ...(current?.resourceVersion === undefined ? {} : { resourceVersion: current.resourceVersion }),
          holderIdentity: identity,
          leaseDurationSeconds: Math.ceil(leaseMs / 1000),
          acquireTime: mine ? current.acquireTime : now,
          renewTime: now,
          leaseTransitions: (current?.leaseTransitions ?? 0) + (mine ? 0 : 1),
        },
        limited,
      );
      this.#observed = written;
      this.#observedAt = performance.now();
      this.#renewedAt = started;
      return true;
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, 'the leader lease could not be read or written');
      return false;
    }
  }

  async #release(): Promise<void> {
    if (!this.leading || this.#observed === undefined) return;
    this.#renewedAt = -Infinity;
    const now = new Date().toISOString().replace('Z', '000Z');
    await this.#lock
      .write(
        { ...this.#observed, holderIdentity: '', leaseDurationSeconds: 1, renewTime: now, acquireTime: now },
        AbortSignal.timeout(3_000),
      )
      .catch(() => undefined);
  }
}
