import { createHash } from 'node:crypto';
import fastifyRateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';

/** Routes that speak or read text; lists and probes cost next to nothing. */
const LIMITED = /^\/v1\/audio\/(speech|phonemes)(\/|$)/;

const WINDOW_MS = 60_000;

/** Clients that are counted at once; the least recent is forgotten first. */
const MAX_CLIENTS = 5_000;

/**
 * Lets every API key (every address, where the server asks for no key) make `perMinute` requests a minute; more get 429
 * with the seconds to wait. The count is this process's own. Register it after the check of the keys.
 */
export async function registerRateLimit(app: FastifyInstance, perMinute: number, byKey: boolean): Promise<void> {
  await app.register(fastifyRateLimit, { global: false, cache: MAX_CLIENTS });
  const count = app.createRateLimit({
    max: perMinute,
    timeWindow: WINDOW_MS,
    keyGenerator: (request) => (byKey ? keyDigest(request) : request.ip),
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!LIMITED.test(request.routeOptions.url ?? '')) return;
    const result = await count(request);
    if (result.isAllowed) return;
    reply.header('x-ratelimit-limit-requests', result.max);
    reply.header('x-ratelimit-remaining-requests', result.remaining);
    if (!result.isExceeded) return;
    const retryAfterSeconds = Math.max(1, result.ttlInSeconds);
    const message = `More than ${perMinute} requests a minute. Try again in ${retryAfterSeconds} s.`;
    throw new ApiError('rate_limit_exceeded', message, { retryAfterSeconds });
  });
}

function keyDigest({ headers }: FastifyRequest): string {
  return createHash('sha256')
    .update(headers.authorization ?? '')
    .digest('hex');
}
