import { DURATIONS, durationsInfo } from './duration-output.ts';
import { MAX_FRAMES } from './frame-limit.ts';
import { GraphEditor } from './graph-editor.ts';
import { decodeModel, encodeModel } from './onnx-proto.ts';
import type { OnnxGraph } from './onnx-proto.ts';

/**
 * Makes the durations an output of a graph that predicts them, and keeps their sum below `most`: those of a longer segment
 * are all shortened by the same factor, to at least one frame each. Others stay as they are to the bit. The sum is then at
 * most `most` and one frame for each token.
 */
export function limitFrames(graph: OnnxGraph, most = MAX_FRAMES): void {
  const predictor = graph.node.find((node) => node.output.includes(DURATIONS));
  if (!predictor) return;
  graph.output.push(durationsInfo);
  const predicted = `${DURATIONS}_predicted`;
  predictor.output = predictor.output.map((name) => (name === DURATIONS ? predicted : name));
  const editor = new GraphEditor(graph);
  const limit = editor.ints([most]);
  const total = editor.add('Max', [editor.add('ReduceSum', [predicted], { keepdims: 1 }), limit]);
  const scaled = editor.add('Div', [editor.add('Mul', [predicted, limit]), total]);
  editor.replace(DURATIONS, editor.add('Max', [scaled, editor.ints([1])]));
  editor.finish();
}

/** A model whose graph stays as it is but for the limit. */
export function limitModel(bytes: Uint8Array): Uint8Array {
  const model = decodeModel(bytes);
  limitFrames(model.graph);
  return encodeModel(model);
}
