import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cacheFolder, pullShown } from '../../operator/model-store/pull-shown.ts';
import { runIsolated } from '../support/isolated-network.ts';
import type { Sent } from '../support/isolated-network.ts';

interface Told {
  statuses: number[];
  lines: string[];
  traces: number;
}

const run = async <Result>(program: string, env: Record<string, string> = {}): Promise<Result> =>
  JSON.parse(await runIsolated(join(import.meta.dirname, program), env)) as Result;

it.each([
  ['', {}],
  [' but traces to its collector', { TRACED: 'true' }],
])(
  'a server starts, prepares its graph and speaks in every format, and nothing leaves it%s',
  async (_, env) => {
    const TTS_MODEL_PATH = cacheFolder('kokoro-v1.0');
    const TTS_MODEL_DIGEST = await pullShown('kokoro-v1.0', 'q8', TTS_MODEL_PATH, process.stderr);
    const { statuses, lines, traces, names, packets } = await run<Sent & Told>('speak-everything.ts', {
      TTS_MODEL_PATH,
      TTS_MODEL_DIGEST,
      ...env,
    });
    expect(statuses).toEqual(Array.from({ length: 8 }, () => 200));
    expect(traces > 0).toBe('TRACED' in env);
    expect({ names, packets }).toEqual({ names: [], packets: 0 });
    for (const line of lines) expect(() => JSON.parse(line) as unknown, line).not.toThrow();
  },
  300_000,
);

it('this would be seen: ONNX Runtime as it comes asks for its maker’s host', async () => {
  const { names } = await run<Sent>('load-untouched.ts');
  expect(names.join(' ')).toMatch(/\S+\.\S+/);
}, 60_000);
