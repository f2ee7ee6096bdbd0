import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { version } from '../process/version.ts';

/** Headers of a request that decide what is sent of a file. */
const OF_FILES = ['accept-encoding', 'if-modified-since', 'if-none-match', 'range'];

const HIDDEN = { schema: { hide: true } };

/**
 * The OpenAPI document, and a page to read it. Both are made when somebody asks, of all routes that are registered after this: few
 * servers are ever asked, and every start would wait for it.
 */
export function registerDocs(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  let made: Promise<FastifyInstance> | undefined;
  const docs = async () => (made ??= build(routes));
  app.addHook('onClose', async () => (await made?.catch(() => undefined))?.close());
  const file = async (request: FastifyRequest, reply: FastifyReply) => {
    const headers = Object.fromEntries(
      OF_FILES.flatMap((name) => (request.headers[name] ? [[name, request.headers[name]]] : [])),
    );
    const answer = await (await docs()).inject({ method: 'GET', url: request.raw.url ?? '/', headers });
    if (answer.statusCode === 404) return reply.callNotFound();
    const { connection: _connection, ...described } = answer.headers;
    return reply.code(answer.statusCode).headers(described).send(answer.rawPayload);
  };
  for (const url of ['/docs', '/docs/*']) app.get(url, HIDDEN, file);
  app.get('/openapi.json', HIDDEN, async () => (await docs()).swagger());
  app.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD') routes.push(route);
  });
}

/** A server of the same routes, none of which does anything, and of the pages about them. */
async function build(routes: readonly RouteOptions[]): Promise<FastifyInstance> {
  const [{ default: fastify }, { default: swagger }, { default: swaggerUi }] = await Promise.all([
    import('fastify'),
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ]);
  const app = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Pattern TTS Service',
        version,
        description: "OpenAI-compatible text-to-speech with Kokoro-82M. Point OpenAI's client at this server.",
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  for (const { method, url, schema = {} } of routes) app.route({ method, url, schema, handler: () => undefined });
  await app.ready();
  return app;
}
