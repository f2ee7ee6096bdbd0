import { numbers } from './graph-editor.ts';
import type { GraphEditor } from './graph-editor.ts';
import { otherInput } from './instance-norm.ts';
import type { OnnxNode } from './onnx-proto.ts';

/**
 * Rewrites Snake, y = x + sin²(ax)/a, behind an InstanceNormalization as (u + sin²u)/a, where u = ax comes out of the
 * normalisation itself, and squares by multiplying. Returns how many.
 */
export function simplifySnakes(graph: GraphEditor): number {
  let count = 0;
  for (const sine of graph.ofType('Sin')) {
    const snake = matchSnake(graph, sine);
    if (!snake) continue;
    const alpha = graph.addConstant(snake.alpha, [snake.alpha.length]);
    const [input, scale, shift] = snake.norm.input as [string, string, string];
    const scaled = graph.add('InstanceNormalization', [
      input,
      graph.add('Mul', [scale, alpha]),
      graph.add('Mul', [shift, alpha]),
    ]);
    graph.maker(scaled)!.attribute = snake.norm.attribute;
    const sin = graph.add('Sin', [scaled]);
    const sum = graph.add('Add', [scaled, graph.add('Mul', [sin, sin])]);
    graph.replace(snake.output, graph.add('Mul', [sum, snake.inverse]));
    count += 1;
  }
  return count;
}

function matchSnake(
  graph: GraphEditor,
  sine: OnnxNode,
): { norm: OnnxNode; alpha: Float32Array; inverse: string; output: string } | undefined {
  const scaled = graph.maker(sine.input[0]);
  if (scaled?.opType !== 'Mul') return undefined;
  const norm = scaled.input.map((value) => graph.maker(value)).find((node) => node?.opType === 'InstanceNormalization');
  const alpha = graph.constant(scaled.input.find((value) => value !== norm?.output[0]));
  const square = graph.onlyReader(sine.output[0], 'Pow');
  const divided = square && graph.scalar(square.input[1]) === 2 && graph.onlyReader(square.output[0], 'Mul');
  const sum = divided && graph.onlyReader(divided.output[0], 'Add');
  if (!norm || !alpha || !sum || otherInput(sum, divided.output[0]!) !== norm.output[0]) return undefined;
  const inverse = otherInput(divided, square.output[0]!);
  const stored = graph.constant(inverse);
  const [alphas, inverses] = [numbers(alpha), stored && numbers(stored)];
  if (!(alphas instanceof Float32Array) || !(inverses instanceof Float32Array)) return undefined;
  const inverted = inverses.every((value, index) => Math.abs(value * alphas[index]! - 1) < 1e-3);
  return inverted ? { norm, alpha: alphas, inverse, output: sum.output[0]! } : undefined;
}
