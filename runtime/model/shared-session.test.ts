import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { LENGTH, sumModel } from '../testing/sum-model.ts';
import { Tensor } from './onnxruntime.ts';
import { SharedSession } from './shared-session.ts';

const folder = mkdtempSync(join(tmpdir(), 'tts-shared-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { path } = sumModel(folder);
const options = {
  threads: 2,
  graphOptimizationLevel: 'all' as const,
  entries: { 'session.intra_op.allow_spinning': '0' },
};

const input = (value: number, length = LENGTH) => ({ x: new Tensor('float32', new Float32Array(length).fill(value)) });

it('computes from a file and from bytes, and tells names and types', async () => {
  for (const model of [path, readFileSync(path)]) {
    const session = SharedSession.load(model, options);
    onTestFinished(() => session.release());
    expect(session).toMatchObject({ inputNames: ['x'], outputNames: ['y'], inputMetadata: [{ type: 'float32' }] });
    const { y } = await session.run(input(3));
    expect((y!.data as Float32Array)[LENGTH - 1]).toBe(LENGTH + 2);
  }
});

it('is used by several threads at once, each with its own results', async () => {
  const session = SharedSession.load(path, options);
  onTestFinished(() => session.release());
  const sums = await Promise.all(
    [1, 2, 3].map(async (value) => {
      const worker = new Worker(new URL('../testing/sum-worker.ts', import.meta.url), {
        workerData: { address: session.address, value },
      });
      onTestFinished(async () => void (await worker.terminate()));
      return new Promise<number[]>((resolve, reject) => worker.on('message', resolve).on('error', reject));
    }),
  );
  expect(sums).toEqual([1, 2, 3].map((value) => Array.from({ length: 50 }, () => LENGTH - 1 + value)));
}, 60_000);

it('throws what onnxruntime says of a file, an option and an input, and goes on', async () => {
  expect(() => SharedSession.load(join(folder, 'none.onnx'), options)).toThrow(/none\.onnx.*doesn't exist/);
  expect(() => SharedSession.load(Buffer.from('no model'), options)).toThrow(/protobuf/i);
  const session = SharedSession.load(path, options);
  onTestFinished(() => session.release());
  await expect(session.run(input(1, LENGTH - 1))).rejects.toThrow(/x/);
  const { y } = await session.run(input(1));
  expect((y!.data as Float32Array)[LENGTH - 1]).toBe(LENGTH);
});
