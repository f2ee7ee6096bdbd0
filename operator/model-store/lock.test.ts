import { appendFile, mkdir, open, readFile, readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.ts';
import type { Held } from './lock.ts';
import { inherit } from './publish.ts';
import { scratch } from './testing/sample.ts';
import { places } from './volume.ts';

const digest = 'a'.repeat(64);
let dir: Awaited<ReturnType<typeof scratch>>;
const at = (holder?: string) => places(dir.path, digest, holder);
const lock = (signal: AbortSignal) =>
  withLock(
    at(),
    () => undefined,
    signal,
    async (_, held) => held,
  );

beforeEach(async () => {
  dir = await scratch();
  await mkdir(dirname(at().staging), { recursive: true });
});
afterEach(async () => dir[Symbol.asyncDispose]());

it('says what became of the holder before', async () => {
  const never = new AbortController().signal;
  expect(await lock(never)).toMatchObject({ former: 'ended' });
  await writeFile(`${at().staging}.lock`, JSON.stringify({ host: hostname(), pid: 2 ** 22 + 1 }));
  expect(await lock(never)).toMatchObject({ former: 'ended' });
  await writeFile(`${at().staging}.lock`, JSON.stringify({ host: 'elsewhere', pid: 1 }));
  expect(await lock(never)).toMatchObject({ former: 'silent' });
}, 15_000);

it('that cannot be read is told, and does not keep a signal from ending the wait', async () => {
  await mkdir(`${at().staging}.lock`);
  await expect(lock(new AbortController().signal)).rejects.toMatchObject({ reason: 'VolumeError' });
  await expect(lock(AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
});

it.each<[Held['former'], boolean]>([
  ['ended', true],
  ['silent', false],
])('hands over what a holder that is %s has received', async (former, shared) => {
  const [old, own] = [at('old'), at('own')];
  await mkdir(old.partial, { recursive: true });
  for (const name of ['archive', 'a.part', 'b.new']) await writeFile(join(old.partial, name), 'half');
  const frozen = await open(join(old.partial, 'a.part'), 'a');
  await inherit(own, former);
  await frozen.appendFile(' more');
  await frozen.close();
  expect(await readFile(join(own.partial, 'a.part'), 'utf8')).toBe(shared ? 'half more' : 'half');
  expect(await readFile(join(own.partial, 'archive'), 'utf8')).toBe('half');
  expect((await readdir(own.partial)).includes('b.new')).toBe(shared);
  await expect(appendFile(join(old.partial, 'a.part'), 'x')).rejects.toThrow('ENOENT');
});
