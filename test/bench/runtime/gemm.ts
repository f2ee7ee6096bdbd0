import { InferenceSession, Tensor } from '../../../runtime/model/onnxruntime.ts';
import { encodeModel } from '../../../runtime/model/graph/onnx-proto.ts';

const SIZE = 2048;

/** A product of two float32 matrices of 2048 x 2048 in onnxruntime, the measure of what the CPU can do. */
export async function loadGemm(threads: number): Promise<() => Promise<number>> {
  const matrix = (name: string) => ({ name, type: floats(SIZE, SIZE) });
  const model = encodeModel({
    irVersion: 9,
    opsetImport: [{ domain: '', version: 20 }],
    graph: {
      name: 'gemm',
      node: [{ name: 'product', opType: 'MatMul', domain: '', input: ['a', 'b'], output: ['c'], attribute: [] }],
      initializer: [],
      input: [matrix('a'), matrix('b')],
      output: [matrix('c')],
    },
  });
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: threads,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  const random = () => new Tensor('float32', Float32Array.from({ length: SIZE * SIZE }, Math.random), [SIZE, SIZE]);
  const feeds = { a: random(), b: random() };
  /** Operations per second of one product. */
  return async () => {
    const started = performance.now();
    await session.run(feeds);
    return (2 * SIZE ** 3) / ((performance.now() - started) / 1000);
  };
}

/** onnx.proto TypeProto: tensor_type (1) with elem_type FLOAT (1) and shape (2) of dims (1) with dim_value (1). */
function floats(...dims: number[]): Uint8Array {
  const field = (number: number, bytes: number[]) => [(number << 3) | 2, bytes.length, ...bytes];
  const size = (value: number) => [1 << 3, (value & 0x7f) | 0x80, value >> 7];
  return Uint8Array.from(
    field(1, [
      1 << 3,
      1,
      ...field(
        2,
        dims.flatMap((dim) => field(1, size(dim))),
      ),
    ]),
  );
}
