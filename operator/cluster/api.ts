/** A refusal or failure of the API server; `reason` is metav1.Status.reason, such as AlreadyExists or Invalid. */
export class ApiError extends Error {
  readonly status: number;
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, reason: string, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface CallOptions {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  contentType?: string;
  accept?: string;
  signal?: AbortSignal;
}

/** An API server: JSON over verbs and paths; what it refuses is an ApiError. */
export interface Api {
  json<T>(method: Method, path: string, options?: CallOptions): Promise<T>;
  text(method: Method, path: string, options?: CallOptions): Promise<string>;
  /** The lines of an answer that goes on for long: watches and logs. */
  lines(path: string, options: CallOptions & { signal: AbortSignal }): AsyncIterable<string>;
}
