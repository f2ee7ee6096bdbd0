import { distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { ApiError } from '../errors.ts';

/** A misspelled name differs from the right one in so many letters at most. */
const MISSPELLED = 3;

/** Objects of a body in which null is looked for: the body itself and those right in it. */
const DEPTH = 2;

export interface BodyOptions {
  /** Fields that the schema does not have are left out instead of refused. */
  ignoreUnknown?: boolean;
}

/** Checks a JSON body, in which null is as good as absent; throws the ApiError that says what is wrong with it first. */
export function parseBody<Schema extends z.ZodObject>(
  schema: Schema,
  body: unknown,
  { ignoreUnknown = false }: BodyOptions = {},
): z.infer<Schema> {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new ApiError('invalid_value', 'The request body must be a JSON object. /docs lists its fields.');
  }
  const known = Object.keys(schema.shape);
  const fields = Object.entries(withoutNulls(body, DEPTH)).filter(([name]) => !ignoreUnknown || known.includes(name));
  const parsed = schema.safeParse(Object.fromEntries(fields), { reportInput: true });
  if (!parsed.success) throw firstProblem(parsed.error.issues[0]!, known);
  return parsed.data;
}

/** Clients that know a field often send it as null when it is not set. */
function withoutNulls(object: object, depth: number): object {
  const isObject = (value: unknown) => typeof value === 'object' && !Array.isArray(value);
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, depth > 1 && isObject(value) ? withoutNulls(value as object, depth - 1) : value]),
  );
}

function firstProblem(issue: z.core.$ZodIssue, known: readonly string[]): ApiError {
  const param = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!.slice(0, 64);
    const path = [...issue.path, key].join('.');
    const message = `Unknown parameter: ${JSON.stringify(key)}. ${instead(key, issue.path.length === 0 ? known : [])}`;
    return new ApiError('unknown_parameter', message, { param: path });
  }
  const absent = issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_union');
  if (absent) return new ApiError('missing_parameter', `Missing required parameter: '${param}'.`, { param });
  if (issue.code === 'invalid_union' && param === 'voice') {
    return new ApiError('invalid_value', 'voice must be a string, or an object {"id": string}.', { param });
  }
  return new ApiError('invalid_value', `${param}: ${issue.message}.`, { param });
}

function instead(key: string, known: readonly string[]): string {
  const near = known
    .map((name) => ({ name, letters: distance(name, key) }))
    .filter(({ name, letters }) => letters <= Math.min(MISSPELLED, name.length / 3))
    .sort((a, b) => a.letters - b.letters)[0];
  return near ? `Did you mean ${near.name}?` : 'Omit it. /docs lists all fields.';
}
