/**
 * Every error that this server answers with: its HTTP status, and what it means to a client. `code` in the answer is the key. docs/reference/errors.md is generated from this table.
 */
export const errorTable = {
  invalid_json: { status: 400, meaning: 'The body is not JSON.' },
  invalid_value: { status: 400, meaning: 'A field has a wrong type or value. `param` names it.' },
  missing_parameter: { status: 400, meaning: 'A required field such as `input` is missing. `param` names it.' },
  unknown_parameter: {
    status: 400,
    meaning:
      'The API has no such field. `param` names it, and the message suggests a similar one. `TTS_UNKNOWN_FIELDS` can let it pass.',
  },
  empty_input: { status: 400, meaning: 'The input is empty or only white space.' },
  input_too_long: {
    status: 400,
    meaning:
      'The input is longer than `spec.server.maxTextLength`, or its speech would be longer than one answer may be. Split the input.',
  },
  input_too_slow: { status: 400, meaning: 'Reading the input took too long. Split the input.' },
  nothing_to_say: { status: 400, meaning: 'The input contains nothing to speak, for example only punctuation.' },
  invalid_tag: {
    status: 400,
    meaning:
      'A tag in the input, such as a pause or a pronunciation, has a wrong form. The message shows the right one.',
  },
  invalid_ssml: {
    status: 400,
    meaning:
      'The input is a document of SSML that is not valid, or that asks for more than a document may. The message names line and column.',
  },
  invalid_voice: {
    status: 400,
    meaning: 'There is no such voice (the message suggests a similar name), or the expression of a blend is invalid.',
  },
  unknown_lexicon: {
    status: 400,
    meaning: 'The server has no lexicon of this name. The message lists those that it has.',
  },
  bad_request: { status: 400, meaning: 'The request is not valid HTTP.' },
  invalid_api_key: {
    status: 401,
    meaning: 'The service requires an API key (`spec.server.apiKeysSecretRef`). Send `Authorization: Bearer KEY`.',
  },
  origin_not_allowed: {
    status: 403,
    meaning: 'The web page that asks is not of one of the origins in `spec.server.corsOrigins` (`TTS_CORS_ORIGINS`).',
  },
  voice_not_on_server: {
    status: 404,
    meaning:
      'The voice exists, but this server does not have its file (`spec.model.voices`, or an optional file that was unavailable).',
  },
  model_not_found: {
    status: 404,
    meaning: 'Use `tts-1`, `tts-1-hd`, `kokoro` or `gpt-4o-mini-tts`, or omit the field.',
  },
  route_not_found: { status: 404, meaning: 'There is no such path. `/docs` lists all paths.' },
  request_timeout: { status: 408, meaning: 'The request was not received in time.' },
  body_too_large: { status: 413, meaning: 'The body is larger than any valid request.' },
  unsupported_media_type: {
    status: 415,
    meaning: 'Send `content-type: application/json`, in UTF-8 and without a content encoding.',
  },
  expectation_failed: { status: 417, meaning: 'The header `Expect` is not `100-continue`. Omit it.' },
  upgrade_required: { status: 426, meaning: 'The path requires a WebSocket connection.' },
  headers_too_large: { status: 431, meaning: 'The headers of the request are too large.' },
  rate_limit_exceeded: {
    status: 429,
    meaning:
      'This API key has used its requests for this minute (`TTS_RATE_LIMIT`). Retry after `retry-after` seconds.',
  },
  overloaded: {
    status: 429,
    meaning:
      'The server has as many requests or answers in progress as it may have. Retry after `retry-after` seconds.',
  },
  queue_timeout: {
    status: 429,
    meaning: 'The request waited for the maximum time (`TTS_QUEUE_TIMEOUT`). Retry after `retry-after` seconds.',
  },
  internal_error: {
    status: 500,
    meaning: 'A bug. The log of the server has a stack trace under the `x-request-id` of the answer.',
  },
  synthesis_failed: {
    status: 500,
    meaning: 'The model failed on this text. The log of the server says why. A retry may succeed.',
  },
  timestamps_unavailable: {
    status: 501,
    meaning: 'The model on this server reports no durations, so there are no word times.',
  },
  not_ready: { status: 503, meaning: 'The server is starting. `/readyz` says what it waits for.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

/** OpenAI's type of an error, by its HTTP status. */
export function errorType(status: number): string {
  if (status === 429) return 'rate_limit_error';
  return status < 500 ? 'invalid_request_error' : 'server_error';
}

export type ErrorCode = keyof typeof errorTable;

interface ApiErrorOptions {
  param?: string;
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** An answer in OpenAI's error form; the message is for the caller and says what to do. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly param: string | null;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: ApiErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'ApiError';
    this.code = code;
    this.param = options.param ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  /** The body of the answer: `{"error": {message, type, param, code}}`. */
  body(): { error: { message: string; type: string; param: string | null; code: string } } {
    return {
      error: { message: this.message, type: errorType(this.status), param: this.param, code: this.code },
    };
  }
}

/** What a client is told of a failure of the server's own; its cause is for the log. */
export function internalError(cause?: unknown): ApiError {
  return new ApiError('internal_error', 'Internal error. The server log has the cause.', { cause });
}
