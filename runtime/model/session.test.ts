import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tensor } from './onnxruntime.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GraphEditor } from './graph/graph-editor.ts';
import { encodeModel } from './graph/onnx-proto.ts';
import { openSession } from './session.ts';
import type { StoredFile } from './file-digest.ts';

const LENGTH = 4096;
/** A type of float tensors of any shape (onnx.proto TypeProto: tensor_type = 1 with elem_type = 1 FLOAT). */
const FLOATS = Uint8Array.of((1 << 3) | 2, 2, 1 << 3, 1);

let folder: string;
let model: StoredFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tts-session-'));
  model = publish(Float32Array.from({ length: LENGTH }, (_, i) => i));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A model that adds weights of 16 KiB to its input. */
function publish(weights: Float32Array): StoredFile {
  const graph = { name: 'sum', node: [], initializer: [], input: [{ name: 'x', type: FLOATS }], output: [] };
  const editor = new GraphEditor(Object.assign(graph, { output: [{ name: 'y', type: FLOATS }] }));
  editor.replace('y', editor.add('Add', ['x', editor.addConstant(weights, [LENGTH])]));
  editor.finish();
  const bytes = encodeModel({ irVersion: 9, opsetImport: [{ domain: '', version: 20 }], graph });
  const path = join(folder, 'model.onnx');
  writeFileSync(path, bytes);
  return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
}

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
  ['sha256.json', 'gone', (path: string) => rmSync(path)],
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
  const options = { model: { ...model, sha256: 'f'.repeat(64) }, threads: 1, useGpu: true, tempDir: tempDir() };
  await expect(openSession(options, () => undefined)).rejects.toThrow('the manifest says ffff');
});

it('opens a model where nothing can be kept', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await lastSum(model, join(folder, 'file'))).toBe(LENGTH);
  const shared = join(folder, 'shared');
  mkdirSync(join(shared, 'prepared'), { recursive: true, mode: 0o777 });
  chmodSync(join(shared, 'prepared'), 0o777);
  expect(await lastSum(model, shared)).toBe(LENGTH);
  expect(readdirSync(join(shared, 'prepared'))).toEqual([]);
  expect(warnings.join()).toMatch('is writable by others');
}, 60_000);
