import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dump, load, loadAll } from 'js-yaml';
import { z } from 'zod';
import { definitions } from '../../operator/api/crd.ts';
import { Spec } from '../../operator/api/ttsservice.ts';
import { repoRoot } from '../cluster/paths.ts';
import { chartValues } from '../../config/helm/values.ts';

type Schema = Record<string, unknown> & { properties?: Record<string, Schema> };
type Role = { kind: string; metadata: { name: string }; rules: object[] };

const chart = 'config/helm/tts-operator';
const generated = (from: string) => `# Generated from ${from} by \`npm run generate\`; do not edit.\n`;
const yaml = (value: unknown) => dump(value, { noRefs: true, lineWidth: 140 });

const schemaOf = (type: z.ZodType): Schema =>
  z.toJSONSchema(type, {
    target: 'draft-7',
    io: 'input',
    reused: 'inline',
    override: ({ jsonSchema }) => {
      // CEL rules and other marks of the CRD are the API server's to check.
      for (const key of Object.keys(jsonSchema)) if (key.startsWith('x-')) delete (jsonSchema as Schema)[key];
    },
  }) as Schema;

/** An object refuses fields that it does not have, as the API server does. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)])) as Schema;
  if (copy.type === 'object' && copy.properties && copy['additionalProperties'] === undefined)
    copy['additionalProperties'] = false;
  return copy;
}

/** JSON Schema of the values: Helm refuses a value that it does not know, with its path. */
function valuesSchema(): string {
  const schema = strict(schemaOf(chartValues(Spec))) as Schema;
  // A parent chart hands its `global` values to every chart below it.
  schema.properties = { ...schema.properties, global: { type: 'object' } };
  return `${JSON.stringify({ ...schema, title: 'Values of the chart tts-operator' }, null, 2)}\n`;
}

/** values.yaml: every default, with its description above it; `own` are defaults in place of the checkout's. */
export function valuesYaml(own: object = {}): string {
  const schema = schemaOf(chartValues(z.unknown()));
  const defaults = chartValues(z.unknown()).parse(own) as Record<string, unknown>;
  const lines: string[] = [];
  const write = (properties: Record<string, Schema>, values: Record<string, unknown>, indent: string): void => {
    for (const [name, property] of Object.entries(properties)) {
      const value = values[name];
      if (typeof property['description'] === 'string') lines.push(`${indent}# ${property['description']}`);
      if (property.properties && Object.keys(property.properties).length > 0) {
        lines.push(`${indent}${name}:`);
        write(property.properties, value as Record<string, unknown>, `${indent}  `);
      } else {
        lines.push(
          ...yaml({ [name]: value })
            .trimEnd()
            .split('\n')
            .map((line) => indent + line),
        );
      }
    }
  };
  write(schema.properties ?? {}, defaults, '');
  return `${generated('config/helm/values.ts')}${lines.join('\n')}\n`;
}

/** The reference page of the values. */
function valuesPage(): string {
  const rows: string[] = [];
  const shown = (value: unknown) => `\`${JSON.stringify(value)}\``;
  const walk = (properties: Record<string, Schema>, values: Record<string, unknown>, path: string): void => {
    for (const [name, property] of Object.entries(properties)) {
      const description = (typeof property['description'] === 'string' ? property['description'] : '').replaceAll(
        '|',
        '\\|',
      );
      if (property.properties && Object.keys(property.properties).length > 0) {
        rows.push(`| \`${path}${name}\` | | ${description} |`);
        walk(property.properties, values[name] as Record<string, unknown>, `${path}${name}.`);
      } else rows.push(`| \`${path}${name}\` | ${shown(values[name])} | ${description} |`);
    }
  };
  const schema = schemaOf(chartValues(z.unknown()));
  walk(schema.properties ?? {}, chartValues(z.unknown()).parse({}), '');
  const entry = schema.properties?.['services']?.['additionalProperties'] as Schema;
  for (const [name, property] of Object.entries(entry.properties ?? {}))
    rows.push(`| \`services.NAME.${name}\` | | ${String(property['description'])} |`);
  return `<!-- Generated from config/helm/values.ts by \`npm run generate\`; do not edit. -->
# Values of the Helm chart

All values of [config/helm/tts-operator](../../config/helm/tts-operator). Helm rejects any other value, by
\`values.schema.json\`.

| value | default | meaning |
| --- | --- | --- |
${rows.join('\n')}
`;
}

