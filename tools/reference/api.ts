import { customResourceDefinition, lexiconDefinition } from '../../operator/api/crd.ts';
import { API_VERSION, KIND, LEXICON } from '../../operator/api/fields.ts';
import { code, page, table } from './page.ts';

interface Schema {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  maxProperties?: number;
  pattern?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-validations'?: { rule: string; message: string }[];
}

/** docs/reference/api.md: every field of a TTSService, from the CRD that zod makes. */
export function apiPage(): string {
  return kindPage(KIND, 'tts', customResourceDefinition());
}

/** docs/reference/ttslexicon.md: every field of a TTSLexicon. */
export function lexiconPage(): string {
  return kindPage(LEXICON.kind, 'ttslex', lexiconDefinition());
}

function kindPage(kind: string, short: string, definition: object): string {
  const { spec } = definition as {
    spec: {
      versions: {
        schema: { openAPIV3Schema: Schema };
        additionalPrinterColumns: { name: string; jsonPath: string; description: string; priority?: number }[];
      }[];
    };
  };
  const [version] = spec.versions;
  const { properties = {} } = version?.schema.openAPIV3Schema ?? {};
  const parts = ['spec', 'status'].map((name) => {
    const schema = properties[name] ?? {};
    const tables = Object.entries(schema.properties ?? {}).filter(([, field]) => field.properties);
    const plain = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([, field]) => !field.properties));
    return [
      `## ${name}`,
      `${schema.description ?? ''}`,
      ...(Object.keys(plain).length > 0 ? [fields({ ...schema, properties: plain }, `${name}.`)] : []),
      ...tables.map(([key, field]) => section(`${name}.${key}`, field)),
    ].join('\n\n');
  });
  const columns = (version?.additionalPrinterColumns ?? []).map(({ name, jsonPath, description, priority }) => [
    name.toUpperCase(),
    code(jsonPath),
    `${description}${priority ? ' Shown with `-o wide`.' : ''}`,
  ]);
  const text = [
    `\`${kind}\` of \`${API_VERSION}\`, short name \`${short}\`. \`kubectl explain ${short}.spec\` shows the same text. Unknown fields are rejected.`,
    ...parts,
    `## Columns of \`kubectl get ${short}\``,
    table(['column', 'field', 'meaning'], columns),
  ];
  return page(`${kind}: every field`, 'operator/api', text.join('\n\n'));
}

function section(path: string, schema: Schema): string {
  const rules = rulesOf(schema);
  return [
    `### ${path}`,
    schema.description ?? '',
    fields(schema, `${path}.`),
    ...(rules.length > 0 ? [`Rules:\n${rules.map((rule) => `- ${rule}`).join('\n')}`] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The messages of the rules of a field and of all below it. */
function rulesOf(schema: Schema): string[] {
  const own = (schema['x-kubernetes-validations'] ?? []).map(({ message }) => message);
  const below = [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])].flatMap(rulesOf);
  return [...new Set([...own, ...below])];
}

function fields(schema: Schema, prefix: string): string {
  const rows: string[][] = [];
  const walk = ({ properties = {}, required = [] }: Schema, path: string): void => {
    for (const [name, field] of Object.entries(properties)) {
      const must = required.includes(name) && field.default === undefined;
      rows.push([
        code(path + name),
        typeOf(field),
        must ? '**required**' : code(shown(field.default)),
        described(field),
      ]);
      if (field.properties) walk(field, `${path}${name}.`);
      if (field.items?.properties) walk(field.items, `${path}${name}[].`);
    }
  };
  walk(schema, prefix);
  return table(['field', 'type', 'default', 'meaning'], rows);
}

/** Defaults of whole objects say nothing that their fields do not. */
function shown(value: unknown): unknown {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
    ? undefined
    : value;
}

function typeOf(field: Schema): string {
  if (field['x-kubernetes-int-or-string']) return field.pattern === undefined ? 'integer or string' : 'quantity';
  if (field['x-kubernetes-preserve-unknown-fields']) return 'object of Kubernetes';
  if (field.enum) return field.enum.map(code).join(', ');
  if (field.type === 'array') return `list of ${field.items ? typeOf(field.items) : 'anything'}`;
  if (field.type === 'object' && field.additionalProperties) return 'map';
  return field.format === 'date-time' ? 'time' : (field.type ?? 'any');
}

function described(field: Schema): string {
  const { minimum, maximum, maxLength, minItems, maxItems, description = '' } = field;
  const bounds = [
    minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && maximum < 2_147_483_647
      ? `Range: ${minimum} to ${maximum}.`
      : '',
    maxLength !== undefined && !field.enum ? `At most ${maxLength} characters.` : '',
    maxItems === undefined ? '' : minItems ? `${minItems} to ${maxItems} entries.` : `At most ${maxItems} entries.`,
  ];
  return [description, ...bounds].filter((part) => part !== '').join(' ');
}
