import { intOf, intsOf, numbers } from './graph-editor.ts';
import type { GraphEditor } from './graph-editor.ts';
import type { OnnxNode } from './onnx-proto.ts';

/**
 * Rewrites each transposed 1-D convolution whose kernel is twice its stride as one matrix product: an output depends on
 * two neighbouring inputs, so a row of both gives all outputs between them. Returns how many.
 */
export function multiplyUpsamplings(graph: GraphEditor): number {
  let count = 0;
  for (const node of graph.ofType('ConvTranspose')) {
    const shape = matchUpsampling(graph, node);
    if (!shape) continue;
    const { inputs, outputs, stride, weight, bias } = shape;
    const rows = graph.add('Transpose', [node.input[0]!], { perm: [0, 2, 1] });
    const zero = graph.addConstant(Float32Array.of(0), []);
    const pad = (before: number, after: number) =>
      graph.add('Pad', [rows, graph.ints([0, before, 0, 0, after, 0]), zero]);
    const pairs = graph.add('Concat', [pad(0, 1), pad(1, 0)], { axis: 2 });
    const product = graph.add('MatMul', [pairs, graph.addConstant(weight, [2 * inputs, stride * outputs])]);
    const shifted = graph.add('Add', [product, graph.addConstant(bias, [stride * outputs])]);
    const samples = graph.add('Reshape', [shifted, graph.ints([1, -1, outputs])]);
    const cut = stride / 2;
    const kept = graph.add('Slice', [samples, graph.ints([cut]), graph.ints([-cut]), graph.ints([1])]);
    graph.replace(node.output[0]!, graph.add('Transpose', [kept], { perm: [0, 2, 1] }));
    count += 1;
  }
  return count;
}

/** The weights as [tap's input, output] with the current input's taps first; undefined for other shapes. */
function matchUpsampling(graph: GraphEditor, node: OnnxNode) {
  const [stored, storedBias] = [graph.constant(node.input[1]), graph.constant(node.input[2])];
  const stride = intsOf(node, 'strides')?.[0] ?? 1;
  const pads = intsOf(node, 'pads') ?? [];
  if (stored?.dims.length !== 3 || !storedBias || (intOf(node, 'group') ?? 1) !== 1) return undefined;
  const [inputs, outputs, taps] = stored.dims as [number, number, number];
  const extra = intsOf(node, 'output_padding')?.some((one) => one !== 0) ?? false;
  if (taps !== 2 * stride || extra || stride % 2 || pads[0] !== stride / 2 || pads[1] !== stride / 2) return undefined;
  const [values, biases] = [numbers(stored), numbers(storedBias)];
  if (!(values instanceof Float32Array) || !(biases instanceof Float32Array)) return undefined;
  const weight = new Float32Array(values.length);
  for (let input = 0; input < inputs; input += 1)
    for (let output = 0; output < outputs; output += 1)
      for (let tap = 0; tap < taps; tap += 1) {
        const row = tap < stride ? input : inputs + input;
        weight[(row * stride + (tap % stride)) * outputs + output] = values[(input * outputs + output) * taps + tap]!;
      }
  const bias = Float32Array.from({ length: stride * outputs }, (_, index) => biases[index % outputs]!);
  return { inputs, outputs, stride, weight, bias };
}
