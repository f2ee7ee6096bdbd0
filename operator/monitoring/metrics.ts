import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { OPERATOR } from '../api/names.ts';
import type { KubeObject } from '../controller/object.ts';
import type { Queue } from '../controller/queue.ts';
import { serviceMetrics } from './service-metrics.ts';

/** What the metrics read. */
interface Sources {
  queue: Queue;
  services: () => Iterable<KubeObject>;
  /** Each watched namespace, and whether all is known of it. */
  namespaces: () => [namespace: string, ready: boolean][];
}

/** The operator's metrics, under the names of controller-runtime and client-go, so that their dashboards work. */
export function operatorMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const controller = 'ttsservice';
  const reconciles = new Counter({
    name: 'controller_runtime_reconcile_total',
    help: 'Reconciles by result.',
    labelNames: ['controller', 'result'],
    registers,
  });
  const errors = new Counter({
    name: 'controller_runtime_reconcile_errors_total',
    help: 'Failed reconciles.',
    labelNames: ['controller'],
    registers,
  });
  const seconds = new Histogram({
    name: 'controller_runtime_reconcile_time_seconds',
    help: 'Duration of a reconcile.',
    labelNames: ['controller'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const waited = new Histogram({
    name: 'workqueue_queue_duration_seconds',
    help: 'Time that a key waited in the queue.',
    labelNames: ['name'],
    buckets: [0.001, 0.01, 0.1, 0.5, 1, 5, 10, 60],
    registers,
  });
  const requests = new Counter({
    name: 'rest_client_requests_total',
    help: 'Requests to the API server.',
    labelNames: ['method', 'code'],
    registers,
  });
  const lists = new Counter({
    name: 'tts_operator_lists_total',
    help: 'Full lists read.',
    labelNames: ['kind'],
    registers,
  });
  const repaired = new Counter({
    name: 'tts_operator_watch_repaired_total',
    help: 'Objects that a watch had missed and a list found.',
    labelNames: ['kind'],
    registers,
  });
  const watchFailures = new Counter({
    name: 'tts_operator_watch_failures_total',
    help: 'Interrupted lists and watches.',
    labelNames: ['kind'],
    registers,
  });
  const statusFailures = new Counter({
    name: 'tts_operator_status_write_failures_total',
    help: 'Statuses of TTSServices that could not be written.',
    registers,
  });
  const leader = new Gauge({
    name: 'leader_election_master_status',
    help: '1 while this replica is the leader.',
    labelNames: ['name'],
    registers,
  });
  return {
    registry,
    observer: {
      reconciled(result: string, took: number, waitedSeconds: number): void {
        reconciles.inc({ controller, result });
        if (result === 'error') errors.inc({ controller });
        seconds.observe({ controller }, took);
        waited.observe({ name: controller }, waitedSeconds);
      },
    },
    /** What is read whenever the metrics are asked for. */
    attach({ queue, services, namespaces }: Sources): void {
      new Gauge({
        name: 'tts_operator_namespace_ready',
        help: '1 while all kinds of a watched namespace have been read and their watches are alive. The label is empty if all namespaces are watched.',
        labelNames: ['namespace'],
        registers,
        collect() {
          for (const [namespace, ready] of namespaces()) this.set({ namespace }, ready ? 1 : 0);
        },
      });
      new Gauge({
        name: 'workqueue_depth',
        help: 'Keys in the queue.',
        labelNames: ['name'],
        registers,
        collect() {
          this.set({ name: controller }, queue.depth);
        },
      });
      new Gauge({
        name: 'controller_runtime_active_workers',
        help: 'Reconciles in progress.',
        labelNames: ['controller'],
        registers,
        collect() {
          this.set({ controller }, queue.active);
        },
      });
      serviceMetrics(registry, services);
    },
    request: (method: string, code: number): void => requests.inc({ method, code }),
    listed: (kind: string, missed: number): void => {
      lists.inc({ kind });
      if (missed > 0) repaired.inc({ kind }, missed);
    },
    statusFailed: (): void => statusFailures.inc(),
    watchFailed: (kind: string): void => watchFailures.inc({ kind }),
    leading: (is: boolean): void => leader.set({ name: OPERATOR }, is ? 1 : 0),
  };
}

export type OperatorMetrics = Omit<ReturnType<typeof operatorMetrics>, 'registry' | 'request'>;
