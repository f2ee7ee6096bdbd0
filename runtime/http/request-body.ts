import type { z } from 'zod';
import { ApiError } from '../errors.ts';

/** Checks a JSON body; throws the ApiError that says what is wrong with it first. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new ApiError('invalid_value', 'The request body must be a JSON object; /docs shows its fields.');
  }
  const parsed = schema.safeParse(body, { reportInput: true });
  if (!parsed.success) throw firstProblem(parsed.error.issues[0]!);
  return parsed.data;
}

function firstProblem(issue: z.core.$ZodIssue): ApiError {
  const param = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!.slice(0, 64);
    const path = [...issue.path, key].join('.');
    return new ApiError('unknown_parameter', `Unknown parameter: ${JSON.stringify(key)}.`, { param: path });
  }
  const absent = issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_union');
  if (absent) return new ApiError('missing_parameter', `Missing required parameter: '${param}'.`, { param });
  if (issue.code === 'invalid_union' && param === 'voice') {
    return new ApiError('invalid_value', 'voice must be a string, or an object {"id": string}.', { param });
  }
  return new ApiError('invalid_value', `${param}: ${issue.message}.`, { param });
}
