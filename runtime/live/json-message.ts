import { ApiError } from '../errors.ts';

/** The fields of a client's message; throws ApiError when it is none. */
export function fieldsOf(data: Buffer, isBinary: boolean): Record<string, unknown> {
  if (isBinary) throw new ApiError('invalid_value', 'Send JSON in text messages, not binary ones.');
  let fields: unknown;
  try {
    fields = JSON.parse(data.toString('utf8'));
  } catch {
    throw new ApiError('invalid_json', 'The message is not valid JSON.');
  }
  if (fields === null || typeof fields !== 'object' || Array.isArray(fields))
    throw new ApiError('invalid_value', 'A message must be a JSON object.');
  return fields as Record<string, unknown>;
}
