import { intOf, intsOf, numbers } from './graph-editor.ts';
import type { GraphEditor } from './graph-editor.ts';
import { otherInput } from './instance-norm.ts';
import type { OnnxNode } from './onnx-proto.ts';

/** What a convolution reads for each output. */
type Window = Pick<Convolution, 'input' | 'taps' | 'dilation' | 'stride' | 'pads'>;

interface Convolution {
  /** The float value that is quantised and convolved, [1, channels, time]. */
  input: string;
  quantised: OnnxNode;
  /** The float result, [1, channels, time]. */
  output: string;
  /** Weights as they are stored, [outputs, inputs, taps]; the true one is (stored - zero) * weightScale. */
  stored: Uint8Array;
  zero: number;
  weightScale: number;
  outputs: number;
  inputs: number;
  taps: number;
  dilation: number;
  stride: number;
  pads: [number, number];
  bias: Float32Array;
}

/**
 * Rewrites quantised 1-D convolutions as one matrix product each: the quantised values are turned to channels-last and
 * the taps of each output gathered into a row, so that onnxruntime's packed 8-bit product does the arithmetic and
 * scales its sums itself. Returns how many.
 */
export function unfoldConvolutions(graph: GraphEditor): number {
  const rows = rowIndices(graph);
  const lastChannels = new Map<string, string>();
  let count = 0;
  for (const node of graph.ofType('ConvInteger')) {
    const conv = matchConvolution(graph, node);
    if (!conv) continue;
    const [values, scale, zeroPoint] = conv.quantised.output as [string, string, string];
    const { packed, scales } = packWeight(conv);
    let columns = lastChannels.get(values);
    if (columns === undefined) {
      columns = graph.add('Transpose', [values], { perm: [0, 2, 1] });
      lastChannels.set(values, columns);
    }
    if (conv.pads[0] + conv.pads[1] > 0) {
      columns = graph.add('Pad', [columns, graph.ints([0, conv.pads[0], 0, 0, conv.pads[1], 0]), zeroPoint]);
    }
    if (conv.taps > 1 || conv.stride > 1) {
      const gathered = graph.add('Gather', [columns, rows(conv, columns)], { axis: 1 });
      columns = graph.add('Reshape', [gathered, graph.ints([1, -1, conv.taps * conv.inputs])]);
    }
    const product = graph.add(
      'MatMulIntegerToFloat',
      [
        columns,
        graph.addConstant(packed, [conv.taps * conv.inputs, conv.outputs]),
        scale,
        graph.addConstant(scales, [conv.outputs]),
        zeroPoint,
        '',
        graph.addConstant(conv.bias, [conv.outputs]),
      ],
      {},
      'com.microsoft',
    );
    graph.replace(conv.output, graph.add('Transpose', [product], { perm: [0, 2, 1] }));
    count += 1;
  }
  return count;
}

/**
 * Gives the rows that each output of a convolution reads, [time, taps], as a value; convolutions of one shape over
 * equally long inputs share it.
 */
export function rowIndices(graph: GraphEditor): (conv: Window, padded: string) => string {
  const known = new Map<string, string>();
  return (conv, padded) => {
    const span = (conv.taps - 1) * conv.dilation;
    const key = [lengthSource(graph, conv.input), conv.taps, conv.dilation, conv.stride, ...conv.pads].join();
    let indices = known.get(key);
    if (indices !== undefined) return indices;
    const int32 = (values: readonly number[], dims: readonly number[]) =>
      graph.addConstant(Int32Array.from(values), dims);
    const length = graph.add('Cast', [graph.add('Shape', [padded], { start: 1, end: 2 })], { to: 6 });
    const end = graph.add('Squeeze', [graph.add('Sub', [length, int32([span], [1])])]);
    const starts = graph.add('Range', [int32([0], []), end, int32([conv.stride], [])]);
    const taps = Array.from({ length: conv.taps }, (_, tap) => tap * conv.dilation);
    indices = graph.add('Add', [graph.add('Unsqueeze', [starts, graph.ints([1])]), int32(taps, [1, conv.taps])]);
    known.set(key, indices);
    return indices;
  };
}

const KEEPS_LENGTH = new Set(['Add', 'Sub', 'Mul', 'Div', 'Cos', 'Sin', 'Pow', 'LeakyRelu', 'InstanceNormalization']);

/** The earliest value known to be as long as this one. */
function lengthSource(graph: GraphEditor, value: string): string {
  for (let current = value; ;) {
    const maker = graph.maker(current);
    if (!maker) return current;
    const previous = KEEPS_LENGTH.has(maker.opType)
      ? maker.input.find((input) => graph.constant(input) === undefined)
      : sameLengthInput(graph, maker);
    if (previous === undefined) return current;
    current = previous;
  }
}

