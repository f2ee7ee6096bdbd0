import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from './metrics.ts';

/** How a request ended, for the count of requests. */
export type Outcome = 'ok' | 'client_error' | 'server_error' | 'refused' | 'truncated' | 'cancelled' | 'timed_out';

/** What is known of a request so far. */
export interface RequestRecord {
  voice: string;
  format: string;
  /** Set by whoever knows better than the reply's status and end. */
  outcome?: Outcome;
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
 * Counts every request to a route that is counted, once, when its reply closes. Register it before whatever may refuse a
 * request.
 */
export function registerRequestCount(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.routeOptions.config.counted) return;
    const gone = new AbortController();
    const endings: (() => void)[] = [];
    const whenOver = (then: () => void): void => void (reply.raw.closed ? then() : endings.push(then));
    const record: RequestRecord = { voice: 'none', format: 'none', signal: gone.signal, whenOver };
    records.set(request, record);
    let finished = false;
    const count = (status: string): void => {
      const { voice, format } = record;
      metrics.requests.inc({ voice, format, status, outcome: record.outcome ?? outcomeOf(finished, reply.statusCode) });
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
