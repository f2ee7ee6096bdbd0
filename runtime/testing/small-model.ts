import { GraphEditor } from '../model/graph/graph-editor.ts';
import { encodeModel } from '../model/graph/onnx-proto.ts';
import type { OnnxGraph } from '../model/graph/onnx-proto.ts';
import { InferenceSession, Tensor } from '../model/onnxruntime.ts';

/** A type of float tensors of any shape (onnx.proto TypeProto: tensor_type = 1 with elem_type = 1 FLOAT). */
const FLOATS = Uint8Array.of((1 << 3) | 2, 2, 1 << 3, 1);

/** A model with one float input `x` and one output `y`, which `build` names. */
export function smallModel(build: (graph: GraphEditor) => string): Uint8Array {
  const graph: OnnxGraph = { name: 'test', node: [], initializer: [], input: [], output: [] };
  graph.input.push({ name: 'x', type: FLOATS });
  graph.output.push({ name: 'y', type: FLOATS });
  const editor = new GraphEditor(graph);
  editor.replace('y', build(editor));
  editor.finish();
  const opsetImport = ['', 'com.microsoft'].map((domain) => ({ domain, version: domain === '' ? 20 : 1 }));
  return encodeModel({ irVersion: 9, opsetImport, graph });
}

/** What such a model makes of an input. */
export async function runSmallModel(
  bytes: Uint8Array,
  x: Float32Array,
  dims: readonly number[],
): Promise<Float32Array> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 3, intraOpNumThreads: 1 });
  const results = await session.run({ x: new Tensor('float32', x, dims) });
  return results['y']!.data as Float32Array;
}
