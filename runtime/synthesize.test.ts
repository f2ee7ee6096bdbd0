import { expect, it } from 'vitest';
import { STYLE_ROWS, STYLE_WIDTH } from './model/voice-pack.ts';
import { synthesize } from './synthesize.ts';
import { fakeEngine } from './testing/fake-engine.ts';

const voice = new Float32Array(STYLE_ROWS * STYLE_WIDTH);
const job = { parts: [{ text: 'one. two.', language: 'en-us' as const, pronunciations: [], voice }], speed: 1 };

it('gives its place up when it is given up, even if nobody asks for the next segment again', async () => {
  const engine = await fakeEngine();
  const given = new AbortController();
  const segments = synthesize(job, engine, given.signal);
  await segments.next();
  expect(engine.scheduler.inside).toBe(1);
  given.abort();
  expect(engine.scheduler.inside).toBe(0);
  await expect(segments.next()).rejects.toThrow();
  expect(engine.scheduler.inside).toBe(0);
});

it('takes no place for a client that is gone already', async () => {
  const engine = await fakeEngine();
  const segments = synthesize(job, engine, AbortSignal.abort());
  await expect(segments.next()).rejects.toThrow();
  expect(engine.scheduler.inside).toBe(0);
});
