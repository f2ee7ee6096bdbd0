import { floatBias } from './convolutions.ts';
import { elementCount, numbers } from './graph-editor.ts';
import type { GraphEditor } from './graph-editor.ts';
import { otherInput } from './instance-norm.ts';
import type { OnnxNode, OnnxTensor } from './onnx-proto.ts';

/** How many operations of each kind became float ones. */
export interface Dequantised {
  products: number;
  convolutions: number;
  lstms: number;
  tables: number;
}

/**
 * Makes a float graph of one with 8-bit weights (onnxruntime's quantize_dynamic): each weight becomes the float that it stands
 * for, (stored - zero) * scale, and values are no longer rounded to 8 bits before a product. GPUs compute no 8-bit product of
 * this kind. What it does not recognise stays as it is.
 */
export function dequantise(graph: GraphEditor): Dequantised {
  const count = (opType: string, rewrite: (node: OnnxNode) => boolean) => graph.ofType(opType).filter(rewrite).length;
  const weights = new Map<string, string>();
  return {
    products: count('MatMulInteger', (node) => floatProduct(graph, node, 'MatMul', weights)),
    convolutions: count('ConvInteger', (node) => floatProduct(graph, node, 'Conv', weights)),
    lstms: count('DynamicQuantizeLSTM', (node) => floatLstm(graph, node)),
    tables: count('DequantizeLinear', (node) => floatTable(graph, node)),
  };
}

/**
 * DynamicQuantizeLinear, a product of integers, perhaps a bias, Cast and Mul: one product of floats. Layers may share their
 * weights: `weights` has the float ones by the names of the stored ones with their scales.
 */
function floatProduct(
  graph: GraphEditor,
  node: OnnxNode,
  opType: 'MatMul' | 'Conv',
  weights: Map<string, string>,
): boolean {
  const quantised = graph.maker(node.input[0]);
  if (quantised?.opType !== 'DynamicQuantizeLinear') return false;
  const biased = opType === 'Conv' ? graph.onlyReader(node.output[0], 'Add') : undefined;
  const bias = biased && floatBias(graph, otherInput(biased, node.output[0]!));
  if (biased && !bias) return false;
  const cast = graph.onlyReader((biased ?? node).output[0], 'Cast');
  const scaled = cast && graph.onlyReader(cast.output[0], 'Mul');
  const scales = scaled && graph.maker(otherInput(scaled, cast.output[0]!));
  if (scales?.opType !== 'Mul') return false;
  const stored = graph.constant(node.input[1]);
  const scale = graph.constant(otherInput(scales, quantised.output[1]!));
  const zero = node.input[3] ? graph.constant(node.input[3]) : undefined;
  // A product has one scale for each column; a convolution one for each output, which is its first dimension.
  const key = [stored?.name, scale?.name, zero?.name].join();
  let weight = weights.get(key);
  if (weight === undefined) {
    const values = stored && scale && floats(stored, scale, zero, opType === 'MatMul' ? 'last' : 'first');
    if (!values) return false;
    weights.set(key, (weight = graph.addConstant(values, stored.dims)));
  }
  const inputs = [quantised.input[0]!, weight];
  if (bias) inputs.push(graph.addConstant(bias, [bias.length]));
  const product = graph.add(opType, inputs);
  graph.maker(product)!.attribute = node.attribute;
  graph.replace(scaled!.output[0]!, product);
  return true;
}

/** DynamicQuantizeLSTM has its weights turned: [directions, inputs, 4 * hidden], with one scale for each direction. */
function floatLstm(graph: GraphEditor, node: OnnxNode): boolean {
  const [x, w, r, bias = '', lengths = '', h = '', c = '', peepholes = '', ...scales] = node.input;
  const turned = [w, r].map((name, index) => {
    const [stored, scale, zero] = [name, scales[2 * index], scales[2 * index + 1]].map((one) => graph.constant(one));
    const values = stored && scale && floats(stored, scale, zero, 'first');
    if (!values || stored.dims.length !== 3) return undefined;
    const [directions, rows, columns] = stored.dims as [number, number, number];
    return graph.addConstant(turn(values, directions, rows, columns), [directions, columns, rows]);
  });
  const [weights, recurrence] = turned;
  if (x === undefined || weights === undefined || recurrence === undefined) return false;
  const first = graph.add('LSTM', [x, weights, recurrence, bias, lengths, h, c, peepholes], {}, '', node.output.length);
  const lstm = graph.maker(first)!;
  lstm.attribute = node.attribute;
  node.output.forEach((name, index) => graph.replace(name, lstm.output[index]!));
  return true;
}

/** Rows of a table of bytes that are looked up and then made floats: a table of floats. */
function floatTable(graph: GraphEditor, node: OnnxNode): boolean {
  const gather = graph.maker(node.input[0]);
  const stored = gather?.opType === 'Gather' ? graph.constant(gather.input[0]) : undefined;
  const scale = graph.constant(node.input[1]);
  const zero = graph.constant(node.input[2]);
  const values = stored && scale && elementCount(scale) === 1 ? floats(stored, scale, zero, 'first') : undefined;
  if (!values) return false;
  const looked = graph.add('Gather', [graph.addConstant(values, stored!.dims), gather!.input[1]!]);
  graph.maker(looked)!.attribute = gather!.attribute;
  graph.replace(node.output[0]!, looked);
  return true;
}

/**
 * The floats that stored bytes stand for; undefined for types or counts of scales that are not understood. One scale is for all,
 * or one for each index of the first or the last dimension.
 */
function floats(
  stored: OnnxTensor,
  scale: OnnxTensor,
  zero: OnnxTensor | undefined,
  along: 'first' | 'last',
): Float32Array | undefined {
  const [bytes, scales, zeros] = [numbers(stored), numbers(scale), zero && numbers(zero)];
  if (!(bytes instanceof Uint8Array) && !(bytes instanceof Int8Array)) return undefined;
  if (!(scales instanceof Float32Array)) return undefined;
  if (zero && !(zeros instanceof Uint8Array) && !(zeros instanceof Int8Array)) return undefined;
  const size = stored.dims.at(along === 'first' ? 0 : -1) ?? 1;
  const step = along === 'first' ? bytes.length / size : 1;
  const fits = (many: ArrayLike<unknown>) => many.length === 1 || many.length === size;
  if (!fits(scales) || (zeros && !fits(zeros))) return undefined;
  const values = new Float32Array(bytes.length);
  for (let index = 0; index < values.length; index += 1) {
    const place = Math.floor(index / step) % size;
    const zeroPoint = zeros ? Number(zeros[zeros.length === 1 ? 0 : place]) : 0;
    values[index] = (bytes[index]! - zeroPoint) * scales[scales.length === 1 ? 0 : place]!;
  }
  return values;
}

/** Exchanges the last two dimensions. */
function turn(values: Float32Array, count: number, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let one = 0; one < count; one += 1) {
    const start = one * rows * columns;
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1)
        turned[start + column * rows + row] = values[start + row * columns + column]!;
  }
  return turned;
}
