import { expect, test } from 'vitest';
import { customResourceDefinition } from './crd.ts';

interface Schema {
  default?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
}

/** Paths of defaults below something that may be absent. */
function* lingering(schema: Schema, path: string, optional: boolean): Generator<string> {
  if (optional && schema.default !== undefined) yield path;
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    yield* lingering(property, `${path}.${name}`, optional || property.default === undefined);
}

test('no default is left behind when what it is in is taken out of a manifest: server-side apply removes only what it has set', () => {
  const { versions } = customResourceDefinition().spec as {
    versions: { schema: { openAPIV3Schema: { properties: { spec: Schema } } } }[];
  };
  const spec = versions[0]?.schema.openAPIV3Schema.properties.spec ?? {};
  expect(Object.keys(spec.properties ?? {})).toContain('model');
  expect([...lingering(spec, 'spec', false)]).toEqual([]);
});
