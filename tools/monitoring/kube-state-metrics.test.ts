import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { definitions } from '../../operator/api/crd.ts';
import { GROUP, VERSION } from '../../operator/api/fields.ts';
import { repoRoot } from '../cluster/paths.ts';

interface Source {
  path?: string[];
  labelsFromPath?: Record<string, string[]>;
  valueFrom?: string[];
  list?: string[];
}
interface Each {
  type: 'Info' | 'StateSet' | 'Gauge';
  info?: Source;
  stateSet?: Source;
  gauge?: Source;
}
interface Resource {
  groupVersionKind: { group: string; version: string; kind: string };
  metricNamePrefix: string;
  labelsFromPath: Record<string, string[]>;
  metrics: { name: string; help: string; each: Each }[];
}
interface Schema {
  type?: string;
  description?: string;
  enum?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

const file = readFileSync(join(repoRoot, 'config/monitoring/kube-state-metrics.yaml'), 'utf8');
const { kind, spec } = load(file) as { kind: string; spec: { resources: Resource[] } };

function schemaOf(resource: Resource): Schema {
  const found = Object.values(definitions()).find(
    (one) => (one['spec'] as { names: { kind: string } }).names.kind === resource.groupVersionKind.kind,
  );
  const [version] = (found?.['spec'] as { versions: { schema: { openAPIV3Schema: Schema } }[] }).versions;
  if (version === undefined) throw new Error('no version');
  return version.schema.openAPIV3Schema;
}

/** The schema at a path of an object; metadata is Kubernetes' own. Undefined where there is no such field. */
function at(schema: Schema | undefined, path: string[]): Schema | undefined {
  if (path[0] === 'metadata')
    return ['name', 'namespace', 'generation'].includes(path[1] ?? '') ? { type: 'string' } : undefined;
  return path.reduce<Schema | undefined>((inner, field) => inner?.properties?.[field], schema);
}

const sourceOf = ({ info, stateSet, gauge }: Each): Source => info ?? stateSet ?? gauge ?? {};

test('is a configuration for both kinds', () => {
  expect(kind).toBe('CustomResourceStateMetrics');
  expect(spec.resources.map(({ groupVersionKind }) => groupVersionKind)).toEqual(
    ['TTSService', 'TTSLexicon'].map((one) => ({ group: GROUP, version: VERSION, kind: one })),
  );
});

describe.each(spec.resources.map((one) => [one.groupVersionKind.kind, one] as const))('%s', (_, resource) => {
  const schema = schemaOf(resource);

  test.each(resource.metrics.map((metric) => [metric.name, metric] as const))(
    '%s reads fields of the CRD',
    (_name, metric) => {
      const { each } = metric;
      const { path = [], labelsFromPath = {}, valueFrom, list } = sourceOf(each);
      expect(metric.help.length).toBeGreaterThan(10);
      expect(sourceOf(each)).not.toEqual({});
      const source = path.length === 0 ? schema : at(schema, path);
      expect(source, path.join('.')).toBeDefined();
      const item = source?.items ?? source;
      for (const label of Object.values(labelsFromPath)) expect(at(item, label), label.join('.')).toBeDefined();
      if (each.type === 'Gauge') expect(['integer', 'number', 'string']).toContain(source?.type);
      if (each.type !== 'StateSet') return;
      const value = valueFrom ? at(item, valueFrom) : item;
      if (value?.enum) expect(list).toEqual(value.enum);
      else for (const one of list ?? []) expect(value?.description).toMatch(new RegExp(`\\b${one}\\b`));
      expect(list?.length).toBeGreaterThan(2);
    },
  );

  test('names its objects', () => {
    expect(resource.labelsFromPath).toEqual({ namespace: ['metadata', 'namespace'], name: ['metadata', 'name'] });
  });
});

test('every phase that the CRD describes is there', () => {
  const [services] = spec.resources;
  const phases = services && at(schemaOf(services), ['status', 'phase'])?.description?.match(/\w+/g);
  const listed = services?.metrics.find(({ name }) => name === 'status_phase')?.each.stateSet?.list;
  expect(listed).toEqual(phases?.filter((word) => word !== 'or'));
});
