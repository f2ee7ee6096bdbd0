import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Span, Tracing } from '../../tracing/span.ts';
import type { Metrics } from './metrics.ts';

/** How a request ended, for the count of requests. */
export type Outcome = 'ok' | 'client_error' | 'server_error' | 'refused' | 'truncated' | 'cancelled' | 'timed_out';

/** What is known of a request so far. */
export interface RequestRecord {
  voice: string;
  format: string;
  /** Set by whoever knows better than the reply's status and end. */
  outcome?: Outcome;
  /** In the traces. */
  readonly span: Span;
  /** Aborts when the reply is over before its end: the client went away, or was cut off. */
  readonly signal: AbortSignal;
  /** Runs when the reply is over, at once when it is already. */
  whenOver(then: () => void): void;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether requests to the route are counted. */
    counted?: boolean;
  }
}

/** Has every route counted that is registered in this scope from now on. */
export function countRoutes(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => void (route.config = { ...route.config, counted: true }));
}

const records = new WeakMap<FastifyRequest, RequestRecord>();

/**
 * Counts every request to a route that is counted, once, when its reply closes, and traces it. Register it before whatever may
 * refuse a request.
 */
export function registerRequestCount(app: FastifyInstance, metrics: Metrics, tracing: Tracing): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.routeOptions.config.counted) return;
    const gone = new AbortController();
    const endings: (() => void)[] = [];
    const whenOver = (then: () => void): void => void (reply.raw.closed ? then() : endings.push(then));
    const span = beginSpan(request, tracing);
    if (span.ids) request.log = reply.log = request.log.child(span.ids);
    const record: RequestRecord = { voice: 'none', format: 'none', signal: gone.signal, span, whenOver };
    records.set(request, record);
    let finished = false;
    const count = (status: string): void => {
      const { voice, format } = record;
      const outcome = record.outcome ?? outcomeOf(finished, reply.statusCode);
      metrics.requests.inc({ voice, format, status, outcome });
      endSpan(record, status, outcome);
    };
    reply.raw.once('finish', () => (finished = true));
    reply.raw.once('close', () => {
      // Of now: what is sent to a client that has gone reaches nobody.
      const status = reply.raw.headersSent ? String(reply.raw.statusCode) : 'none';
      if (!reply.raw.writableEnded) gone.abort(new Error('the client went away'));
      for (const then of endings) then();
      // The end of an answer and of its connection may come in either order.
      setImmediate(count, status);
    });
  });
}

/** The record of a request to a route that is counted. */
export function recordOf(request: FastifyRequest): RequestRecord {
  const record = records.get(request);
  if (!record) throw new Error(`${request.url} is not counted`);
  return record;
}

function outcomeOf(finished: boolean, status: number): Outcome {
  if (!finished) return 'cancelled';
  if (status === 429 || status === 503) return 'refused';
  if (status >= 500) return 'server_error';
  return status >= 400 ? 'client_error' : 'ok';
}

/** By the semantic conventions for HTTP servers (opentelemetry.io/docs/specs/semconv/http/http-spans). */
function beginSpan({ method, url, headers, routeOptions, raw }: FastifyRequest, tracing: Tracing): Span {
  const route = routeOptions.url ?? '';
  const attributes = {
    'http.request.method': method,
    'http.route': route,
    'url.path': url.split('?')[0]!.slice(0, 256),
    'url.scheme': 'http',
    'network.protocol.version': raw.httpVersion,
    'user_agent.original': headers['user-agent']?.slice(0, 256),
  };
  return tracing.begin(`${method} ${route}`, { kind: 'server', headers, attributes });
}

/** A connection that became a WebSocket is over as a request; its texts have spans of their own. */
export function endAsWebSocket({ span }: RequestRecord): void {
  span.set({ 'http.response.status_code': 101 });
  span.end();
}

function endSpan({ voice, format, span }: RequestRecord, status: string, outcome: Outcome): void {
  const known = status === 'none' ? {} : { 'http.response.status_code': Number(status) };
  span.set({ ...known, 'tts.voice': voice, 'tts.format': format, 'tts.outcome': outcome });
  // What a client did wrong is no failure of this server.
  if (status.startsWith('5')) span.fail(status);
  else if (outcome === 'truncated' || outcome === 'timed_out') span.fail(outcome);
  span.end();
}
