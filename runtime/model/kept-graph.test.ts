import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LENGTH, sumModel } from '../testing/sum-model.ts';
import type { StoredFile } from './file-digest.ts';
import { prepareFromVolume } from './kept-graph.ts';
import type { Prepared } from './kept-graph.ts';
import { Tensor } from './onnxruntime.ts';
import { preparedName } from './prepared-model.ts';
import { brokenSeal, copySealed, sealFolder, sealOf } from './sealed-folder.ts';
import { openSession } from './session.ts';

let folder: string;
let model: StoredFile;
const warnings: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tts-kept-'));
  mkdirSync(join(folder, 'model'));
  model = sumModel(join(folder, 'model'));
  warnings.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const volume = () => join(folder, 'volume', '.prepared');
const kept = () => join(volume(), preparedName(model));
const own = (pod: string) => join(folder, pod, 'prepared', preparedName(model));

/** What the init step of a pod does, on the volume of all pods and in a folder of its own. */
async function pod(name: string, record: Record<string, string> = {}): Promise<Prepared | undefined> {
  const options = { model, volume: volume(), tempDir: join(folder, name), record };
  const prepared = await prepareFromVolume(options, (message) => void warnings.push(message));
  expect(await brokenSeal(own(name))).toBeUndefined();
  return prepared;
}

const recordOf = (prepared: Prepared | undefined) => ({ [prepared!.name]: prepared!.seal });

it('what one pod has prepared the next one copies, once it is on record', async () => {
  const first = await pod('first');
  expect(first).toEqual({ name: preparedName(model), seal: await sealOf(kept()) });
  // It could not be prepared any more.
  rmSync(model.path);
  expect(await pod('second', recordOf(first))).toEqual(first);
  expect(readFileSync(join(own('second'), 'model.bin'))).toEqual(readFileSync(join(own('first'), 'model.bin')));
  expect(warnings).toEqual([]);
}, 60_000);

it('what is on the volume and not on record is not used, and is not written again where it is right', async () => {
  const first = await pod('first');
  const { mtimeMs } = statSync(join(kept(), 'model.bin'));
  expect(await pod('second')).toEqual(first);
  expect(statSync(join(kept(), 'model.bin')).mtimeMs).toBe(mtimeMs);
}, 60_000);

it('what somebody has altered and sealed again is not used, and is replaced', async () => {
  const first = await pod('first');
  const bytes = readFileSync(join(kept(), 'model.bin'));
  writeFileSync(join(kept(), 'model.bin'), bytes.fill(1));
  rmSync(join(kept(), 'seal.json'));
  await sealFolder(kept());
  expect(await brokenSeal(kept())).toBeUndefined();
  expect(await pod('second', recordOf(first))).toEqual(first);
  expect(warnings.join()).toMatch('seal.json has sha256');
  expect(await sealOf(own('second'))).toBe(first!.seal);
  warnings.length = 0;
  expect(await pod('third', recordOf(first))).toEqual(first);
  expect(warnings).toEqual([]);
}, 60_000);

it('what does not come out as it is on record is not kept', async () => {
  const prepared = await pod('first', { [preparedName(model)]: 'f'.repeat(64) });
  expect(prepared).toBeUndefined();
  expect(existsSync(kept())).toBe(false);
  expect(warnings.join()).toMatch('on record is ffff');
}, 60_000);

it('a volume that cannot be written to keeps nobody from starting', async () => {
  mkdirSync(join(folder, 'volume'));
  writeFileSync(volume(), 'a file');
  expect(await pod('first')).toBeUndefined();
  expect(warnings.join()).toMatch('cannot be kept on the volume');
}, 60_000);

it('a volume keeps the forms of six versions and kinds of CPU, the newest ones', async () => {
  for (let n = 0; n < 8; n += 1) {
    const other = join(volume(), `${'0'.repeat(64)}-${n}`);
    mkdirSync(other, { recursive: true });
    utimesSync(other, n, n);
  }
  await pod('first');
  const others = [3, 4, 5, 6, 7].map((n) => `${'0'.repeat(64)}-${n}`);
  expect(readdirSync(volume()).sort()).toEqual([...others, preparedName(model)].sort());
}, 60_000);

describe('a server without a step before it', () => {
  /** The last of the sums of a session that was opened with what the volume keeps. */
  async function sum(prepared: Prepared | undefined): Promise<number> {
    warnings.length = 0;
    const record = join(folder, 'record.json');
    if (prepared) writeFileSync(record, JSON.stringify(recordOf(prepared)));
    const options = {
      model,
      threads: 1,
      useGpu: false,
      tempDir: join(folder, 'server'),
      kept: { volume: volume(), record },
    };
    const session = await openSession(options, (message) => void warnings.push(message));
    const { y } = await session.run({ x: new Tensor('float32', new Float32Array(LENGTH).fill(1), [LENGTH]) });
    return (y!.data as Float32Array)[LENGTH - 1]!;
  }

  it('copies what is kept and on record, at its first start and at the next', async () => {
    const first = await pod('first');
    rmSync(model.path);
    expect(await sum(first)).toBe(LENGTH);
    expect(await sealOf(own('server'))).toBe(first!.seal);
    rmSync(volume(), { recursive: true });
    expect(await sum(first)).toBe(LENGTH);
    expect(warnings).toEqual([]);
  }, 60_000);

  it('prepares the model where nothing is on record, and keeps nothing', async () => {
    expect(await sum(undefined)).toBe(LENGTH);
    expect(existsSync(kept())).toBe(false);
    expect(warnings).toEqual([]);
  }, 60_000);

  it('prepares the model where something else is kept than what is on record', async () => {
    const first = await pod('first');
    flip(join(kept(), 'model.bin'), 2999);
    expect(await sum(first)).toBe(LENGTH);
    expect(warnings.join()).toMatch('the prepared model on the volume is not used');
    expect(await sealOf(own('server'))).toBe(first!.seal);
  }, 60_000);
});

