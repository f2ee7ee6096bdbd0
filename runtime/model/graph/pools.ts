import { intOf, intsOf } from './graph-editor.ts';
import type { GraphEditor } from './graph-editor.ts';
import type { OnnxNode } from './onnx-proto.ts';

/**
 * Rewrites each transposed 1-D convolution that doubles the length of every channel for itself (3 taps, stride 2) as two
 * sums for each input, one behind the other. Returns how many.
 */
export function interleavePools(graph: GraphEditor): number {
  let count = 0;
  for (const node of graph.ofType('ConvTranspose')) {
    const channels = channelsOf(node);
    const [input, weight, bias] = node.input;
    if (channels === undefined || input === undefined || weight === undefined || !bias) continue;
    const column = (value: string) => graph.add('Reshape', [value, graph.ints([channels, 1])]);
    const split = graph.add('Split', [weight, graph.ints([1, 1, 1])], { axis: 2 }, '', 3);
    const [left, middle, right] = [split, `${split}_1`, `${split}_2`].map(column) as [string, string, string];
    const end = graph.ints([Number.MAX_SAFE_INTEGER]);
    const longer = graph.add('Pad', [input, graph.ints([0, 0, 0, 0, 0, 1])]);
    const next = graph.add('Slice', [longer, graph.ints([1]), end, graph.ints([2])]);
    const even = graph.add('Mul', [input, middle]);
    const odd = graph.add('Add', [graph.add('Mul', [input, right]), graph.add('Mul', [next, left])]);
    const pairs = [even, odd].map((sum) =>
      graph.add('Unsqueeze', [graph.add('Add', [sum, column(bias)]), graph.ints([3])]),
    );
    const both = graph.add('Concat', pairs, { axis: 3 });
    graph.replace(node.output[0]!, graph.add('Reshape', [both, graph.ints([1, channels, -1])]));
    count += 1;
  }
  return count;
}

/** The channels of a pool as above; undefined for any other transposed convolution. */
function channelsOf(node: OnnxNode): number | undefined {
  const group = intOf(node, 'group') ?? 1;
  const is = (name: string, ...values: number[]) => String(intsOf(node, name) ?? []) === String(values);
  const doubles = is('kernel_shape', 3) && is('strides', 2) && is('pads', 1, 1) && is('output_padding', 1);
  return group > 1 && doubles && (intsOf(node, 'dilations')?.[0] ?? 1) === 1 ? group : undefined;
}
