import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Outcome } from './outcome.ts';
import type { Queue } from './queue.ts';
import { within } from './within.ts';

export interface ReconcileContext {
  signal: AbortSignal;
  log: Logger;
  /** How often this key has failed since it last succeeded. */
  failures: number;
}

export type Reconcile = (key: string, context: ReconcileContext) => Promise<Outcome>;

export interface ControllerObserver {
  reconciled(result: 'success' | 'requeue_after' | 'error' | 'invalid', seconds: number, waitedSeconds: number): void;
}

/** One reconcile in the traces. */
export interface ReconcileTrace {
  /** For the lines of its log. */
  ids: Record<string, string> | undefined;
  /** Runs it: what it does is a part of it. */
  run<Result>(reconcile: () => Promise<Result>): Promise<Result>;
  end(result: string, error?: unknown): void;
}

export interface ControllerOptions {
  workers: number;
  timeoutMs: number;
  observer?: ControllerObserver;
  trace?: (key: string, waitedSeconds: number) => ReconcileTrace;
}

/** Works keys off a queue until the signal aborts: no key can stop another, no failure ends the process. */
export async function runController(
  queue: Queue,
  reconcile: Reconcile,
  { clock, log, signal }: Pick<ReconcileContext, 'log' | 'signal'> & { clock: Clock },
  { workers, timeoutMs, observer, trace }: ControllerOptions,
): Promise<void> {
  signal.addEventListener('abort', () => queue.close(), { once: true });
  if (signal.aborted) queue.close();

  const worker = async (): Promise<void> => {
    for (let lease = await queue.get(); lease !== undefined; lease = await queue.get()) {
      const { key, waitedMs } = lease;
      const started = clock.monotonic();
      const traced = trace?.(key, waitedMs / 1000);
      const child = log.child({ key, reconcileId: randomUUID(), ...traced?.ids });
      let failure: unknown = undefined;
      let result: 'success' | 'requeue_after' | 'error' | 'invalid' = 'success';
      try {
        const failures = queue.failures(key);
        const outcome = await within(clock, signal, timeoutMs, (limited) => {
          const run = () => reconcile(key, { signal: limited, log: child, failures });
          return traced ? traced.run(run) : run();
        });
        queue.forget(key);
        if (outcome.kind === 'retryAfter') {
          result = 'requeue_after';
          queue.addAfter(key, outcome.ms);
        } else if (outcome.kind === 'invalid') {
          result = 'invalid';
          child.warn({ reason: outcome.reason }, 'invalid: waiting for another spec');
        }
      } catch (error) {
        if (signal.aborted) break;
        result = 'error';
        failure = error;
        const { retryAfterSeconds = 0 } = error as { retryAfterSeconds?: number };
        const delayMs = queue.addRateLimited(key, Math.min(retryAfterSeconds, 60) * 1000);
        child.error({ err: error, delayMs, failures: queue.failures(key) }, 'reconcile failed; trying again');
      } finally {
        queue.done(key);
        traced?.end(result, failure);
        observer?.reconciled(result, (clock.monotonic() - started) / 1000, waitedMs / 1000);
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
}
