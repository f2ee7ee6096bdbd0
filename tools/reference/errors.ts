import { advice } from '../../operator/model-store/report.ts';
import { errorTable } from '../../runtime/errors.ts';
import type { ErrorCode } from '../../runtime/errors.ts';
import { code, page, table } from './page.ts';

/** What each error means and what a client does about it. */
const meanings: Record<ErrorCode, string> = {
  invalid_json: 'The body is not JSON.',
  invalid_value: 'A field has a wrong type or value; `param` names it.',
  missing_parameter: '`model`, `input` or `voice` is missing.',
  unknown_parameter: 'The API has no such field; `param` names it.',
  empty_input: 'The input is empty or white space.',
  input_too_long:
    'The input is longer than `spec.server.maxTextLength`, or what it comes to is longer than one answer may be; split it.',
  input_too_slow: 'Reading the input took longer than a text of this length may take; split it.',
  nothing_to_say: 'The input has nothing that can be spoken, such as punctuation alone.',
  invalid_tag:
    'A tag in the input, such as a pause or a pronunciation, is not written as it must be; the message shows how.',
  invalid_voice:
    'There is no such voice (the message names one that is near), or the expression of a blend cannot be read.',
  bad_request: 'The request cannot be read as HTTP.',
  invalid_api_key:
    'The service asks for an API key (`spec.server.apiKeysSecretRef`): send `Authorization: Bearer KEY`.',
  voice_not_on_server:
    'The voice exists and its file is not on this server (`spec.model.voices`, or an optional file that could not be had).',
  model_not_found: 'Use `tts-1`, `tts-1-hd`, `kokoro` or `gpt-4o-mini-tts`.',
  route_not_found: 'There is no such path; `/docs` lists them.',
  request_timeout: 'The request was not received in time.',
  body_too_large: 'The body is larger than any valid request.',
  headers_too_large: 'The headers of the request are larger than the server takes.',
  unsupported_media_type: 'Send `content-type: application/json`, in UTF-8 and without a content encoding.',
  expectation_failed: 'The header `Expect` asks for something else than `100-continue`: leave it out.',
  overloaded: 'As many requests or answers as may be are inside already: come back after `retry-after` seconds.',
  queue_timeout: 'The request waited as long as it may (`TTS_QUEUE_TIMEOUT`): come back after `retry-after` seconds.',
  rate_limit_exceeded:
    'This key has used its requests of the minute (`TTS_RATE_LIMIT`): come back after `retry-after` seconds.',
  internal_error: 'A defect; the server’s log has the stack under the `x-request-id` of the answer.',
  synthesis_failed: 'The model failed on this text; the server’s log says why. It is worth another try.',
  timestamps_unavailable: 'The model on this server tells no durations, so words have no times.',
  not_ready: 'The server is starting; `/readyz` says what is missing.',
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
    '## Speech API\n\nThe body is OpenAI’s: `{"error": {"message", "type", "param", "code"}}`, also when a proxy’s client sends nonsense.',
    table(['code', 'status', 'type', 'meaning'], answers),
    '## Downloads\n\nReason of condition `ModelReady` while a download is tried again, and of its Events.',
    table(['reason', 'what to do'], reasons),
  ];
  return page('Errors', 'runtime/errors.ts and operator/model-store/report.ts', text.join('\n\n'));
}
