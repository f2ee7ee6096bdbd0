import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphEditor } from '../model/graph/graph-editor.ts';
import { encodeModel } from '../model/graph/onnx-proto.ts';
import type { StoredFile } from '../model/file-digest.ts';

/** Values of the input and the output. */
export const LENGTH = 4096;
/** A type of float tensors of any shape (onnx.proto TypeProto: tensor_type = 1 with elem_type = 1 FLOAT). */
const FLOATS = Uint8Array.of((1 << 3) | 2, 2, 1 << 3, 1);

/** A model, model.onnx of a folder, that adds weights of 16 KiB to its input. */
export function sumModel(folder: string, weights = Float32Array.from({ length: LENGTH }, (_, i) => i)): StoredFile {
  const graph = { name: 'sum', node: [], initializer: [], input: [{ name: 'x', type: FLOATS }], output: [] };
  const editor = new GraphEditor(Object.assign(graph, { output: [{ name: 'y', type: FLOATS }] }));
  editor.replace('y', editor.add('Add', ['x', editor.addConstant(weights, [LENGTH])]));
  editor.finish();
  const bytes = encodeModel({ irVersion: 9, opsetImport: [{ domain: '', version: 20 }], graph });
  const path = join(folder, 'model.onnx');
  writeFileSync(path, bytes);
  return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
}
