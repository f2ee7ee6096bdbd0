import { expect, test } from 'vitest';
import { customResourceDefinition } from './crd.ts';

interface Schema {
  default?: unknown;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}

/** Paths of defaults below something that may be absent. */
function* lingering(schema: Schema, path: string, optional: boolean): Generator<string> {
  if (optional && schema.default !== undefined) yield path;
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    yield* lingering(property, `${path}.${name}`, optional || property.default === undefined);
}

/** Paths of fields that say nothing of themselves to `kubectl explain`. */
function* unexplained(schema: Schema, path: string): Generator<string> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (!field.description) yield `${path}.${name}`;
    yield* unexplained(field, `${path}.${name}`);
    if (field.items) yield* unexplained(field.items, `${path}.${name}[]`);
  }
}

const { versions } = customResourceDefinition().spec as {
  versions: { schema: { openAPIV3Schema: { properties: { spec: Schema; status: Schema } } } }[];
};
const { spec = {}, status = {} } = versions[0]?.schema.openAPIV3Schema.properties ?? {};

test('every field of spec and status has a description', () => {
  expect(Object.keys(status.properties ?? {})).toContain('conditions');
  expect([...unexplained(spec, 'spec'), ...unexplained(status, 'status')]).toEqual([]);
});

test('no default is left behind when what it is in is taken out of a manifest: server-side apply removes only what it has set', () => {
  expect(Object.keys(spec.properties ?? {})).toContain('model');
  expect([...lingering(spec, 'spec', false)]).toEqual([]);
});