describe('a copy of a sealed folder', () => {
  const damages: [string, (at: string) => void][] = [
    ['a seal that is gone', (at) => rmSync(join(at, 'seal.json'))],
    ['an empty seal', (at) => truncateSync(join(at, 'seal.json'))],
    ['half a seal', (at) => truncateSync(join(at, 'seal.json'), 40)],
    ['a seal with a space more', (at) => appendFileSync(join(at, 'seal.json'), ' ')],
    ['a seal of nothing', (at) => writeFileSync(join(at, 'seal.json'), '{}')],
    ['a huge seal', (at) => writeFileSync(join(at, 'seal.json'), ' '.repeat(100_000))],
    ['a seal that is a folder', (at) => (rmSync(join(at, 'seal.json')), mkdirSync(join(at, 'seal.json')))],
    ['a seal that is a link', (at) => moveAndLink(at, 'seal.json')],
    ['a graph that is gone', (at) => rmSync(join(at, 'model.onnx'))],
    ['a graph cut short', (at) => truncateSync(join(at, 'model.onnx'), 100)],
    ['an empty graph', (at) => truncateSync(join(at, 'model.onnx'))],
    ['a graph with a bit flipped', (at) => flip(join(at, 'model.onnx'), 50)],
    ['a graph that is the weights', (at) => copyFileSync(join(at, 'model.bin'), join(at, 'model.onnx'))],
    ['a graph that is a folder', (at) => (rmSync(join(at, 'model.onnx')), mkdirSync(join(at, 'model.onnx')))],
    ['a graph that is a link', (at) => moveAndLink(at, 'model.onnx')],
    ['weights that are gone', (at) => rmSync(join(at, 'model.bin'))],
    ['weights cut short', (at) => truncateSync(join(at, 'model.bin'), 10)],
    ['weights grown longer', (at) => appendFileSync(join(at, 'model.bin'), 'x')],
    ['weights that are zeros', (at) => writeFileSync(join(at, 'model.bin'), Buffer.alloc(3000))],
    ['weights with the last bit flipped', (at) => flip(join(at, 'model.bin'), 2999)],
    [
      'weights that never end',
      (at) => (rmSync(join(at, 'model.bin')), symlinkSync('/dev/zero', join(at, 'model.bin'))),
    ],
    [
      'weights that are a pipe',
      (at) => (rmSync(join(at, 'model.bin')), execFileSync('mkfifo', [join(at, 'model.bin')])),
    ],
    ['another name for the weights', (at) => renameSync(join(at, 'model.bin'), join(at, 'model.dat'))],
    ['sealed again', (at) => (flip(join(at, 'model.bin'), 0), rmSync(join(at, 'seal.json')))],
  ];

  it.each(damages)('is not made from one with %s', async (what, damage) => {
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    mkdirSync(from);
    mkdirSync(to);
    writeFileSync(join(from, 'model.onnx'), Buffer.alloc(1000, 1));
    writeFileSync(join(from, 'model.bin'), Buffer.alloc(3000, 2));
    await sealFolder(from);
    const seal = await sealOf(from);
    damage(from);
    if (what === 'sealed again') await sealFolder(from);
    await expect(copySealed(from, to, seal)).rejects.toThrow();
  });

  it.each(damages)(
    'is not spoken with by a pod that finds one on the volume with %s',
    async (what, damage) => {
      const first = await pod('first');
      damage(kept());
      if (what === 'sealed again') await sealFolder(kept());
      await pod('second', recordOf(first));
      expect(warnings.join()).toMatch('the prepared model on the volume is not used');
      expect(await sealOf(own('second'))).toBe(first!.seal);
      expect(await brokenSeal(own('second'))).toBeUndefined();
      const options = { model, threads: 1, useGpu: false, tempDir: join(folder, 'second') };
      const session = await openSession(options, (message) => void warnings.push(message));
      const { y } = await session.run({ x: new Tensor('float32', new Float32Array(LENGTH).fill(1), [LENGTH]) });
      expect((y!.data as Float32Array)[LENGTH - 1]).toBe(LENGTH);
      // The next pod finds the right one again.
      warnings.length = 0;
      rmSync(model.path);
      await pod('third', recordOf(first));
      expect(warnings).toEqual([]);
    },
    60_000,
  );

  it('takes what the seal names, and nothing else', async () => {
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    mkdirSync(from);
    mkdirSync(to);
    writeFileSync(join(from, 'model.bin'), Buffer.alloc(3_000_000, 2));
    await sealFolder(from);
    writeFileSync(join(from, 'more'), 'unsealed');
    await copySealed(from, to, await sealOf(from));
    expect(readdirSync(to).sort()).toEqual(['model.bin', 'seal.json']);
    expect(await brokenSeal(to)).toBeUndefined();
  });
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= 1;
  writeFileSync(path, bytes);
}

function moveAndLink(at: string, name: string): void {
  renameSync(join(at, name), join(folder, name));
  symlinkSync(join(folder, name), join(at, name));
}
