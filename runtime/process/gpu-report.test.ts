import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../config.ts';
import { GpuReport } from './gpu-report.ts';

/** The runs of one container, each of which knows of the GPU what the others have left. */
function container(env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tts-gpu-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = parseConfig({ USE_GPU: 'true', TTS_GPU_REPORT: 'true', TTS_TEMP_DIR: folder, ...env });
  return () => new GpuReport(config, pino({ level: 'silent' }));
}

it('a server ends for its GPU once, and again only after the GPU has worked for a while', () => {
  const run = container();
  expect(run().onProblem('CUDA failure 719')).toBe('end');
  const second = run();
  for (let time = 0; time < 3; time += 1) expect(second.onProblem('CUDA failure 719')).toBe('retry');
  expect(second.settings).toEqual({ useGpu: true });
  second.onHealthy();
  expect(second.onProblem('CUDA failure 100')).toBe('end');
  const third = run();
  expect(third.onProblem('CUDA failure 100')).toBe('retry');
});

it('with a fallback a server ends once, and its next run is on the CPU', () => {
  const run = container({ TTS_GPU_FALLBACK: 'true' });
  expect(run().onProblem('CUDA failure 719')).toBe('end');
  const second = run();
  expect([second.settings, second.cpuInstead]).toEqual([{ useGpu: false }, 'CUDA failure 719']);
  second.onHealthy();
  expect(second.cpuInstead).toBe('CUDA failure 719');
});

it.each([
  ['nobody reads a report', { TTS_GPU_REPORT: 'false' }],
  ['a report cannot be kept', { TTS_TEMP_DIR: '/proc/tts' }],
])('where %s, a server never ends for its GPU', (_, env) => {
  const run = container(env)();
  expect([run.onProblem('one'), run.onProblem('two'), run.settings]).toEqual(['retry', 'retry', { useGpu: true }]);
  run.onHealthy();
  expect(run.onProblem('three')).toBe('retry');
  const falling = container({ ...env, TTS_GPU_FALLBACK: 'true' })();
  expect([falling.onProblem('one'), falling.settings]).toEqual(['cpu', { useGpu: false }]);
});
