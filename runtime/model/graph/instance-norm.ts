import type { GraphEditor } from './graph-editor.ts';
import type { OnnxNode } from './onnx-proto.ts';

/**
 * Replaces every adaptive instance normalisation that is spelled out (mean, difference, square, mean, root, quotient,
 * gain, shift: seven passes over memory) by one InstanceNormalization. Returns how many.
 */
export function fuseInstanceNorms(graph: GraphEditor): number {
  let count = 0;
  for (const div of graph.ofType('Div')) {
    const norm = matchNormalisation(graph, div);
    if (!norm) continue;
    for (const gained of graph.readers(div.output[0]!)) {
      const shifted = gained.opType === 'Mul' ? graph.onlyReader(gained.output[0], 'Add') : undefined;
      if (!shifted) continue;
      const gain = otherInput(gained, div.output[0]!);
      const shift = otherInput(shifted, gained.output[0]!);
      const vector = (value: string) => graph.add('Reshape', [value, graph.ints([-1])]);
      const fused = graph.add('InstanceNormalization', [norm.input, vector(gain), vector(shift)], {
        epsilon: norm.epsilon,
      });
      graph.replace(shifted.output[0]!, fused);
      count += 1;
    }
  }
  return count;
}

/** Whether a quotient is (x - mean) / sqrt(variance + epsilon) over the last axis of three. */
function matchNormalisation(graph: GraphEditor, div: OnnxNode): { input: string; epsilon: number } | undefined {
  const [centred, root] = [graph.maker(div.input[0]), graph.maker(div.input[1])];
  if (centred?.opType !== 'Sub' || root?.opType !== 'Sqrt') return undefined;
  const padded = graph.maker(root.input[0]);
  const variance = padded?.opType === 'Add' ? graph.maker(padded.input[0]) : undefined;
  const epsilon = graph.scalar(padded?.input[1]);
  const square = variance?.opType === 'ReduceMean' ? graph.maker(variance.input[0]) : undefined;
  const mean = graph.maker(centred.input[1]);
  const input = centred.input[0];
  const squared = square?.opType === 'Mul' && square.input.every((value) => value === centred.output[0]);
  const overTime = [variance, mean].every((node) => node?.opType === 'ReduceMean' && graph.scalar(node.input[1]) === 2);
  if (input === undefined || epsilon === undefined || !squared || !overTime || mean?.input[0] !== input)
    return undefined;
  return { input, epsilon };
}

/** The input of a two-input node that is not `value`. */
export function otherInput(node: OnnxNode, value: string): string {
  return (node.input[0] === value ? node.input[1] : node.input[0])!;
}
