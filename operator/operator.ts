import type { Logger } from 'pino';
import { Caches } from './caches.ts';
import type { Api } from './cluster/api.ts';
import { Cluster } from './cluster/cluster.ts';
import { leaseLock } from './cluster/lease.ts';
import type { OperatorConfig } from './config.ts';
import type { Clock } from './controller/clock.ts';
import { sleep } from './controller/clock.ts';
import { runController } from './controller/controller.ts';
import { LeaderElection } from './controller/leader.ts';
import { Queue } from './controller/queue.ts';
import type { OperatorMetrics } from './metrics.ts';
import { reconciler } from './reconcile.ts';
import { Recorder } from './recorder.ts';
import { connect } from './triggers.ts';
import { volumeKey } from './wanted.ts';

const RECONCILE_MS = 60_000;
/** A watch brings a bookmark about once a minute and is renewed every five: longer silence is a fault. */
const SILENT_MS = 400_000;

export interface Parts {
  api: Api;
  config: OperatorConfig;
  clock: Clock;
  log: Logger;
  metrics?: OperatorMetrics;
  signal: AbortSignal;
}

/** A running operator, and what its probes ask. */
export interface Operator {
  /** Undefined when all is well, else what is not. */
  healthy(): string | undefined;
  ready(): string | undefined;
  /** Resolves once it has stopped: true because the signal aborted, false because it is no longer the leader. */
  done: Promise<boolean>;
}

/** Runs the operator until the signal aborts, or until it is no longer the leader. */
export function runOperator({ api, config, clock, log, metrics, signal }: Parts): Operator {
  const queue = new Queue(clock);
  const lock = leaseLock(api, config.namespace, 'tts-operator');
  const election = new LeaderElection(lock, { clock, identity: config.identity, log });
  const leading = (): boolean => !config.leaderElect || election.leading;
  const cluster = new Cluster(api, () => {
    if (!leading()) throw new Error('not the leader: nothing is written');
  });
  const caches = new Caches(
    cluster,
    config.watchNamespaces,
    (service) => volumeKey(service, config),
    (kind) => ({
      clock,
      relistMs: config.relistSeconds * 1000,
      inactivityMs: config.watchSilenceSeconds * 1000,
      onListed: (items, repaired) => {
        metrics?.listed(kind, repaired);
        log.info({ kind, items, repaired }, 'listed');
      },
      onFailure: (error, delayMs) => {
        metrics?.watchFailed(kind);
        log.warn({ kind, err: error, delayMs }, 'the watch broke off; it is resumed');
      },
    }),
  );
  metrics?.attach(queue, () => caches.stores.TTSService.values());
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);

  const lead = async (): Promise<void> => {
    while (!caches.synced) await sleep(clock, 50, signal);
    log.info('the caches are filled');
    if (config.leaderElect) await election.acquire(signal);
    const holding = config.leaderElect ? election.hold(signal) : aborted(signal);
    metrics?.leading(true);
    log.info({ identity: config.identity }, 'leading');
    const stopResync = every(clock, config.resyncSeconds * 1000, () => {
      for (const key of caches.stores.TTSService.keys()) queue.add(key, { urgent: false });
    });
    const recorder = new Recorder(cluster, clock, log);
    const working = runController(
      queue,
      reconciler({ cluster, caches, recorder, config, clock }),
      { clock, log, signal: both },
      { workers: config.workers, timeoutMs: RECONCILE_MS, ...(metrics ? { observer: metrics.observer } : {}) },
    );
    await holding;
    metrics?.leading(false);
    stopResync();
    over.abort();
    await working;
  };

  const work = async (): Promise<boolean> => {
    connect(caches, queue);
    const watching = caches.run(both);
    try {
      await lead();
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      over.abort();
      await watching;
    }
    return signal.aborted;
  };

  return {
    healthy: () => {
      const stale = caches.synced ? caches.stale(SILENT_MS) : [];
      return stale.length > 0 ? `silent watches: ${stale.join(', ')}` : undefined;
    },
    ready: () => (caches.synced ? undefined : 'the caches are being filled'),
    done: work(),
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Calls again and again; returns what ends it. */
function every(clock: Clock, ms: number, call: () => void): () => void {
  const again = (): void => {
    call();
    cancel = clock.after(ms, again);
  };
  let cancel = clock.after(ms, again);
  return () => cancel();
}
