import type { FastifyInstance } from 'fastify';
import type { ServerDeps } from './deps.ts';
import { version } from '../process/version.ts';

const SERVICE = 'pattern-tts-service';

/** GET /livez, /readyz, /health and /metrics. */
export function registerProbes(app: FastifyInstance, deps: ServerDeps): void {
  const route = (summary: string) => ({ schema: { summary, tags: ['Service'] }, logLevel: 'warn' as const });
  app.get('/livez', route('Whether the process answers'), async () => ({ status: 'alive' }));

  app.get(
    '/readyz',
    route('Whether speech can be asked for; 503 with the reason when not'),
    async (_request, reply) => {
      const state = deps.readiness();
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
