import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { formatNames } from './audio/encoders.ts';
import { parseConfig } from './config.ts';
import { errorTable } from './errors.ts';
import { createMetrics } from './http/metrics.ts';
import { buildServer } from './server.ts';
import { fakeEngine } from './testing/fake-engine.ts';

let app: FastifyInstance;
beforeAll(async () => {
  const engine = await fakeEngine();
  app = await buildServer({
    config: parseConfig({ TTS_MAX_TEXT_LENGTH: '50' }),
    logger: pino({ level: 'silent' }),
    metrics: createMetrics(() => engine.scheduler),
    readiness: () => ({ ready: true }),
    engine: () => engine,
  });
});
afterAll(() => app.close());

/** Either speech, or an error of the table in OpenAI's form; never a 5xx. */
async function check(payload: string | Buffer, type = 'application/json'): Promise<void> {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/audio/speech',
    headers: { 'content-type': type },
    payload,
  });
  if (answer.statusCode === 200) return;
  const { error } = answer.json<{ error: { code: keyof typeof errorTable; message: string } }>();
  expect(errorTable[error.code].status).toBe(answer.statusCode);
  expect(answer.statusCode).toBeLessThan(500);
  expect(error.message.length).toBeLessThan(500);
}

const text = fc.string({ unit: 'binary', maxLength: 60 });
const voice = fc.oneof(
  fc.constantFrom('alloy', 'af_bella(2)+af_sky(1)', 'af_bella-af_sky'),
  fc.stringMatching(/^[afm_skybel()0-9.+-]{0,20}$/),
  text,
  fc.record({ id: text }),
);
/** Mostly right, so that what lies behind the first checks is reached. */
const request = fc.record(
  {
    model: fc.oneof({ weight: 9, arbitrary: fc.constant('tts-1') }, text),
    input: fc.oneof(text, fc.string({ maxLength: 60 }), fc.constantFrom(' ', '\0', '\ud800', '𝄞', '\u202e', '\u0300')),
    voice: fc.oneof({ weight: 3, arbitrary: fc.constant('alloy') }, { weight: 7, arbitrary: voice }),
    response_format: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('pcm', 'wav') },
      fc.constantFrom(...formatNames),
      text,
    ),
    speed: fc.oneof(fc.double(), fc.constantFrom(1, 0.25, 4, 1e308, -0)),
    stream_format: fc.constantFrom('audio', 'sse'),
    instructions: text,
  },
  { requiredKeys: ['model', 'input', 'voice'] },
);

describe('any body gets an answer', () => {
  it('near-right requests', async () => {
    await fc.assert(
      fc.asyncProperty(request, (body) => check(JSON.stringify(body))),
      { numRuns: 1500 },
    );
  }, 120_000);

  it('any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), (body) => check(body)),
      { numRuns: 1000 },
    );
  }, 60_000);

  it('any bytes under any media type', async () => {
    const types = fc.constantFrom(
      'application/json',
      'application/json; charset=utf-16',
      'text/plain',
      'multipart/form-data; boundary=x',
      'a/b',
      ';',
    );
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
    await fc.assert(fc.asyncProperty(bytes, types, check), { numRuns: 1000 });
  }, 60_000);

  it('JSON that is deep, wide, or full of numbers', async () => {
    await check('['.repeat(30_000) + ']'.repeat(30_000));
    await check(`{"a":`.repeat(10_000) + '1' + '}'.repeat(10_000));
    await check(`{"model":"tts-1","input":"a","voice":"alloy","speed":${'9'.repeat(50_000)}}`);
    await check(JSON.stringify({ model: 'tts-1', input: 'a', voice: 'af_sky+'.repeat(3000) + 'af_sky' }));
    await check(JSON.stringify({ model: 'tts-1', input: 'a', voice: `af_sky(${'9'.repeat(400)})` }));
    await check(JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`k${n}`, n]))));
  });
});
