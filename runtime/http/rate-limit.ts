import { isIPv6 } from 'node:net';
import fastifyRateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import { digest, givenKey } from './api-keys.ts';
import { isUpgrade } from './upgrade.ts';

const WINDOW_MS = 60_000;

/** Clients that are counted at once; the least recent is forgotten first. */
const MAX_CLIENTS = 5_000;

/** Counts one more request of who sent this one; throws ApiError when it is one too many. */
export type CountRequest = (request: FastifyRequest) => Promise<void>;

/** Who is counted: an API key, or an address where the server asks for no key. */
export function clientOf(request: FastifyRequest, byKey: boolean): string {
  const key = byKey ? givenKey(request) : undefined;
  return key === undefined ? network(request.ip) : digest(key).toString('hex');
}

/**
 * Lets every API key (every address, where the server asks for no key) make `perMinute` requests a minute on the
 * routes of this scope; more get 429 with the seconds to wait. The count is this process's own. Register it after the check of the keys.
 */
export async function registerRateLimit(
  app: FastifyInstance,
  perMinute: number,
  byKey: boolean,
): Promise<CountRequest> {
  await app.register(fastifyRateLimit, { global: false, cache: MAX_CLIENTS });
  const count = app.createRateLimit({
    max: perMinute,
    timeWindow: WINDOW_MS,
    keyGenerator: (request) => clientOf(request, byKey),
  });
  app.addHook('onRequest', async (request, reply) => {
    // What is sent over a WebSocket is counted when it comes.
    if (isUpgrade(request)) return;
    const result = await count(request);
    if (result.isAllowed) return;
    reply.header('x-ratelimit-limit-requests', result.max);
    reply.header('x-ratelimit-remaining-requests', result.remaining);
    if (result.isExceeded) throw tooMany(perMinute, result.ttlInSeconds);
  });
  return async (request) => {
    const result = await count(request);
    if (!result.isAllowed && result.isExceeded) throw tooMany(perMinute, result.ttlInSeconds);
  };
}

function tooMany(perMinute: number, seconds: number): ApiError {
  const retryAfterSeconds = Math.max(1, seconds);
  const message = `Rate limit exceeded (${perMinute} requests per minute). Try again in ${retryAfterSeconds} s.`;
  return new ApiError('rate_limit_exceeded', message, { retryAfterSeconds });
}

/** An IPv6 client has a whole /64 to itself (RFC 6177), so that its addresses count as one. */
function network(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...(tail ? tail.split(':') : [])];
  return all.slice(0, 4).join(':');
}
