import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { withLock } from './lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
afterAll(() => rmSync(folder, { recursive: true }));
const quiet = () => undefined;

test('two pieces of work under one lock do not overlap', async () => {
  const file = join(folder, 'busy');
  const seen: string[] = [];
  const work = (name: string) =>
    withLock(file, quiet, async () => {
      seen.push(`${name} starts`);
      await sleep(50);
      seen.push(`${name} ends`);
    });
  await Promise.all([work('a'), work('b')]);
  expect(seen).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
});

test('the lock of a process that has died is taken over', async () => {
  const file = join(folder, 'dead');
  writeFileSync(file, '999999999');
  expect(await withLock(file, quiet, () => Promise.resolve('done'))).toBe('done');
});
