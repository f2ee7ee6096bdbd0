import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { OPERATOR } from './api/names.ts';
import { ApiClient, defaultKubeConfig } from './cluster/api-client.ts';
import { readConfig } from './config.ts';
import type { OperatorConfig } from './config.ts';
import { systemClock } from './controller/clock.ts';
import { operatorMetrics } from './monitoring/metrics.ts';
import { ReconcileTraces } from './monitoring/traces.ts';
import { runOperator } from './operator.ts';
import { serveProbes } from './probes.ts';
import { startTracing } from '../tracing/start.ts';

/** Longest that the last traces are waited for. */
const TRACES_MS = 5_000;

/** Runs the operator until the signal aborts, or until it is no longer the leader (then it returns false). */
async function run(config: OperatorConfig, signal: AbortSignal): Promise<boolean> {
  const log = pino({ level: config.logLevel, base: { component: 'tts-operator' } });
  const metrics = operatorMetrics();
  const tracing = await startTracing(config.tracing, {
    name: OPERATOR,
    version: undefined,
    onFailure: (error) => log.warn({ err: error }, 'traces could not be sent'),
  });
  const traces = config.tracing && new ReconcileTraces(tracing);
  const client = new ApiClient(defaultKubeConfig(), { onResponse: metrics.request });
  const api = traces?.api(client) ?? client;
  const operator = runOperator({ api, config, clock: systemClock, log, metrics, traces, signal });
  const over = new AbortController();
  const ports = { health: config.healthPort, metrics: config.metricsPort };
  serveProbes(ports, operator, metrics.registry, AbortSignal.any([signal, over.signal]));
  try {
    return await operator.done;
  } finally {
    over.abort();
    await Promise.race([tracing.close().catch(() => undefined), delay(TRACES_MS, undefined, { ref: false })]);
    await client.close();
  }
}

const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());
try {
  const config = readConfig(process.env);
  const asked = await run(config, stop.signal);
  if (!asked) process.stderr.write('lost the leader lease; restarting as a candidate\n');
  process.exitCode = asked ? 0 : 1;
} catch (error) {
  if (!stop.signal.aborted) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
