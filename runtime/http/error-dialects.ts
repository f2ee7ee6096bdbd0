import type { ApiError } from '../errors.ts';

/** What clients of other services look for in an error, by the path that they ask; OpenAI's `error` stands beside it. */
export function alsoTold(path: string, { message, code }: ApiError): object {
  if (path.startsWith('/v1/speak')) return { err_code: code, err_msg: message, message };
  if (['/v1/text-to-speech/', '/v1/voices', '/v2/voices'].some((start) => path.startsWith(start)))
    return { detail: { status: code, message } };
  return {};
}
