import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { repoRoot } from '../cluster/paths.ts';
import { metricsOf, registries } from '../reference/metrics.ts';
import { fleet } from '../../config/monitoring/dashboards/fleet.ts';
import { service } from '../../config/monitoring/dashboards/service.ts';

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
}
const { spec } = load(readFileSync(join(repoRoot, 'config/monitoring/alerts.yaml'), 'utf8')) as {
  spec: { groups: { rules: Rule[] }[] };
};
const alerts = spec.groups.flatMap(({ rules }) => rules);

const panels = [fleet, service].flatMap(({ uid, rows }) =>
  rows.flatMap(({ panels: of }) =>
    of.flatMap(({ title, queries }) => queries.map(({ expr }) => [`${uid}: ${title}`, expr] as const)),
  ),
);
const variables = [fleet, service].flatMap(({ uid, variables: of }) =>
  of.map(
    ({ name, query }) => [`${uid}: variable ${name}`, /label_values\((.*), \w+\)/.exec(query)?.[1] ?? ''] as const,
  ),
);
const keda = (
  load(readFileSync(join(repoRoot, 'examples/keda.yaml'), 'utf8').split('---\n')[1] ?? '') as {
    spec: { triggers: { metadata: { query: string } }[] };
  }
).spec.triggers.map(({ metadata }) => ['examples/keda.yaml', metadata.query] as const);
const queries = [...alerts.map(({ alert, expr }) => [alert, expr] as const), ...panels, ...variables, ...keda];

/** Labels that the scrape adds: of the target, and of the relabelling in config/monitoring/servers.yaml. */
const OF_TARGETS = ['namespace', 'pod', 'instance', 'job', 'tts_service'];

/** Metric names, as a scrape has them, with their labels. */
const exposed = new Map<string, Set<string>>();
for (const registry of Object.values(registries()))
  for (const { name, type, labels } of await metricsOf(registry)) {
    const all = [...labels, ...OF_TARGETS];
    if (type !== 'histogram' && type !== 'summary') exposed.set(name, new Set(all));
    else for (const suffix of ['_sum', '_count', '_bucket']) exposed.set(name + suffix, new Set([...all, 'le']));
  }

/** The vector selectors of a query: metric, and the labels that are matched. A query that is no PromQL gives none. */
function selectors(expr: string): { metric: string; labels: string[] }[] | undefined {
  const found: { metric: string; labels: string[] }[] = [];
  let wrong = false;
  parser.parse(expr).iterate({
    enter(node) {
      if (node.type.isError) wrong = true;
      if (node.name === 'VectorSelector') {
        const text = expr.slice(node.from, node.to);
        found.push({
          metric: /^[a-zA-Z_:][\w:]*/.exec(text)?.[0] ?? '',
          labels: [...text.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
        });
      }
    },
  });
  return wrong ? undefined : found;
}

describe('every query is PromQL and names metrics and labels that the programs expose', () => {
  test.each(queries)('%s', (_, expr) => {
    const found = selectors(expr);
    expect(found, expr).toBeDefined();
    expect(found?.length).toBeGreaterThan(0);
    for (const { metric, labels } of found ?? []) {
      expect([...exposed.keys()]).toContain(metric);
      for (const label of labels) expect([...(exposed.get(metric) ?? [])], `${metric}{${label}}`).toContain(label);
    }
  });

  test('a wrong query and an unknown metric would be found', () => {
    expect(selectors('sum(rate(x[5m])')).toBeUndefined();
    expect(selectors('max by (a) (gone_total{b="c", d!~"e"})')).toEqual([{ metric: 'gone_total', labels: ['b', 'd'] }]);
    expect(exposed.has('gone_total')).toBe(false);
  });
});

describe('every alert', () => {
  test.each(alerts.map((rule) => [rule.alert, rule] as const))(
    '%s has a severity, words and a runbook',
    (name, rule) => {
      expect(['critical', 'warning']).toContain(rule.labels.severity);
      expect(rule.annotations.summary.length).toBeGreaterThan(20);
      expect(rule.annotations.runbook_url).toBe(`docs/runbooks/${name}.md`);
      const page = join(repoRoot, rule.annotations.runbook_url);
      expect(existsSync(page)).toBe(true);
      const text = readFileSync(page, 'utf8');
      for (const part of [`# ${name}`, '## Meaning', '## Check', '## Fix']) expect(text).toContain(part);
    },
  );
});