/** The input of an already rewritten convolution that keeps the length, seen from its last node. */
function sameLengthInput(graph: GraphEditor, last: OnnxNode): string | undefined {
  if (last.opType !== 'Transpose') return undefined;
  const product = graph.maker(last.input[0]);
  if (product?.opType !== 'MatMulIntegerToFloat') return undefined;
  const rows = graph.maker(product.input[0]);
  const gathered = rows?.opType === 'Reshape' ? graph.maker(rows.input[0]) : undefined;
  if (gathered?.opType !== 'Gather') return undefined;
  const padded = graph.maker(gathered.input[0]);
  const indices = graph.maker(gathered.input[1]);
  const taps = graph.constant(indices?.input[1]);
  const pads = graph.constant(padded?.input[1]);
  const starts = graph.maker(graph.maker(indices?.input[0])?.input[0]);
  if (padded?.opType !== 'Pad' || !taps || !pads || graph.scalar(starts?.input[2]) !== 1) return undefined;
  const span = Number(numbers(taps)?.at(-1));
  const padding = Array.from(numbers(pads) ?? [], Number).reduce((sum, one) => sum + one, 0);
  if (span !== padding) return undefined;
  const turned = graph.maker(padded.input[0]);
  return graph.maker(turned?.input[0])?.input[0];
}

/**
 * Weights as signed bytes with one scale for each output, [taps * inputs, outputs]. Without VNNI, x86 adds the products
 * of two neighbours in 16 bits (vpmaddubsw), which overflows when 255 * (a + b) > 32767; the scale keeps two
 * neighbours of one sign below that, so the sums are exact on every CPU.
 */
function packWeight(conv: Convolution): { packed: Int8Array; scales: Float32Array } {
  const { stored, zero, outputs, inputs, taps } = conv;
  const rows = taps * inputs;
  // Where the weight of the first output for a row is stored.
  const places = Int32Array.from({ length: rows }, (_, row) => (row % inputs) * taps + Math.floor(row / inputs));
  const scales = new Float32Array(outputs);
  const tables = new Int8Array(outputs * 256);
  for (let output = 0; output < outputs; output += 1) {
    const start = output * rows;
    let largest = 1;
    for (let row = 0; row < rows; row += 2) {
      const one = stored[start + places[row]!]! - zero;
      const two = row + 1 < rows ? stored[start + places[row + 1]!]! - zero : 0;
      largest = Math.max(largest, Math.abs(one), Math.abs(two), Math.abs(one + two));
    }
    scales[output] = (largest / 127) * conv.weightScale;
    for (let value = 0; value < 256; value += 1)
      tables[output * 256 + value] = Math.max(-127, Math.min(127, Math.round(((value - zero) * 127) / largest)));
  }
  const packed = new Int8Array(rows * outputs);
  for (let row = 0, next = 0; row < rows; row += 1)
    for (let output = 0; output < outputs; output += 1)
      packed[next++] = tables[output * 256 + stored[output * rows + places[row]!]!]!;
  return { packed, scales };
}

/** A ConvInteger with the nodes around it that make it a convolution of floats (onnxruntime's quantize_dynamic). */
function matchConvolution(graph: GraphEditor, node: OnnxNode): Convolution | undefined {
  const quantised = graph.maker(node.input[0]);
  const stored = graph.constant(node.input[1]);
  const zero = node.input[3] ? graph.scalar(node.input[3]) : 0;
  if (quantised?.opType !== 'DynamicQuantizeLinear' || stored?.dims.length !== 3 || zero === undefined)
    return undefined;
  if ((intOf(node, 'group') ?? 1) !== 1) return undefined;
  const [outputs, inputs, taps] = stored.dims as [number, number, number];

  let last = graph.readers(node.output[0]!)[0];
  let bias: Float32Array | undefined = new Float32Array(outputs);
  if (last?.opType === 'Add') {
    bias = floatBias(graph, otherInput(last, node.output[0]!));
    last = graph.onlyReader(last.output[0], 'Cast');
  }
  const scaled = last?.opType === 'Cast' ? graph.onlyReader(last.output[0], 'Mul') : undefined;
  const scaleProduct = scaled && graph.maker(otherInput(scaled, last!.output[0]!));
  if (scaleProduct?.opType !== 'Mul' || !bias || bias.length !== outputs) return undefined;
  const weightScale = graph.scalar(otherInput(scaleProduct, quantised.output[1]!));
  if (weightScale === undefined) return undefined;
  const values = numbers(stored);
  if (!(values instanceof Uint8Array)) return undefined;
  const pads = intsOf(node, 'pads') ?? [0, 0];
  return {
    input: quantised.input[0]!,
    quantised,
    output: scaled!.output[0]!,
    stored: values,
    zero,
    weightScale,
    outputs,
    inputs,
    taps,
    dilation: intsOf(node, 'dilations')?.[0] ?? 1,
    stride: intsOf(node, 'strides')?.[0] ?? 1,
    pads: [pads[0] ?? 0, pads[1] ?? 0],
    bias,
  };
}

/** The bias before it was quantised: Reshape(Cast(Floor(bias / scale))). */
export function floatBias(graph: GraphEditor, value: string): Float32Array | undefined {
  let node = graph.maker(value);
  for (const opType of ['Reshape', 'Cast', 'Floor']) {
    if (node?.opType !== opType) return undefined;
    node = graph.maker(node.input[0]);
  }
  const bias = node?.opType === 'Div' ? graph.constant(node.input[0]) : undefined;
  const values = bias && numbers(bias);
  return values instanceof Float32Array ? values : undefined;
}
