import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';

/** Has a process say when it begins to listen to SIGTERM. */
const tell = "process.on('newListener', (event) => event === 'SIGTERM' && process._rawDebug('listens'))";

it.each([20, 100, 300, 800])('a SIGTERM ends it with 0, %d ms after it first listens to one', async (afterMs) => {
  const env = { ...process.env, TTS_MODEL_PATH: '/nonexistent', TTS_PORT: '0', TTS_HOST: '127.0.0.1' };
  const preload = `data:text/javascript,${encodeURIComponent(tell)}`;
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', preload, join(import.meta.dirname, 'main.ts')], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = once(child, 'exit');
  await once(child.stderr, 'data');
  const listenedAfter = performance.now() - started;
  await delay(afterMs);
  child.kill('SIGTERM');
  expect(await exit, `it listened after ${Math.round(listenedAfter)} ms`).toEqual([0, null]);
});

it('ends when the model is not there for longer than it may wait', async () => {
  const settings = { TTS_MODEL_PATH: '/nonexistent', TTS_MODEL_WAIT: '1', TTS_PORT: '0', TTS_HOST: '127.0.0.1' };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  expect(await once(child, 'exit')).toEqual([1, null]);
});
