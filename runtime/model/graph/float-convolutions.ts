import { rowIndices } from './convolutions.ts';
import { intOf, intsOf, numbers } from './graph-editor.ts';
import type { GraphEditor } from './graph-editor.ts';
import type { OnnxNode } from './onnx-proto.ts';

/**
 * Rewrites 1-D convolutions of floats as one matrix product each: the taps of each output are gathered into a row. A GPU
 * computes a product in the same way for every length; for a convolution, cuDNN searches the fastest algorithm anew for each
 * length of text, and the Node binding cannot turn that off. Returns how many.
 */
export function multiplyConvolutions(graph: GraphEditor): number {
  const rows = rowIndices(graph);
  let count = 0;
  for (const node of graph.ofType('Conv')) {
    const conv = matchConvolution(graph, node);
    if (!conv) continue;
    const { taps, inputs, outputs, pads, stride } = conv;
    let columns = graph.add('Transpose', [conv.input], { perm: [0, 2, 1] });
    if (pads[0] + pads[1] > 0) {
      const zero = graph.addConstant(Float32Array.of(0), []);
      columns = graph.add('Pad', [columns, graph.ints([0, pads[0], 0, 0, pads[1], 0]), zero]);
    }
    if (taps > 1 || stride > 1) {
      const gathered = graph.add('Gather', [columns, rows(conv, columns)], { axis: 1 });
      columns = graph.add('Reshape', [gathered, graph.ints([1, -1, taps * inputs])]);
    }
    const product = graph.add('MatMul', [columns, graph.addConstant(conv.weight, [taps * inputs, outputs])]);
    const shifted = conv.bias === undefined ? product : graph.add('Add', [product, conv.bias]);
    graph.replace(node.output[0]!, graph.add('Transpose', [shifted], { perm: [0, 2, 1] }));
    count += 1;
  }
  return count;
}

function matchConvolution(graph: GraphEditor, node: OnnxNode) {
  const [input, weight, bias] = node.input;
  const stored = graph.constant(weight);
  const values = stored && numbers(stored);
  if (input === undefined || stored?.dims.length !== 3 || !(values instanceof Float32Array)) return undefined;
  const automatic = node.attribute.some(
    ({ name, s }) => name === 'auto_pad' && Buffer.from(s ?? []).toString() !== 'NOTSET',
  );
  if (automatic || (intOf(node, 'group') ?? 1) !== 1) return undefined;
  const [outputs, inputs, taps] = stored.dims as [number, number, number];
  const turned = new Float32Array(values.length);
  for (let output = 0, next = 0; output < outputs; output += 1)
    for (let from = 0; from < inputs; from += 1)
      for (let tap = 0; tap < taps; tap += 1) turned[(tap * inputs + from) * outputs + output] = values[next++]!;
  const [before = 0, after = 0] = intsOf(node, 'pads') ?? [];
  return {
    input,
    weight: turned,
    bias: bias === '' ? undefined : bias,
    outputs,
    inputs,
    taps,
    dilation: intsOf(node, 'dilations')?.[0] ?? 1,
    stride: intsOf(node, 'strides')?.[0] ?? 1,
    pads: [before, after] as [number, number],
  };
}
