import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { parseConfig } from '../config.ts';
import { findPublishedModel } from '../model/published-model.ts';
import { defaultFiles, publishModel } from '../testing/model-folder.ts';
import { loadEngine } from './engine.ts';

/** Settings for a GPU that is played on the CPU (test/support/played-gpu.ts), and what befalls it. */
async function playedGpu() {
  const folder = mkdtempSync(join(tmpdir(), 'tts-engine-gpu-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const fate = join(folder, 'fate');
  vi.stubEnv('NODE_OPTIONS', `--import ${join(import.meta.dirname, '../../test/support/played-gpu.ts')}`);
  vi.stubEnv('PLAYED_GPU', fate);
  onTestFinished(() => void vi.unstubAllEnvs());
  const model = await findPublishedModel();
  const config = parseConfig({
    USE_GPU: 'true',
    TTS_MODEL_PATH: dirname(model),
    TTS_MODEL_DIGEST: basename(model),
    TTS_TEMP_DIR: join(tmpdir(), 'tts-test'),
  });
  return { config, befall: (what: string) => writeFileSync(fate, what), repair: () => rmSync(fate) };
}

const noted = (lost: Error[]) => ({
  onStage: () => undefined,
  onThreadRestart: () => undefined,
  onLost: (failure: Error) => void lost.push(failure),
  onWarning: () => undefined,
  onWait: () => undefined,
  onComputed: () => undefined,
});

it('a GPU that never answers is given up, and so is all that waits for it', async () => {
  const { config, befall } = await playedGpu();
  const lost: Error[] = [];
  const engine = await loadEngine(config, noted(lost));
  onTestFinished(async () => engine.close());
  const voice = await engine.voices.load('af_heart');
  const input = { ids: [50, 83, 54], style: voice.style(3), speed: 1 };
  befall('hang');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const run = engine.scheduler.seat(undefined);
  const spoken = Promise.allSettled([1, 2].map(async () => run(input, new AbortController().signal)));
  await vi.advanceTimersByTimeAsync(119_000);
  expect(lost).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await spoken).toMatchObject([{ reason: { code: 'not_ready' } }, { reason: { code: 'not_ready' } }]);
  expect(lost.map(({ message }) => message)).toEqual(['the GPU does not answer: it took more than 120000 ms']);
}, 240_000);

it('a GPU whose driver crashes, or that computes nothing of worth, cannot be used', async () => {
  const { config, befall, repair } = await playedGpu();
  befall('crash');
  await expect(loadEngine(config, noted([]))).rejects.toMatchObject({
    workerErrorName: 'GpuError',
    message: 'the process that uses the GPU died: it ended with SIGSEGV',
  });
  repair();
  befall('silent');
  await expect(loadEngine(config, noted([]))).rejects.toMatchObject({
    workerErrorName: 'GpuError',
    message: 'a short text fails on the GPU: the model spoke silence',
  });
}, 240_000);

it('a precision that a GPU does not compute with is told before anything is loaded', async () => {
  const { config } = await playedGpu();
  const { modelPath, digest } = publishModel(defaultFiles, [], 'q4');
  const refused = loadEngine({ ...config, modelPath, modelDigest: digest }, noted([]));
  await expect(refused).rejects.toMatchObject({
    workerErrorName: 'GpuError',
    message: 'a GPU does not compute with weights of precision q4: use fp32, fp16 or q8',
  });
});
