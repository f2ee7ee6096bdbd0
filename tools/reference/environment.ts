import { z } from 'zod';
import { Environment as Operator } from '../../operator/config.ts';
import { Environment as Server } from '../../runtime/config.ts';
import { code, page, table } from './page.ts';

interface Variable {
  default?: unknown;
  description?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
}

/** docs/reference/environment.md: the variables that the two programs read. */
export function environmentPage(): string {
  const text = [
    'If a variable has a wrong value, the program ends with a message that names it.',
    '## Speech server\n\nThe operator sets some of these from `spec.server`. `spec.server.env` sets any of them. An empty variable counts as unset.',
    variables(Server),
    '## Operator\n\nSet these in the Deployment of the operator. The chart has values for the ones that users change ([values](helm-values.md)).',
    variables(Operator),
  ];
  return page('Environment variables', 'runtime/config.ts and operator/config.ts', text.join('\n\n'));
}

function variables(schema: z.ZodObject): string {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Variable>;
  };
  const standard = schema.parse({});
  return table(
    ['variable', 'default', 'values', 'meaning'],
    Object.entries(properties).map(([name, field]) => [
      code(name),
      code(field.default ?? plain(standard[name])),
      valuesOf(field),
      field.description ?? '',
    ]),
  );
}

/** A default that is made by a transformation, such as of a flag. */
function plain(value: unknown): unknown {
  return typeof value === 'object' ? undefined : value;
}

function valuesOf({ enum: words, minimum, maximum }: Variable): string {
  if (words) return words.map(code).join(', ');
  return minimum === undefined ? '' : `${minimum} to ${maximum}`;
}
