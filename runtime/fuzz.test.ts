import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { parseConfig } from './config.ts';
import { errorTable } from './errors.ts';
import { createMetrics } from './http/metrics.ts';
import { buildServer } from './server.ts';
import { fakeEngine } from './testing/fake-engine.ts';
import { roomyAdmission } from './testing/roomy-admission.ts';
import { NO_TRACING } from '../tracing/span.ts';
import { anyBytes, heavyBodies, nearlyRight, nearlySsml } from './testing/fuzz-bodies.ts';

/** FUZZ_RUNS=10000 is the whole of it; test/bench/fuzz.ts does the same with the real text front end. */
const runs = Number(process.env['FUZZ_RUNS'] || 2000);

let app: FastifyInstance;
beforeAll(async () => {
  const engine = await fakeEngine();
  const admission = roomyAdmission();
  app = await buildServer({
    config: parseConfig({ TTS_MAX_TEXT_LENGTH: '50' }),
    logger: pino({ level: 'silent' }),
    metrics: createMetrics(
      () => engine.scheduler.depth,
      admission,
      () => false,
    ),
    admission,
    tracing: NO_TRACING,
    readiness: () => ({ ready: true }),
    engine: () => engine,
  });
});
afterAll(() => app.close());

/** Either speech, or an error of the table in OpenAI's form; never a 5xx. */
async function check(payload: string | Buffer, type = 'application/json', url = '/v1/audio/speech'): Promise<number> {
  const answer = await app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });
  if (answer.statusCode === 200) return 200;
  const { error } = answer.json<{ error: { code: keyof typeof errorTable; message: string } }>();
  expect(errorTable[error.code].status).toBe(answer.statusCode);
  expect(answer.statusCode).toBeLessThan(500);
  expect(error.message.length).toBeLessThan(500);
  return answer.statusCode;
}

describe('any body gets an answer', () => {
  it('near-right requests', async () => {
    const routes = fc.constantFrom('/v1/audio/speech', '/v1/audio/speech/timestamps', '/dev/captioned_speech');
    await fc.assert(
      fc.asyncProperty(nearlyRight, routes, async (body, url) => {
        await check(JSON.stringify(body), 'application/json', url);
      }),
      { numRuns: runs * 0.5 },
    );
  }, 600_000);

  it('documents of SSML', async () => {
    const routes = fc.constantFrom('/v1/audio/speech', '/v1/audio/speech/timestamps', '/v1/audio/phonemes');
    let spoken = 0;
    await fc.assert(
      fc.asyncProperty(nearlySsml, routes, async (input, url) => {
        spoken += Number((await check(JSON.stringify({ input }), 'application/json', url)) === 200);
      }),
      { numRuns: runs },
    );
    expect(spoken).toBeGreaterThan(runs / 10);
  }, 600_000);

  it('any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => void (await check(body))),
      { numRuns: runs * 0.25 },
    );
  }, 300_000);

  it('any bytes under any media type', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes, async ([bytes, type]) => void (await check(bytes, type))),
      { numRuns: runs * 0.25 },
    );
  }, 300_000);

  it('JSON that is deep, wide, or full of numbers', async () => {
    for (const body of heavyBodies) await check(body);
  });
});
