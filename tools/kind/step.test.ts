import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isDone, keyOf, step } from './step.ts';

const home = mkdtempSync(join(tmpdir(), 'tts-steps-'));
afterAll(() => rmSync(home, { recursive: true }));

test('a step is repeated when its inputs change or when it failed, and only then', async () => {
  let runs = 0;
  const run = (key: string, fail = false) =>
    step(
      'one',
      key,
      () => undefined,
      async () => {
        runs += 1;
        if (fail) throw new Error('cut off');
      },
      home,
    );
  await expect(run(keyOf('a'), true)).rejects.toThrow('cut off');
  await run(keyOf('a'));
  await run(keyOf('a'));
  expect(runs).toBe(2);
  expect([isDone('one', keyOf('a'), home), isDone('one', keyOf('b'), home)]).toEqual([true, false]);
  await run(keyOf('a', 'b'));
  expect(runs).toBe(3);
});
