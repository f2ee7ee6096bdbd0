import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { Caches } from './caches.ts';
import { ApiClient, defaultKubeConfig } from './cluster/api-client.ts';
import { Cluster } from './cluster/cluster.ts';
import { leaseLock } from './cluster/lease.ts';
import { readConfig } from './config.ts';
import type { OperatorConfig } from './config.ts';
import { runController } from './controller/controller.ts';
import { LeaderElection } from './controller/leader.ts';
import { Queue } from './controller/queue.ts';
import { operatorMetrics } from './metrics.ts';
import { serveProbes } from './probes.ts';
import { reconciler } from './reconcile.ts';
import { Recorder } from './recorder.ts';
import { serviceMetrics } from './service-metrics.ts';
import { connect } from './triggers.ts';
import { volumeKey } from './wanted.ts';

const RECONCILE_MS = 60_000;
/** A watch brings a bookmark about once a minute and is renewed every five: longer silence is a fault. */
const SILENT_MS = 400_000;

/** Runs the operator until the signal aborts, or until it is no longer the leader (then it returns false). */
async function run(config: OperatorConfig, signal: AbortSignal): Promise<boolean> {
  const log = pino({ level: config.logLevel, base: { component: 'tts-operator' } });
  const queue = new Queue();
  const metrics = operatorMetrics(queue);
  const api = new ApiClient(defaultKubeConfig(), { onResponse: metrics.request });
  const election = new LeaderElection(leaseLock(api, config.namespace, 'tts-operator'), {
    identity: config.identity,
    log,
  });
  const leading = (): boolean => !config.leaderElect || election.leading;
  const cluster = new Cluster(api, () => {
    if (!leading()) throw new Error('not the leader: nothing is written');
  });
  const caches = new Caches(
    cluster,
    config.watchNamespaces,
    (service) => volumeKey(service, config),
    (kind) => ({
      relistMs: config.relistSeconds * 1000,
      inactivityMs: config.watchSilenceSeconds * 1000,
      onListed: (items, repaired) => {
        metrics.listed(kind, repaired);
        log.info({ kind, items, repaired }, 'listed');
      },
      onFailure: (error, delayMs) => {
        metrics.watchFailed(kind);
        log.warn({ kind, err: error, delayMs }, 'the watch broke off; it is resumed');
      },
    }),
  );
  serviceMetrics(metrics.registry, () => caches.stores.TTSService.values());
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  serveProbes(
    { health: config.healthPort, metrics: config.metricsPort },
    {
      healthy: () =>
        caches.synced && caches.stale(SILENT_MS).length > 0
          ? `silent watches: ${caches.stale(SILENT_MS).join(', ')}`
          : undefined,
      ready: () => (caches.synced ? undefined : 'the caches are being filled'),
    },
    metrics.registry,
    both,
  );
  const watching = caches.run(both);
  connect(caches, queue);
  while (!caches.synced && !signal.aborted) await sleep(50, undefined, { signal }).catch(() => undefined);
  log.info('the caches are filled');

  let holding: Promise<void> = Promise.resolve();
  if (config.leaderElect) {
    await election.acquire(signal);
    holding = election.hold(signal);
  }
  metrics.leading(true);
  log.info({ identity: config.identity }, 'leading');
  const resync = setInterval(() => {
    for (const key of caches.stores.TTSService.keys()) queue.add(key, { urgent: false });
  }, config.resyncSeconds * 1000);
  const recorder = new Recorder(cluster, log);
  const reconcile = reconciler({ cluster, caches, recorder, config });
  const working = runController(
    queue,
    reconcile,
    { log, signal: both },
    { workers: config.workers, timeoutMs: RECONCILE_MS, observer: metrics.observer },
  );

  if (config.leaderElect) await holding;
  else await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  metrics.leading(false);
  clearInterval(resync);
  over.abort();
  await Promise.all([working, watching]);
  await api.close();
  return signal.aborted;
}

const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());
try {
  const config = readConfig(process.env);
  const asked = await run(config, stop.signal);
  if (!asked) process.stderr.write('the leader lease was lost; restarting as a candidate\n');
  process.exitCode = asked ? 0 : 1;
} catch (error) {
  if (!stop.signal.aborted) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
