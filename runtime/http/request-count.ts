import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from './metrics.ts';

/** Counts the answers of a route; `label` says of a request what is known of it so far. */
export function requestCount(metrics: Metrics) {
  const labels = new WeakMap<FastifyRequest, { voice: string; format: string }>();
  return {
    label(request: FastifyRequest, voice: string, format: string): void {
      labels.set(request, { voice, format });
    },
    /** Fastify's hook of the route. */
    onResponse: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const { voice, format } = labels.get(request) ?? { voice: 'none', format: 'none' };
      metrics.requests.inc({ voice, format, status: String(reply.statusCode) });
    },
  };
}
