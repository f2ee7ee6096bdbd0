import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it('bench:gpu reports on the CPU what it reports on a GPU', async () => {
  const options = ['--device', 'cpu', '--clients', '1,2', '--rounds', '1'];
  const { stdout } = await promisify(execFile)(process.execPath, ['test/bench/gpu/main.ts', ...options], { cwd: root });
  expect(stdout).toMatch(/^## bench:gpu, commit [0-9a-f]+, /);
  expect(stdout).toMatch(/^- CPU, q8, ready after [\d.]+ s$/m);
  expect(stdout).toMatch(/^- one sentence: first sound after [\d.]+ s, all of it after [\d.]+ s$/m);
  expect(stdout).toMatch(
    /^- of a second of speech, by the length of the text: .*; the most is [\d.]+ times the least$/m,
  );
  expect(stdout).toMatch(/^- memory of its processes: \d{3,} MB now, \d{3,} MB at most$/m);
  for (const clients of [1, 2])
    expect(stdout).toMatch(new RegExp(`^- ${clients} clients: [\\d.]+ s of speech a second, first sound after`, 'm'));
  expect(stdout).toMatch(/^- CPUExecutionProvider: \d{4} nodes, \d+ ms \(ConvInteger /m);
}, 900_000);
