import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../config.ts';
import { roomyAdmission } from '../testing/roomy-admission.ts';
import { OPEN, routesOf } from '../testing/routes.ts';
import { NO_TRACING } from '../../tracing/span.ts';
import { server } from '../testing/test-server.ts';
import { registerErrorHandler } from './error-handler.ts';
import { registerGuarded } from './guarded-routes.ts';
import { createMetrics } from './metrics.ts';
import { registerRequestCount } from './request-record.ts';

const keys = mkdtempSync(join(tmpdir(), 'tts-keys-'));
writeFileSync(join(keys, 'a'), 'sk-a');
const headers = { authorization: 'Bearer sk-a' };

/** A server with routes that nobody has heard of. */
async function withNewRoutes(env: Record<string, string>) {
  const logger = pino({ level: 'silent' });
  const config = parseConfig({ TTS_API_KEYS_DIR: keys, TTS_RATE_LIMIT: '2', ...env });
  const metrics = createMetrics(
    () => 0,
    roomyAdmission(),
    () => false,
  );
  const app = fastify();
  registerErrorHandler(app, 1000);
  registerRequestCount(app, metrics, NO_TRACING);
  await registerGuarded(
    app,
    { config, logger },
    {
      lists: (scope) => scope.get('/new-list', async () => []),
      keyed: () => undefined,
      counted: (scope) => scope.post('/new/speech/:voice', async () => 'audio'),
    },
  );
  onTestFinished(() => app.close());
  const speak = async (given: object = headers) =>
    (await app.inject({ method: 'POST', url: '/new/speech/alloy', headers: given as Record<string, string> }))
      .statusCode;
  const list = async (given: object = headers) =>
    (await app.inject({ url: '/new-list', headers: given as Record<string, string> })).statusCode;
  return { metrics, speak, list };
}

it('a new route asks for a key, is limited, and is counted', async () => {
  const { metrics, speak } = await withNewRoutes({});
  expect([await speak({}), await speak(), await speak(), await speak()]).toEqual([401, 200, 200, 429]);
  await new Promise(setImmediate);
  const { values } = await metrics.requests.get();
  expect(values.map(({ labels, value }) => [labels.outcome, value]).sort()).toEqual([
    ['client_error', 1],
    ['ok', 2],
    ['refused', 1],
  ]);
});

it('a new list asks for a key unless lists need none, and is not limited', async () => {
  const guarded = await withNewRoutes({});
  expect([await guarded.list({}), await guarded.list(), await guarded.list(), await guarded.list()]).toEqual([
    401, 200, 200, 200,
  ]);
  const open = await withNewRoutes({ TTS_KEYLESS_LISTS: 'true' });
  expect([await open.list({}), await open.speak({})]).toEqual([200, 401]);
});

it('every route of the server asks for a key, but for those that are open to everybody', async () => {
  const app = await server({ env: { TTS_API_KEYS_DIR: keys } });
  await app.ready();
  const routes = routesOf(app);
  const guarded = routes.filter(([, path]) => !OPEN.test(path));
  expect(guarded.length).toBeGreaterThan(8);
  expect(guarded).toContainEqual(['POST', '/v1/audio/speech']);
  for (const [method, path] of guarded) {
    const { statusCode } = await app.inject({ method: method as 'GET', url: path.replace(/:\w+/g, 'x') });
    expect([method, path, statusCode]).toEqual([method, path, 401]);
  }
});
