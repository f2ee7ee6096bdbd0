/**
 * What is known of a piece of work, by the names of OpenTelemetry's semantic conventions where they have one. Never what a client
 * sent to be spoken, nor messages that may repeat it.
 */
export type Attributes = Record<string, string | number | boolean | undefined>;

/** By these a line of the log finds its span. */
export interface SpanIds {
  trace_id: string;
  span_id: string;
}

/** A piece of work whose time is taken. Where nothing is traced it is NO_SPAN, which does nothing. */
export interface Span {
  readonly ids: SpanIds | undefined;
  set(attributes: Attributes): void;
  /** A piece of this work. */
  child(name: string, attributes?: Attributes, kind?: Kind): Span;
  /** Runs a piece of this work, whose span ends, and fails, with it. */
  during<Result>(name: string, run: (span: Span) => Promise<Result>): Promise<Result>;
  /** It failed; `type` is a code or the name of an error. */
  fail(type: string): void;
  /** It is over; may be called again. */
  end(): void;
}

/** Whether the work answers a request, waits for the answer to one, or neither. */
export type Kind = 'server' | 'client' | 'internal';

/** How a piece of work began that is no piece of another one here. */
export interface Beginning {
  kind: Kind;
  attributes?: Attributes;
  /** Headers of a request, whose `traceparent` and `tracestate` say what it is a piece of elsewhere (w3.org/TR/trace-context). */
  headers?: Record<string, string | string[] | undefined>;
  /** Another piece of work that led to it. */
  cause?: Span;
}

export interface Tracing {
  begin(name: string, beginning: Beginning): Span;
  /** Sends what has ended and was not sent yet. */
  close(): Promise<void>;
}

export const NO_SPAN: Span = {
  ids: undefined,
  set: () => undefined,
  child: () => NO_SPAN,
  during: (_name, run) => run(NO_SPAN),
  fail: () => undefined,
  end: () => undefined,
};

export const NO_TRACING: Tracing = { begin: () => NO_SPAN, close: async () => undefined };

/** What to call a failure in a trace. */
export function errorType(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'unknown';
}
