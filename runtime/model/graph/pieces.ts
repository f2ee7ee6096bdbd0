import type { GraphEditor } from './graph-editor.ts';
import type { OnnxNode } from './onnx-proto.ts';

/** From so many taps on, what a product reads is larger than what it gives. */
const MANY_TAPS = 7;
/** Values with more channels are of earlier stages, which are shorter; each piece has its own packed copy of the weights. */
const FEW_CHANNELS = 128;
/** Bytes of a float, which is what a product gives for each 8-bit value that one tap reads. */
const FLOAT_BYTES = 4;

/**
 * Computes long convolutions that `unfoldConvolutions` has made products in pieces of time, one after the other. The taps
 * that a piece gathers are then no larger than any other value, so that memory which a value has left fits the next one:
 * as a whole they were the largest by far, and onnxruntime's arena never had room for them. Results are the same to the
 * bit. Returns how many.
 */
export function multiplyInPieces(graph: GraphEditor): number {
  let count = 0;
  for (const gather of graph.ofType('Gather')) {
    const reshape = graph.onlyReader(gather.output[0], 'Reshape');
    const product = graph.onlyReader(reshape?.output[0], 'MatMulIntegerToFloat');
    const taps = tapsOf(graph, gather);
    if (!reshape || !product || taps < MANY_TAPS) continue;
    const read = graph.constant(product.input[1])!.dims[0]!;
    if (read > taps * FEW_CHANNELS) continue;
    const pieces = Math.ceil(taps / FLOAT_BYTES);
    const [columns, rows] = gather.input as [string, string];
    const first = graph.add('Split', [rows], { axis: 0, num_outputs: pieces }, '', pieces);
    const parts = graph.maker(first)!.output.map((part) => {
      const gathered = graph.add('Gather', [columns, part], { axis: 1 });
      const unfolded = graph.add('Reshape', [gathered, reshape.input[1]!]);
      return graph.add('MatMulIntegerToFloat', [unfolded, ...product.input.slice(1)], {}, 'com.microsoft');
    });
    graph.replace(product.output[0]!, graph.add('Concat', parts, { axis: 1 }));
    count += 1;
  }
  return count;
}

/** How many rows a Gather of `unfoldConvolutions` takes for each output; 0 for any other. */
function tapsOf(graph: GraphEditor, gather: OnnxNode): number {
  const rows = graph.maker(gather.input[1]);
  const taps = rows?.opType === 'Add' ? graph.constant(rows.input[1]) : undefined;
  return taps?.dims.length === 2 ? taps.dims[1]! : 0;
}
