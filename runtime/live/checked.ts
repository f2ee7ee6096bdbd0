import type { z } from 'zod';
import { ApiError } from '../errors.ts';

/** What a client sent, checked, without the fields that are not known here; throws ApiError. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const param = issue!.path.join('.');
  const message = param === '' ? 'The body must be a JSON object' : `${param}: ${issue!.message}`;
  throw new ApiError('invalid_value', `${message}.`, { param });
}