const read = (path: string) => readFileSync(join(repoRoot, path), 'utf8');

function rulesOf(file: string, kind: string, name: string): string {
  const role = (loadAll(read(file)) as Role[]).find((one) => one.kind === kind && one.metadata.name === name);
  if (!role) throw new Error(`${file} holds no ${kind} ${name}`);
  return generated(file) + yaml(role.rules);
}

/** What of config/monitoring the chart renders under its own names: endpoints, alerts and dashboards. */
function monitoringFiles(): Record<string, string> {
  const folder = 'config/monitoring';
  const dashboards = join(folder, 'dashboards');
  const objects = readdirSync(join(repoRoot, folder))
    .filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml')
    .flatMap((file) => loadAll(read(join(folder, file))) as { kind: string; spec: Record<string, unknown> }[]);
  const part = (kind: string, field: string) => {
    const found = objects.find((object) => object.kind === kind);
    if (!found) throw new Error(`${folder} holds no ${kind}`);
    return generated(folder) + yaml(found.spec[field]);
  };
  return {
    'operator-endpoints.yaml': part('ServiceMonitor', 'endpoints'),
    'server-endpoints.yaml': part('PodMonitor', 'podMetricsEndpoints'),
    'alert-groups.yaml': part('PrometheusRule', 'groups'),
    ...Object.fromEntries(
      (existsSync(join(repoRoot, dashboards)) ? readdirSync(join(repoRoot, dashboards)) : [])
        .filter((file) => file.endsWith('.json'))
        .map((file) => [`dashboards/${file}`, read(join(dashboards, file))]),
    ),
  };
}

/** All objects of a kustomization that only lists resources, in the order listed. */
function resourcesOf(folder: string): object[] {
  const { resources, ...more } = load(read(join(folder, 'kustomization.yaml'))) as { resources: string[] };
  if (Object.keys(more).length > 0) throw new Error(`${folder}/kustomization.yaml does more than list resources`);
  return resources.flatMap((entry) =>
    entry.endsWith('.yaml') ? (loadAll(read(join(folder, entry))) as object[]) : resourcesOf(join(folder, entry)),
  );
}

/** config/default as one file: the namespace first, then what is used before what uses it. */
function plainInstall(): string {
  const order = ['Namespace', 'CustomResourceDefinition', 'ServiceAccount'];
  const rank = (object: object) => {
    const { kind } = object as { kind: string };
    return order.includes(kind) ? order.indexOf(kind) : kind === 'Deployment' ? 99 : order.length;
  };
  const objects = resourcesOf('config/default').sort((a, b) => rank(a) - rank(b));
  return generated('config/default') + objects.map(yaml).join('---\n');
}

/** Chart.yaml with the version of package.json. */
function chartYaml(): string {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  return read(`${chart}/Chart.yaml`).replaceAll(/^(version|appVersion): .*$/gm, `$1: ${version}`);
}

/** The chart's generated files by path. */
export function chartFiles(): Record<string, string> {
  return {
    ...Object.fromEntries(
      Object.entries(definitions()).map(([name, definition]) => [
        `${chart}/crds/${name}.yaml`,
        generated('operator/api') + yaml(definition),
      ]),
    ),
    [`${chart}/Chart.yaml`]: chartYaml(),
    [`${chart}/values.yaml`]: valuesYaml(),
    [`${chart}/values.schema.json`]: valuesSchema(),
    [`${chart}/files/operator-rules.yaml`]: rulesOf('config/rbac/role.yaml', 'ClusterRole', 'tts-operator'),
    [`${chart}/files/lexicon-editor-rules.yaml`]: rulesOf(
      'config/rbac/lexicons.yaml',
      'ClusterRole',
      'tts-lexicon-editor',
    ),
    [`${chart}/files/lexicon-viewer-rules.yaml`]: rulesOf(
      'config/rbac/lexicons.yaml',
      'ClusterRole',
      'tts-lexicon-viewer',
    ),
    [`${chart}/files/leader-rules.yaml`]: rulesOf('config/rbac/leader-election.yaml', 'Role', 'tts-operator-leader'),
    ...Object.fromEntries(
      Object.entries(monitoringFiles()).map(([path, text]) => [`${chart}/files/monitoring/${path}`, text]),
    ),
    [`${chart}/files/warnings.yaml`]: generated('config/policy') + read('config/policy/warnings.yaml'),
    'docs/reference/helm-values.md': valuesPage(),
    'config/install.yaml': plainInstall(),
  };
}
