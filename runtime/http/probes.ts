import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { ServerDeps } from './deps.ts';
import { version } from '../process/version.ts';

const SERVICE = 'pattern-tts-service';

/** Longest time that /readyz waits for a server that starts, in seconds. */
const MAX_WAIT = 2;
const LOOK_MS = 20;

/** GET /livez, /readyz, /health and /metrics. */
export function registerProbes(app: FastifyInstance, deps: ServerDeps): void {
  const route = (summary: string) => ({ schema: { summary, tags: ['Service'] }, logLevel: 'warn' as const });
  app.get('/livez', route('Whether the process answers'), async () => ({ status: 'alive' }));

  app.get(
    '/readyz',
    route('Whether speech can be asked for; 503 with the reason when not. ?wait=SECONDS waits for a start'),
    async (request, reply) => {
      const { wait } = request.query as { wait?: string };
      const until = performance.now() + 1000 * Math.min(MAX_WAIT, Number(wait) || 0);
      let state = deps.readiness();
      // A probe that comes just before the server is ready need not come again.
      for (; !state.ready && state.reason === 'Starting' && performance.now() < until; state = deps.readiness())
        await delay(LOOK_MS);
      return reply.code(state.ready ? 200 : 503).send(state);
    },
  );

  app.get('/health', route('What runs here, and whether it is healthy'), async (_request, reply) => {
    const state = deps.readiness();
    return reply.code(state.ready ? 200 : 503).send({
      status: state.ready ? 'healthy' : 'unhealthy',
      service: SERVICE,
      version,
      port: deps.config.port,
      timestamp: new Date().toISOString(),
      reason: state.reason,
      message: state.message,
    });
  });

  app.get('/metrics', route('Prometheus metrics'), async (_request, reply) => {
    return reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics());
  });
}
