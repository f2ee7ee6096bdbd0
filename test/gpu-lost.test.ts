import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { listeningSpeechServer, startSpeechServer } from './support/speech-server.ts';
import type { SpeechServer } from './support/speech-server.ts';

const PRELOAD = `--import ${join(import.meta.dirname, 'support/played-gpu.ts')}`;

/** The environment of a pod on a GPU that is played on the CPU, and what takes the GPU away. */
function podOnGpu(env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tts-gpu-lost-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const lost = join(folder, 'lost');
  return {
    env: {
      USE_GPU: 'true',
      TTS_GPU_REPORT: 'true',
      TTS_TEMP_DIR: folder,
      PLAYED_GPU: lost,
      NODE_OPTIONS: PRELOAD,
      ...env,
    },
    lose: () => writeFileSync(lost, ''),
    repair: () => rmSync(lost),
  };
}

const speak = async ({ url }: SpeechServer, input = 'Yes.') =>
  fetch(`${url}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'kokoro', input, voice: 'af_heart', response_format: 'pcm' }),
  });

const started = async (starting: Promise<SpeechServer>): Promise<SpeechServer> => {
  const server = await starting;
  onTestFinished(async () => void (await server.stop('SIGKILL')));
  return server;
};

const ended = async (server: SpeechServer): Promise<number | null> => {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const answers = await fetch(`${server.url}/livez`).then(
      () => true,
      () => false,
    );
    if (!answers) break;
  }
  return server.stop();
};

it('a server whose GPU is lost tells, ends, and speaks on the GPU again when there is one', async () => {
  const pod = podOnGpu();
  const first = await started(startSpeechServer(pod.env));
  expect((await speak(first)).status).toBe(200);
  expect(first.log.join('\n')).toMatch(/"graph":"[0-9a-f]{64}"/);
  pod.lose();
  const failed = await speak(first, 'No.');
  expect(failed.status).toBe(503);
  expect(await failed.text()).toContain('has lost its GPU');
  expect(await ended(first)).toBe(1);
  expect(first.log.join('\n')).toContain('the GPU was lost: CUDA failure 719: unspecified launch failure');
  expect(first.errors).toEqual([]);

  pod.repair();
  const second = await started(startSpeechServer(pod.env));
  expect(await (await fetch(`${second.url}/readyz`)).json()).toEqual({ ready: true });
  expect((await speak(second)).status).toBe(200);
}, 240_000);

it('a server that cannot use its GPU ends once to report it, and its next run stays up, unready', async () => {
  const pod = podOnGpu();
  pod.lose();
  const first = await started(listeningSpeechServer(pod.env));
  expect(await ended(first)).toBe(1);
  expect(first.log.join()).toContain('the server exits once to report that the GPU cannot be used: CUDA failure 100');
  const second = await started(listeningSpeechServer(pod.env));
  const state = async () => (await fetch(`${second.url}/readyz`)).json() as Promise<{ reason: string }>;
  await expect.poll(state, { timeout: 60_000 }).toMatchObject({ ready: false, reason: 'GpuUnusable' });
}, 240_000);

it('with a fallback the run after that speaks on the CPU, and says it again after a crash for another reason', async () => {
  const pod = podOnGpu({ TTS_GPU_FALLBACK: 'true' });
  const first = await started(startSpeechServer(pod.env));
  pod.lose();
  expect((await speak(first)).status).toBe(503);
  expect(await ended(first)).toBe(1);

  pod.repair();
  const second = await started(startSpeechServer(pod.env));
  expect(await (await fetch(`${second.url}/readyz`)).json()).toMatchObject({ ready: true, reason: 'GpuFallback' });
  expect(await (await fetch(`${second.url}/metrics`)).text()).toMatch(/^tts_gpu_fallback 1$/m);
  expect((await speak(second)).status).toBe(200);
  await second.stop('SIGKILL');

  await expect(listeningSpeechServer(pod.env)).rejects.toThrow(/exited with 1: .*"reason":"GpuFallback"/s);
  const fourth = await started(startSpeechServer(pod.env));
  expect(await (await fetch(`${fourth.url}/readyz`)).json()).toMatchObject({ ready: true, reason: 'GpuFallback' });
}, 240_000);
