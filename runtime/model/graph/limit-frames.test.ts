import { expect, it } from 'vitest';
import { DURATIONS } from './duration-output.ts';
import { InferenceSession, Tensor } from '../onnxruntime.ts';
import { limitFrames } from './limit-frames.ts';
import { AttributeType, DataType, encodeModel } from './onnx-proto.ts';
import type { OnnxGraph } from './onnx-proto.ts';

/** A type of tensors of any shape (onnx.proto TypeProto: tensor_type = 1 with elem_type = 1). */
const ofType = (type: number) => Uint8Array.of((1 << 3) | 2, 2, 1 << 3, type);

/** Kokoro's end of the duration predictor, and something that reads it. */
function predictor(): OnnxGraph {
  const to = { name: 'to', type: AttributeType.INT, i: DataType.INT64 };
  return {
    name: 'predictor',
    node: [
      { name: 'a', opType: 'Cast', domain: '', input: ['x'], output: [DURATIONS], attribute: [to] },
      { name: 'b', opType: 'Identity', domain: '', input: [DURATIONS], output: ['read'], attribute: [] },
    ],
    initializer: [],
    input: [{ name: 'x', type: ofType(DataType.FLOAT) }],
    output: [{ name: 'read', type: ofType(DataType.INT64) }],
  };
}

async function limited(durations: number[], most: number): Promise<number[][]> {
  const graph = predictor();
  limitFrames(graph, most);
  const bytes = encodeModel({ irVersion: 9, opsetImport: [{ domain: '', version: 20 }], graph });
  const session = await InferenceSession.create(bytes);
  const results = await session.run({ x: new Tensor('float32', Float32Array.from(durations), [1, durations.length]) });
  return [results['read']!, results[DURATIONS]!].map(({ data }) => Array.from(data as BigInt64Array, Number));
}

it('leaves durations that fit as they are, for whoever reads them, and tells them', async () => {
  const durations = [1, 17, 0, 42, 40];
  expect(await limited(durations.with(2, 1), 101)).toEqual([durations.with(2, 1), durations.with(2, 1)]);
});

it.each([
  [[200, 200, 200, 200], 100, [25, 25, 25, 25]],
  [[1, 1, 398], 100, [1, 1, 99]],
  [Array.from({ length: 510 }, () => 200), 960, Array.from({ length: 510 }, () => 1)],
])('shortens %j to %d', async (durations, most, expected) => {
  const [read, told] = await limited(durations, most);
  expect(read).toEqual(expected);
  expect(told).toEqual(expected);
  expect(read!.reduce((sum, frames) => sum + frames, 0)).toBeLessThanOrEqual(most + durations.length);
});

it('leaves a graph alone that tells no durations', () => {
  const graph = { ...predictor(), node: predictor().node.slice(1) };
  const before = JSON.stringify(graph);
  limitFrames(graph);
  expect(JSON.stringify(graph)).toBe(before);
});
