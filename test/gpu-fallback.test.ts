import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { listeningSpeechServer } from './support/speech-server.ts';

// The packages of this checkout have no CUDA provider, as an image without one, on a machine with or without a GPU.
const PROVIDER = 'libonnxruntime_providers_cuda.so is missing';

interface State {
  ready: boolean;
  reason?: string;
  message?: string;
}

it('told to use a GPU that it cannot use, a server says why, does not get ready, and does not end', async () => {
  const server = await listeningSpeechServer({ USE_GPU: 'true' });
  onTestFinished(async () => void (await server.stop('SIGKILL')));
  let state: State | undefined;
  let status = 0;
  for (const end = Date.now() + 60_000; state?.reason !== 'GpuUnusable' && Date.now() < end; await delay(100)) {
    const answer = await fetch(`${server.url}/readyz`);
    status = answer.status;
    state = (await answer.json()) as State;
  }
  expect(state).toMatchObject({ ready: false, reason: 'GpuUnusable' });
  expect(state?.message).toContain(PROVIDER);
  expect(status).toBe(503);
  // It looks again after 2 s, says nothing new, and is alive.
  await delay(4_000);
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  expect(server.log.filter((line) => line.includes(PROVIDER))).toHaveLength(1);
  const spoken = await fetch(`${server.url}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'kokoro', input: 'Hello.', voice: 'af_heart' }),
  });
  expect(spoken.status).toBe(503);
  expect(await spoken.text()).toContain(PROVIDER);
  expect(await server.stop()).toBe(0);
  expect(server.errors).toEqual([]);
}, 120_000);

it('with TTS_GPU_FALLBACK it speaks on the CPU, and log, /readyz, /health and a metric say so', async () => {
  const server = await listeningSpeechServer({ USE_GPU: 'true', TTS_GPU_FALLBACK: 'true' });
  onTestFinished(async () => void (await server.stop('SIGKILL')));
  const reasons = new Set<string | undefined>();
  for (let state: State | undefined; !state?.ready; await delay(20)) {
    state = (await (await fetch(`${server.url}/readyz`)).json()) as State;
    reasons.add(state.reason);
  }
  expect([...reasons]).toEqual(['Starting', 'GpuFallback']);
  const told = { reason: 'GpuFallback', message: expect.stringContaining(PROVIDER) as string };
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ ready: true, ...told });
  expect(await (await fetch(`${server.url}/health`)).json()).toMatchObject({ status: 'healthy', ...told });
  expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(/^tts_gpu_fallback 1$/m);
  expect(server.log.filter((line) => line.includes('"reason":"GpuFallback"'))).toHaveLength(1);
  const spoken = await fetch(`${server.url}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'kokoro', input: 'Hello.', voice: 'af_heart', response_format: 'pcm' }),
  });
  expect((await spoken.arrayBuffer()).byteLength).toBeGreaterThan(20_000);
  expect(await server.stop()).toBe(0);
}, 240_000);
