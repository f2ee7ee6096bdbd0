import { intOf, intsOf, numbers } from './graph-editor.ts';
import type { GraphEditor } from './graph-editor.ts';
import type { OnnxNode } from './onnx-proto.ts';

/**
 * Rewrites each transposed 1-D convolution whose kernel is up to `most` times its stride as one matrix product: an output
 * depends on so many neighbouring inputs, so a row of them gives all outputs between them. Returns how many.
 */
export function multiplyUpsamplings(graph: GraphEditor, most = 2): number {
  let count = 0;
  for (const node of graph.ofType('ConvTranspose')) {
    const shape = matchUpsampling(graph, node, most);
    if (!shape) continue;
    const { inputs, outputs, stride, neighbours, cut, weight, bias } = shape;
    const rows = graph.add('Transpose', [node.input[0]!], { perm: [0, 2, 1] });
    const zero = graph.addConstant(Float32Array.of(0), []);
    const pad = (before: number, after: number) =>
      graph.add('Pad', [rows, graph.ints([0, before, 0, 0, after, 0]), zero]);
    const shifts = Array.from({ length: neighbours }, (_, back) => pad(back, neighbours - 1 - back));
    const rowsOfAll = graph.add('Concat', shifts, { axis: 2 });
    const product = graph.add('MatMul', [
      rowsOfAll,
      graph.addConstant(weight, [neighbours * inputs, stride * outputs]),
    ]);
    const shifted = bias ? graph.add('Add', [product, graph.addConstant(bias, [stride * outputs])]) : product;
    const samples = graph.add('Reshape', [shifted, graph.ints([1, -1, outputs])]);
    const kept =
      cut === 0 ? samples : graph.add('Slice', [samples, graph.ints([cut]), graph.ints([-cut]), graph.ints([1])]);
    graph.replace(node.output[0]!, graph.add('Transpose', [kept], { perm: [0, 2, 1] }));
    count += 1;
  }
  return count;
}

/** The weights as [tap's input, output] with the current input's taps first; undefined for other shapes. */
function matchUpsampling(graph: GraphEditor, node: OnnxNode, most: number) {
  const [stored, storedBias] = [graph.constant(node.input[1]), graph.constant(node.input[2])];
  const stride = intsOf(node, 'strides')?.[0] ?? 1;
  const pads = intsOf(node, 'pads') ?? [];
  if (stored?.dims.length !== 3 || (node.input[2] && !storedBias) || (intOf(node, 'group') ?? 1) !== 1)
    return undefined;
  const [inputs, outputs, taps] = stored.dims as [number, number, number];
  const extra = intsOf(node, 'output_padding')?.some((one) => one !== 0) ?? false;
  const neighbours = taps / stride;
  const [cut = 0, end = 0] = pads;
  if (!Number.isInteger(neighbours) || neighbours < 2 || neighbours > most || extra || cut !== end) return undefined;
  const [values, biases] = [numbers(stored), storedBias && numbers(storedBias)];
  if (!(values instanceof Float32Array) || (storedBias && !(biases instanceof Float32Array))) return undefined;
  const weight = new Float32Array(values.length);
  for (let input = 0; input < inputs; input += 1)
    for (let output = 0; output < outputs; output += 1)
      for (let tap = 0; tap < taps; tap += 1) {
        const row = Math.floor(tap / stride) * inputs + input;
        weight[(row * stride + (tap % stride)) * outputs + output] = values[(input * outputs + output) * taps + tap]!;
      }
  const bias = biases && Float32Array.from({ length: stride * outputs }, (_, index) => Number(biases[index % outputs]));
  return { inputs, outputs, stride, neighbours, cut, weight, bias };
}
