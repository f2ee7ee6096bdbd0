import { elementCount, numbers } from './graph-editor.ts';
import type { GraphEditor } from './graph-editor.ts';
import { DataType } from './onnx-proto.ts';

/** Products of smaller weights than this stay products of floats: they take no time. */
const LEAST_WEIGHTS = 4096;

/**
 * Makes a float graph of an export with 16-bit floats (onnxconverter-common's convert_float_to_float16, which Hugging Face's
 * exports come from): constants, attributes and casts become floats. Sums over time and phases lose the pitch in 16 bits.
 * Returns the number of constants. A graph whose own inputs or outputs have 16 bits stays as it is.
 */
export function widenHalves(graph: GraphEditor): number {
  if (graph.ends().some((type) => type === DataType.FLOAT16)) return 0;
  let count = 0;
  for (const tensor of graph.constants()) {
    if (tensor.dataType !== DataType.FLOAT16) continue;
    graph.replace(tensor.name, graph.addConstant(Float32Array.from(numbers(tensor) as Float16Array), tensor.dims));
    count += 1;
  }
  for (const { attribute } of graph.nodes())
    for (const one of attribute) {
      if ((one.name === 'to' || one.name === 'dtype') && one.i === DataType.FLOAT16) one.i = DataType.FLOAT;
      if (one.t?.dataType !== DataType.FLOAT16) continue;
      const values = Float32Array.from(numbers(one.t) as Float16Array);
      one.t = { name: one.t.name, dims: one.t.dims, dataType: DataType.FLOAT, rawData: new Uint8Array(values.buffer) };
    }
  return count;
}

/**
 * Computes products with constant weights in 16-bit floats, with casts around them; everything else stays in floats. What
 * `protect` keeps, such as durations and pitch, is left alone. Returns how many.
 */
export function halveProducts(graph: GraphEditor): number {
  let count = 0;
  for (const node of graph.ofType('MatMul')) {
    const stored = graph.constant(node.input[1]);
    const weights = stored && elementCount(stored) >= LEAST_WEIGHTS ? numbers(stored) : undefined;
    if (!stored || !(weights instanceof Float32Array)) continue;
    const halves = Float16Array.from(weights);
    if (!halves.every(Number.isFinite)) continue;
    const narrow = graph.add('Cast', [node.input[0]!], { to: DataType.FLOAT16 });
    const product = graph.add('MatMul', [narrow, graph.addConstant(halves, stored.dims)]);
    graph.replace(node.output[0]!, graph.add('Cast', [product], { to: DataType.FLOAT }));
    count += 1;
  }
  return count;
}
