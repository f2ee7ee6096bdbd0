import { z } from 'zod';
import { STATUS_CODES } from './node-http.ts';

const ErrorBody = z.object({
  error: z.object({
    message: z.string().meta({ description: 'What is wrong, and what to do about it' }),
    type: z.string(),
    param: z.string().nullable().meta({ description: 'The field that is wrong' }),
    code: z.string().nullable().meta({ description: "A name for this error, for a program's use" }),
  }),
});

const content = { 'application/json': { schema: z.toJSONSchema(ErrorBody) } };

/** OpenAPI descriptions of the error answers a route can give. */
export function errorResponses(
  ...statuses: number[]
): Record<number, { description: string; content: typeof content }> {
  return Object.fromEntries(
    statuses.map((status) => [status, { description: STATUS_CODES[status] ?? 'Error', content }]),
  );
}
