/** Every error this server answers with: its HTTP status and OpenAI error type. `code` in the answer is the key. */
export const errorTable = {
  invalid_json: { status: 400, type: 'invalid_request_error' },
  invalid_value: { status: 400, type: 'invalid_request_error' },
  missing_parameter: { status: 400, type: 'invalid_request_error' },
  unknown_parameter: { status: 400, type: 'invalid_request_error' },
  empty_input: { status: 400, type: 'invalid_request_error' },
  input_too_long: { status: 400, type: 'invalid_request_error' },
  input_too_slow: { status: 400, type: 'invalid_request_error' },
  nothing_to_say: { status: 400, type: 'invalid_request_error' },
  invalid_tag: { status: 400, type: 'invalid_request_error' },
  invalid_voice: { status: 400, type: 'invalid_request_error' },
  bad_request: { status: 400, type: 'invalid_request_error' },
  invalid_api_key: { status: 401, type: 'invalid_request_error' },
  origin_not_allowed: { status: 403, type: 'invalid_request_error' },
  voice_not_on_server: { status: 404, type: 'invalid_request_error' },
  model_not_found: { status: 404, type: 'invalid_request_error' },
  route_not_found: { status: 404, type: 'invalid_request_error' },
  request_timeout: { status: 408, type: 'invalid_request_error' },
  body_too_large: { status: 413, type: 'invalid_request_error' },
  unsupported_media_type: { status: 415, type: 'invalid_request_error' },
  expectation_failed: { status: 417, type: 'invalid_request_error' },
  headers_too_large: { status: 431, type: 'invalid_request_error' },
  rate_limit_exceeded: { status: 429, type: 'rate_limit_error' },
  overloaded: { status: 429, type: 'rate_limit_error' },
  queue_timeout: { status: 429, type: 'rate_limit_error' },
  internal_error: { status: 500, type: 'server_error' },
  synthesis_failed: { status: 500, type: 'server_error' },
  timestamps_unavailable: { status: 501, type: 'server_error' },
  not_ready: { status: 503, type: 'server_error' },
} as const satisfies Record<string, { status: number; type: string }>;

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
      error: { message: this.message, type: errorTable[this.code].type, param: this.param, code: this.code },
    };
  }
}
