import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { listeningSpeechServer, startSpeechServer } from './support/speech-server.ts';
import type { SpeechServer } from './support/speech-server.ts';

const PRELOAD = `--import ${join(import.meta.dirname, 'support/played-gpu.ts')}`;

/** Each pod would make the graph anew, which takes a while. */
const prepared = mkdtempSync(join(tmpdir(), 'tts-gpu-prepared-'));
afterAll(() => rmSync(prepared, { recursive: true }));

/** The environment of a pod on a GPU that is played on the CPU, and what befalls the GPU (support/played-gpu.ts). */
function podOnGpu(env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tts-gpu-lost-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  symlinkSync(prepared, join(folder, 'prepared'));
  const fate = join(folder, 'fate');
  return {
    env: {
      USE_GPU: 'true',
      TTS_GPU_REPORT: 'true',
      TTS_TEMP_DIR: folder,
      PLAYED_GPU: fate,
      NODE_OPTIONS: PRELOAD,
      ...env,
    },
    befall: (what: string) => writeFileSync(fate, what),
    repair: () => rmSync(fate),
    /** As if the last run had ended to report a problem. */
    report: (message: string) =>
      writeFileSync(join(folder, 'gpu-problem.json'), JSON.stringify({ message, passed: false })),
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

const state = async ({ url }: SpeechServer) =>
  (await fetch(`${url}/readyz`)).json() as Promise<{ ready: boolean; reason?: string; message?: string }>;

const becomes = async (server: SpeechServer, expected: object) =>
  expect.poll(async () => state(server), { timeout: 90_000, interval: 200 }).toMatchObject(expected);

const metric = async ({ url }: SpeechServer, line: RegExp) =>
  expect(await (await fetch(`${url}/metrics`)).text()).toMatch(line);

it('a server whose GPU is lost tells, ends, and speaks on the GPU again when there is one', async () => {
  const pod = podOnGpu();
  const first = await started(startSpeechServer(pod.env));
  expect((await speak(first)).status).toBe(200);
  expect(first.log.join('\n')).toMatch(/"graph":"[0-9a-f]{64}"/);
  pod.befall('lost');
  const failed = await speak(first, 'No.');
  expect(failed.status).toBe(503);
  expect(await failed.text()).toContain('has lost its GPU');
  expect(await ended(first)).toBe(1);
  expect(first.log.join('\n')).toContain('the GPU was lost: CUDA failure 719: unspecified launch failure');
  expect(first.errors).toEqual([]);

  pod.repair();
  const second = await started(startSpeechServer(pod.env));
  expect(await state(second)).toEqual({ ready: true });
  expect((await speak(second)).status).toBe(200);
}, 240_000);

it('a server that cannot use its GPU ends once to report it; its next run stays up, unready, until there is one', async () => {
  const pod = podOnGpu();
  pod.befall('lost');
  const first = await started(listeningSpeechServer(pod.env));
  expect(await ended(first)).toBe(1);
  expect(first.log.join()).toContain('the server exits once to report that the GPU cannot be used: CUDA failure 100');
  const second = await started(listeningSpeechServer(pod.env));
  await becomes(second, { ready: false, reason: 'GpuUnusable' });
  await metric(second, /^tts_gpu_unusable 1$/m);
  pod.befall('full');
  await becomes(second, { ready: false, message: 'the GPU cannot be used: CUDA failure 2: out of memory' });
  pod.repair();
  await becomes(second, { ready: true });
  await metric(second, /^tts_gpu_unusable 0$/m);
}, 240_000);

it('a GPU that is lost again after the restart does not end the server again', async () => {
  const pod = podOnGpu();
  pod.befall('lost 2');
  pod.report('CUDA failure 719');
  const server = await started(startSpeechServer(pod.env));
  const failed = await Promise.all(['One.', 'Two.', 'Three.'].map(async (input) => speak(server, input)));
  expect(failed.map(({ status }) => status)).toEqual([503, 503, 503]);
  pod.befall('lost 1');
  await becomes(server, {
    ready: false,
    reason: 'GpuLost',
    message: expect.stringContaining('CUDA failure 719') as string,
  });
  await metric(server, /^tts_gpu_problems_total\{reason="GpuLost"\} [1-9]$/m);
  pod.befall('crash');
  await becomes(server, { ready: false, reason: 'GpuUnusable', message: expect.stringContaining('SIGSEGV') as string });
  pod.repair();
  await becomes(server, { ready: true });
  expect((await speak(server)).status).toBe(200);
  expect(server.errors).toEqual([]);
}, 360_000);

it('without a report, a driver that crashes takes neither the server down nor, with a fallback, its speech', async () => {
  const pod = podOnGpu({ TTS_GPU_REPORT: 'false', TTS_GPU_FALLBACK: 'true' });
  const server = await started(startSpeechServer(pod.env));
  pod.befall('full 20');
  expect(
    (await speak(server, 'This is a text that is too long for what the memory of the device can hold.')).status,
  ).toBe(500);
  expect((await speak(server)).status).toBe(200);
  expect(await state(server)).toEqual({ ready: true });

  pod.befall('crash');
  expect((await speak(server, 'No.')).status).toBe(503);
  await becomes(server, { ready: true, reason: 'GpuFallback', message: expect.stringContaining('SIGSEGV') as string });
  await metric(server, /^tts_gpu_fallback 1$/m);
  expect((await speak(server, 'On the CPU.')).status).toBe(200);
}, 240_000);

it('with a fallback the run after that speaks on the CPU, and says it again after a crash for another reason', async () => {
  const pod = podOnGpu({ TTS_GPU_FALLBACK: 'true' });
  const first = await started(startSpeechServer(pod.env));
  pod.befall('lost');
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
