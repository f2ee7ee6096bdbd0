import { z } from 'zod';
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

/** The parameters of an address, checked; one without a value counts as absent. Throws ApiError. */
export function checkedQuery<Schema extends z.ZodType>(schema: Schema, query: unknown): z.infer<Schema> {
  return checked(schema, Object.fromEntries(Object.entries(query as object).filter(([, value]) => value !== '')));
}

/** `true` or `false` as a parameter of an address, in any case: Python writes `True`. */
export const flag = z
  .string()
  .transform((given) => given.toLowerCase())
  .pipe(z.enum(['true', 'false']))
  .optional();
