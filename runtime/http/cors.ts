import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';

/** Paths of the API; probes, metrics and pages are read by no script of another origin. */
const API = /^\/(v1|voices|dev)(\/|\?|$)/;

const METHODS = 'GET, POST';

/** What clients send, and what more they may send that is a header's name. */
const USUAL_HEADERS = ['authorization', 'content-type', 'if-none-match', 'x-request-id'];
const HEADER_NAME = /^[a-z0-9-]{1,64}$/;
const MAX_HEADERS = 64;

/** What a script may read of an answer. */
const EXPOSED = [
  'etag',
  'retry-after',
  'www-authenticate',
  'x-ratelimit-limit-requests',
  'x-ratelimit-remaining-requests',
  'x-request-id',
].join(', ');

/** Seconds for which a browser may keep the answer to a preflight. */
const MAX_AGE = 600;

/** The answer to a script of a page that may not use this server. */
export function originNotAllowed(origin: string): ApiError {
  const message = `The origin ${JSON.stringify(origin.slice(0, 200))} is not allowed. spec.server.corsOrigins (TTS_CORS_ORIGINS) lists the allowed origins.`;
  return new ApiError('origin_not_allowed', message);
}

/**
 * Lets scripts of the given origins use the API from a browser (the Fetch standard's CORS), and answers their preflights, which
 * carry no key. Credentials of a browser, such as cookies, are never asked for. Register it before whatever may refuse a request.
 */
export function registerCors(app: FastifyInstance, origins: readonly string[]): void {
  const any = origins.includes('*');
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (!API.test(request.url)) return;
    if (!any) reply.header('vary', 'Origin');
    if (origin === undefined) return;
    const allowed = any || origins.includes(origin);
    if (allowed) {
      reply.header('access-control-allow-origin', any ? '*' : origin);
      reply.header('access-control-expose-headers', EXPOSED);
    }
    if (isPreflight(request)) return answerPreflight(request, reply, allowed);
  });
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

function answerPreflight({ headers }: FastifyRequest, reply: FastifyReply, allowed: boolean): FastifyReply {
  if (!allowed) {
    throw originNotAllowed(headers.origin!);
  }
  const asked = String(headers['access-control-request-headers'] ?? '')
    .split(',', MAX_HEADERS)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => HEADER_NAME.test(name));
  return reply
    .code(204)
    .header('access-control-allow-methods', METHODS)
    .header('access-control-allow-headers', [...new Set([...USUAL_HEADERS, ...asked])].join(', '))
    .header('access-control-max-age', MAX_AGE)
    .send();
}
