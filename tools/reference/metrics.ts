import type { Registry } from 'prom-client';
import { systemClock } from '../../operator/controller/clock.ts';
import { Queue } from '../../operator/controller/queue.ts';
import { operatorMetrics } from '../../operator/monitoring/metrics.ts';
import { Admission } from '../../runtime/admission.ts';
import { createMetrics } from '../../runtime/http/metrics.ts';
import { code, page, table } from './page.ts';

/** Names, kinds and labels of a program's metrics, as its own registry has them. */
export interface Metric {
  name: string;
  help: string;
  type: string;
  labels: string[];
}

/** The registries of the speech server and of the operator, as the programs make them. */
export function registries(): { server: Registry; operator: Registry } {
  const metrics = operatorMetrics();
  metrics.attach({ queue: new Queue(systemClock), services: () => [], namespaces: () => [] });
  const admission = new Admission({ maxRequests: 0, maxAnswers: 0, maxHeldBytes: 0, queueTimeoutMs: 0 });
  return {
    server: createMetrics(
      () => 0,
      admission,
      () => false,
    ).registry,
    operator: metrics.registry,
  };
}

/** What a registry exposes; the standard metrics of a Node process (prom-client's defaults) come last. */
export async function metricsOf(registry: Registry): Promise<Metric[]> {
  const all = await registry.getMetricsAsJSON();
  return all
    .map(({ name, help, type }) => {
      const { labelNames = [] } = registry.getSingleMetric(name) as { labelNames?: string[] };
      return { name, help, type: String(type), labels: labelNames.filter((label) => label !== 'le') };
    })
    .sort((a, b) => Number(isStandard(a)) - Number(isStandard(b)) || (a.name < b.name ? -1 : 1));
}

function isStandard({ name }: Metric): boolean {
  return /^(process|nodejs)_/.test(name);
}

/** docs/reference/metrics.md. */
export async function metricsPage(): Promise<string> {
  const { server, operator } = registries();
  const text = [
    '`config/monitoring` has dashboards, alerts, and monitors that scrape these metrics. Every alert has a page in [docs/runbooks](../runbooks).',
    '## Speech server\n\n`GET /metrics` on the API port (`http`, 8205). It requires no API key and contains no spoken text.',
    rows(await metricsOf(server)),
    '## Operator\n\n`GET /metrics` on port 8080. The names are those of controller-runtime and client-go, so that their dashboards work.',
    rows(await metricsOf(operator)),
    'Both also expose the standard metrics of a Node process from prom-client: `process_*` and `nodejs_*`.',
  ];
  return page(
    'Metrics',
    'runtime/http/metrics.ts, operator/monitoring/metrics.ts and operator/monitoring/service-metrics.ts',
    text.join('\n\n'),
  );
}

function rows(metrics: Metric[]): string {
  return table(
    ['metric', 'type', 'labels', 'meaning'],
    metrics
      .filter((metric) => !isStandard(metric))
      .map(({ name, type, labels, help }) => [code(name), type, labels.map(code).join(', '), help]),
  );
}
