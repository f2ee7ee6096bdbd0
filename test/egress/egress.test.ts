import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cacheFolder, pullShown } from '../../operator/model-store/pull-shown.ts';
import { runIsolated } from '../support/isolated-network.ts';
import type { Sent } from '../support/isolated-network.ts';

const run = async <Result>(program: string, env: Record<string, string> = {}): Promise<Result> =>
  JSON.parse(await runIsolated(join(import.meta.dirname, program), env)) as Result;

it('a server starts, prepares its graph and speaks in every format, and nothing leaves it', async () => {
  const TTS_MODEL_PATH = cacheFolder('kokoro-v1.0');
  const TTS_MODEL_DIGEST = await pullShown('kokoro-v1.0', 'q8', TTS_MODEL_PATH, process.stderr);
  const { statuses, lines, names, packets } = await run<Sent & { statuses: number[]; lines: string[] }>(
    'speak-everything.ts',
    { TTS_MODEL_PATH, TTS_MODEL_DIGEST },
  );
  expect(statuses).toEqual(Array.from({ length: 8 }, () => 200));
  expect({ names, packets }).toEqual({ names: [], packets: 0 });
  for (const line of lines) expect(() => JSON.parse(line) as unknown, line).not.toThrow();
}, 300_000);

it('this would be seen: ONNX Runtime as it comes asks for its maker’s host', async () => {
  const { names } = await run<Sent>('load-untouched.ts');
  expect(names.join(' ')).toMatch(/\S+\.\S+/);
}, 60_000);
