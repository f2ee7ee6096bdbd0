import type { ApiError } from '../errors.ts';

/** What clients of other services look for in an error, by the path that they ask; OpenAI's `error` stands beside it. */
export function alsoTold(path: string, { message, code }: ApiError): object {
  if (path.startsWith('/v1/speak')) return { err_code: code, err_msg: message, message };
  if (path.startsWith('/v1/text-to-speech/') || path.startsWith('/v1/voices'))
    return { detail: { status: code, message } };
  return {};
}
