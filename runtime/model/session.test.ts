import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tensor } from './onnxruntime.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LENGTH, sumModel } from '../testing/sum-model.ts';
import { openSession } from './session.ts';
import type { StoredFile } from './file-digest.ts';

const gpu = vi.hoisted((): { missing: string | undefined } => ({ missing: 'libcuda.so.1: not there' }));
vi.mock(import('./gpu.ts'), async (original) => ({ ...(await original()), missingLibrary: () => gpu.missing }));

let folder: string;
let model: StoredFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tts-session-'));
  model = sumModel(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

const tempDir = () => join(folder, 'tmp');
const kept = (): string[] => readdirSync(join(tempDir(), 'prepared'));

let warnings: string[] = [];

/** The last of the sums that a fresh session makes. */
async function lastSum(from: StoredFile, temporary = tempDir()): Promise<number> {
  warnings = [];
  const options = { model: from, threads: 1, useGpu: false, tempDir: temporary };
  const session = await openSession(options, (message) => void warnings.push(message));
  const { y } = await session.run({ x: new Tensor('float32', new Float32Array(LENGTH).fill(1), [LENGTH]) });
  return (y!.data as Float32Array)[LENGTH - 1]!;
}

it('prepares a model once, keeps it with its weights beside it, and loads that from then on', async () => {
  expect(await lastSum(model)).toBe(LENGTH);
  const [name] = kept();
  expect(kept()).toHaveLength(1);
  const files = join(tempDir(), 'prepared', name!);
  expect(statSync(join(files, 'model.bin')).size).toBeGreaterThanOrEqual(4 * LENGTH);
  const { mtimeMs } = statSync(join(files, 'model.onnx'));
  rmSync(model.path);
  expect(await lastSum(model)).toBe(LENGTH);
  expect(statSync(join(files, 'model.onnx')).mtimeMs).toBe(mtimeMs);
}, 60_000);

it.each([
  ['model.onnx', 'cut short', (path: string) => truncateSync(path, 100)],
  ['model.bin', 'cut short', (path: string) => truncateSync(path, 100)],
  ['model.bin', 'zeros', (path: string) => writeFileSync(path, Buffer.alloc(statSync(path).size))],
  ['seal.json', 'gone', (path: string) => rmSync(path)],
  ['model.onnx', 'gone', (path: string) => rmSync(path)],
])(
  'prepares again, and says so, when the kept %s is %s',
  async (file, _how, damage) => {
    await lastSum(model);
    damage(join(tempDir(), 'prepared', kept()[0]!, file));
    expect(await lastSum(model)).toBe(LENGTH);
    expect(warnings.join()).toMatch(/(preparing the model|prepares it) again/);
    expect(kept()).toHaveLength(1);
    expect(await lastSum(model)).toBe(LENGTH);
    expect(warnings).toEqual([]);
  },
  60_000,
);

it('opens nothing whose bytes are not those of the manifest, and says why', async () => {
  await expect(lastSum({ ...model, sha256: 'f'.repeat(64) })).rejects.toThrow('the manifest says ffff');
  expect(kept()).toEqual([]);
  expect(warnings.join()).toMatch('the manifest says ffff');
}, 60_000);

it('loads on a GPU, too, only what the manifest names', async () => {
  gpu.missing = undefined;
  const options = { model: { ...model, sha256: 'f'.repeat(64) }, threads: 1, useGpu: true, tempDir: tempDir() };
  await expect(openSession(options, () => undefined)).rejects.toThrow('the manifest says ffff');
});

it('a graph that cannot be made for a GPU is a problem of the GPU, which a fallback helps with', async () => {
  gpu.missing = undefined;
  writeFileSync(model.path, 'no model');
  const sha256 = createHash('sha256').update('no model').digest('hex');
  const options = { model: { ...model, sha256 }, threads: 1, useGpu: true, tempDir: tempDir() };
  await expect(openSession(options, () => undefined)).rejects.toMatchObject({ name: 'GpuError' });
});

it('opens a model where nothing can be kept', async () => {
  writeFileSync(join(folder, 'file'), '');
  for (const none of [join(folder, 'file'), join(folder, 'file/x'), '/proc/tts']) {
    expect(await lastSum(model, none)).toBe(LENGTH);
    expect(warnings.join()).toMatch(/every start prepares it again: E[A-Z]+: .*'\. Check TTS_TEMP_DIR$/);
  }
  const shared = join(folder, 'shared');
  mkdirSync(join(shared, 'prepared'), { recursive: true, mode: 0o777 });
  chmodSync(join(shared, 'prepared'), 0o777);
  expect(await lastSum(model, shared)).toBe(LENGTH);
  expect(readdirSync(join(shared, 'prepared'))).toEqual([]);
  expect(warnings.join()).toMatch('is writable by others');
}, 60_000);

it('keeps a model in a folder that fsGroup has made writable for its group', async () => {
  mkdirSync(join(tempDir(), 'prepared'), { recursive: true });
  chmodSync(join(tempDir(), 'prepared'), 0o2770);
  expect(await lastSum(model)).toBe(LENGTH);
  expect(warnings).toEqual([]);
  expect(kept()).toHaveLength(1);
  expect(statSync(join(tempDir(), 'prepared')).mode & 0o022).toBe(0);
}, 60_000);
