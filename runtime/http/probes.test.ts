import fastify from 'fastify';
import { expect, it } from 'vitest';
import type { ReadyState } from '../readiness.ts';
import type { ServerDeps } from './deps.ts';
import { registerProbes } from './probes.ts';

const STARTING: ReadyState = { ready: false, reason: 'Starting', message: 'the server has just started' };

/** Asks a server whose state changes after some milliseconds; tells the status and about how long the answer took. */
async function ask(url: string, before: ReadyState, after: ReadyState, changesMs: number) {
  let state = before;
  const app = fastify();
  registerProbes(app, { readiness: () => state } as unknown as ServerDeps);
  setTimeout(() => (state = after), changesMs);
  const started = performance.now();
  const { statusCode } = await app.inject(url);
  await app.close();
  return { status: statusCode, waited: performance.now() - started > 80 };
}

it.each([
  ['/readyz?wait=2', 200, true],
  ['/readyz', 503, false],
  ['/readyz?wait=0.001', 503, false],
  ['/readyz?wait=x', 503, false],
])('%s while the server starts: %d', async (url, status, waited) => {
  expect(await ask(url, STARTING, { ready: true }, 100)).toEqual({ status, waited });
});

it('waits neither for what a start does not mend, nor for ever', async () => {
  const missing: ReadyState = { ready: false, reason: 'FileMissing', message: 'gone' };
  expect(await ask('/readyz?wait=2', missing, { ready: true }, 1_000)).toEqual({ status: 503, waited: false });
  const started = performance.now();
  expect(await ask('/readyz?wait=3600', STARTING, STARTING, 0)).toEqual({ status: 503, waited: true });
  expect(performance.now() - started).toBeLessThan(4_000);
});
