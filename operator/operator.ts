import type { Logger } from 'pino';
import { OPERATOR } from './api/names.ts';
import { Caches } from './watch/caches.ts';
import type { Api } from './cluster/api.ts';
import { Cluster } from './cluster/cluster.ts';
import { leaseLock } from './cluster/lease.ts';
import { readPodMetrics } from './cluster/pod-metrics.ts';
import type { OperatorConfig } from './config.ts';
import type { Clock } from './controller/clock.ts';
import { sleep } from './controller/clock.ts';
import { runController } from './controller/controller.ts';
import { LeaderElection } from './controller/leader.ts';
import { Queue } from './controller/queue.ts';
import type { OperatorMetrics } from './monitoring/metrics.ts';
import type { ReconcileTraces } from './monitoring/traces.ts';
import { connectLexicons, lexiconReconciler } from './act/lexicons.ts';
import { reconciler } from './reconcile.ts';
import { Recorder } from './act/recorder.ts';
import type { ReadMetrics } from './observe/measures.ts';
import { connect } from './watch/triggers.ts';
import { volumeKey } from './resolve/wanted.ts';

const RECONCILE_MS = 60_000;
/** A watch brings a bookmark about once a minute and is renewed every five: longer silence is a fault. */
const SILENT_MS = 400_000;

export interface Parts {
  api: Api;
  config: OperatorConfig;
  clock: Clock;
  log: Logger;
  /** How pods are asked for their metrics. */
  readMetrics?: ReadMetrics;
  metrics?: OperatorMetrics;
  /** Where there are traces; the API must be that of `traces.api`. */
  traces?: ReconcileTraces | undefined;
  signal: AbortSignal;
}

/** A running operator, and what its probes ask. */
export interface Operator {
  /** Undefined when all is well, else what is not. */
  healthy(): string | undefined;
  ready(): string | undefined;
  /** What is known to be amiss all the same; empty when nothing is. */
  note(): string;
  /** Resolves once it has stopped: true because the signal aborted, false because it is no longer the leader. */
  done: Promise<boolean>;
}

/** Runs the operator until the signal aborts, or until it is no longer the leader. */
export function runOperator({
  api,
  config,
  clock,
  log,
  readMetrics = readPodMetrics,
  metrics,
  traces,
  signal,
}: Parts): Operator {
  const queue = new Queue(clock);
  const lexicons = new Queue(clock);
  const lock = leaseLock(api, config.namespace, OPERATOR);
  const election = new LeaderElection(lock, { clock, identity: config.identity, log });
  const leading = (): boolean => !config.leaderElect || election.leading;
  const cluster = new Cluster(api, () => {
    if (!leading()) throw new Error('not the leader: writes are disabled');
  });
  const caches = new Caches(
    cluster,
    config.watchNamespaces,
    (service) => volumeKey(service, config),
    (kind, namespace) => ({
      clock,
      relistMs: config.relistSeconds * 1000,
      inactivityMs: config.watchSilenceSeconds * 1000,
      onListed: (items, repaired) => {
        metrics?.listed(kind, repaired);
        log.info({ kind, namespace, items, repaired }, 'listed');
      },
      onFailure: (error, delayMs) => {
        metrics?.watchFailed(kind);
        log.warn({ kind, namespace, err: error, delayMs }, 'watch interrupted; resuming');
      },
    }),
    config.keda.interceptor,
  );
  const troubles = () => caches.troubles(SILENT_MS).map((one) => ({ ...one, name: one.namespace ?? 'all namespaces' }));
  metrics?.attach({
    queue,
    services: () => caches.stores.TTSService.values(),
    namespaces: () =>
      troubles().map(({ namespace = '', missing, silent }) => [namespace, missing.length + silent.length === 0]),
  });
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);

  const lead = async (): Promise<void> => {
    while (!caches.synced) await sleep(clock, 50, signal);
    log.info('first namespace synced');
    if (config.leaderElect) await election.acquire(signal);
    const holding = config.leaderElect ? election.hold(signal) : aborted(signal);
    metrics?.leading(true);
    log.info({ identity: config.identity }, 'became leader');
    const stopResync = every(clock, config.resyncSeconds * 1000, () => {
      for (const key of caches.stores.TTSService.keys()) queue.add(key, { urgent: false });
      for (const key of caches.stores.TTSLexicon.keys()) lexicons.add(key, { urgent: false });
    });
    const wake = (key: string): void => queue.add(key);
    const recorder = new Recorder(cluster, clock, log);
    const observed = { timeoutMs: RECONCILE_MS, ...(metrics ? { observer: metrics.observer } : {}) };
    const traced = (kind: string) => (traces ? { trace: traces.of(kind) } : {});
    const working = [
      runController(
        queue,
        reconciler({
          ...{ cluster, caches, recorder, config, clock, wake, readMetrics, signal: both },
          onStatusFailure: metrics?.statusFailed,
        }),
        { clock, log, signal: both },
        { workers: config.workers, ...observed, ...traced('TTSService') },
      ),
      runController(
        lexicons,
        lexiconReconciler(cluster, caches, clock),
        { clock, log, signal: both },
        { workers: 1, ...observed, ...traced('TTSLexicon') },
      ),
    ];
    await holding;
    metrics?.leading(false);
    stopResync();
    over.abort();
    await Promise.all(working);
  };

  const work = async (): Promise<boolean> => {
    connect(caches, queue);
    connectLexicons(caches, lexicons);
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
    // A restart can only help where nothing works: one namespace that cannot be watched must not stop the others.
    healthy: () => {
      const read = troubles().filter(({ missing }) => missing.length === 0);
      const stuck = read.length > 0 && read.every(({ silent }) => silent.length > 0);
      return stuck ? `silent watches: ${read.flatMap(({ silent }) => silent).join(', ')}` : undefined;
    },
    ready: () => (caches.synced ? undefined : 'no namespace is synced yet'),
    note: () =>
      troubles()
        .flatMap(({ name, missing, silent }) => [
          ...(missing.length > 0 ? [`${name}: not synced yet: ${missing.join(', ')}`] : []),
          ...(silent.length > 0 ? [`${name}: silent watches: ${silent.join(', ')}`] : []),
        ])
        .join('; '),
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
