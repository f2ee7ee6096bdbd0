import { advice } from '../../operator/model-store/report.ts';
import { errorTable } from '../../runtime/errors.ts';
import type { ErrorCode } from '../../runtime/errors.ts';
import { code, page, table } from './page.ts';

/** What each error means and what a client does about it. */
const meanings: Record<ErrorCode, string> = {
  invalid_json: 'The body is not JSON.',
  invalid_value: 'A field has a wrong type or value. `param` names it.',
  missing_parameter: 'A required field such as `input` is missing. `param` names it.',
  unknown_parameter:
    'The API has no such field. `param` names it, and the message suggests a similar one. `TTS_UNKNOWN_FIELDS` can let it pass.',
  empty_input: 'The input is empty or only white space.',
  input_too_long:
    'The input is longer than `spec.server.maxTextLength`, or its speech would be longer than one answer may be. Split the input.',
  input_too_slow: 'Reading the input took too long. Split the input.',
  nothing_to_say: 'The input contains nothing to speak, for example only punctuation.',
  invalid_tag:
    'A tag in the input, such as a pause or a pronunciation, has a wrong form. The message shows the right one.',
  invalid_voice:
    'There is no such voice (the message suggests a similar name), or the expression of a blend is invalid.',
  bad_request: 'The request is not valid HTTP.',
  invalid_api_key:
    'The service requires an API key (`spec.server.apiKeysSecretRef`). Send `Authorization: Bearer KEY`.',
  origin_not_allowed:
    'The web page that asks is not of one of the origins in `spec.server.corsOrigins` (`TTS_CORS_ORIGINS`).',
  voice_not_on_server:
    'The voice exists, but this server does not have its file (`spec.model.voices`, or an optional file that was unavailable).',
  model_not_found: 'Use `tts-1`, `tts-1-hd`, `kokoro` or `gpt-4o-mini-tts`, or omit the field.',
  route_not_found: 'There is no such path. `/docs` lists all paths.',
  request_timeout: 'The request was not received in time.',
  body_too_large: 'The body is larger than any valid request.',
  headers_too_large: 'The headers of the request are too large.',
  unsupported_media_type: 'Send `content-type: application/json`, in UTF-8 and without a content encoding.',
  expectation_failed: 'The header `Expect` is not `100-continue`. Omit it.',
  overloaded:
    'The server has as many requests or answers in progress as it may have. Retry after `retry-after` seconds.',
  queue_timeout: 'The request waited for the maximum time (`TTS_QUEUE_TIMEOUT`). Retry after `retry-after` seconds.',
  rate_limit_exceeded:
    'This API key has used its requests for this minute (`TTS_RATE_LIMIT`). Retry after `retry-after` seconds.',
  internal_error: 'A bug. The log of the server has a stack trace under the `x-request-id` of the answer.',
  synthesis_failed: 'The model failed on this text. The log of the server says why. A retry may succeed.',
  timestamps_unavailable: 'The model on this server reports no durations, so there are no word times.',
  not_ready: 'The server is starting. `/readyz` says what it waits for.',
};

/** Read by a script that is not type-checked before it runs, so a code without a meaning is told here too. */
function meaningOf(name: ErrorCode): string {
  const meaning: string | undefined = meanings[name];
  if (meaning === undefined) throw new Error(`tools/reference/errors.ts: say what ${name} means`);
  return meaning;
}

/** docs/reference/errors.md: what the speech API answers, and why a download fails. */
export function errorsPage(): string {
  const answers = Object.entries(errorTable).map(([name, { status, type }]) => [
    code(name),
    String(status),
    code(type),
    meaningOf(name as ErrorCode),
  ]);
  const reasons = Object.entries(advice).map(([reason, what]) => [code(reason), what]);
  const text = [
    '## Speech API\n\nEvery error has a body in OpenAI’s form: `{"error": {"message", "type", "param", "code"}}`. This includes requests that are not valid HTTP.',
    table(['code', 'status', 'type', 'meaning'], answers),
    '## Downloads\n\nReason of condition `ModelReady` while a download is retried, and of its Events.',
    table(['reason', 'what to do'], reasons),
  ];
  return page('Errors', 'runtime/errors.ts and operator/model-store/report.ts', text.join('\n\n'));
}
