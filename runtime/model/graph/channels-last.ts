import { elementCount, floatOf, intsOf, numbers } from './graph-editor.ts';
import type { GraphEditor } from './graph-editor.ts';
import { DataType } from './onnx-proto.ts';
import type { OnnxNode } from './onnx-proto.ts';

/** What works on each element alone, whatever their order. */
const ELEMENTWISE = new Set(['Add', 'Sub', 'Mul', 'Div', 'Sin', 'LeakyRelu']);

/**
 * Keeps values as [1, time, channels] from one matrix product to the next, where `unfoldConvolutions` and
 * `multiplyUpsamplings` turn them to [1, channels, time] and back: what lies between is computed on the turned values.
 * Returns how many turns that took away.
 */
export function keepChannelsLast(graph: GraphEditor): number {
  const turned = new Map<string, string>();
  const statistics = new Map<string, { mean: string; variance: string }>();
  const pays = new Map<string, boolean>();

  /** Whether a value is made of turned ones by operations that can be done before the turn. */
  const isWorthIt = (value: string): boolean => {
    const known = pays.get(value);
    if (known !== undefined) return known;
    pays.set(value, false);
    const maker = graph.maker(value);
    const sources = maker ? sourcesOf(maker) : [];
    const result = maker !== undefined && (isTurn(maker) || (sources.length > 0 && sources.every(isWorthIt)));
    pays.set(value, result);
    return result;
  };
  const sourcesOf = (node: OnnxNode): string[] => {
    if (graph.isProtected(node)) return [];
    if (ELEMENTWISE.has(node.opType)) {
      const constants = node.input.filter((input) => graph.constant(input) !== undefined);
      return constants.every((name) => canTurn(graph, name)) ? node.input.filter((x) => !constants.includes(x)) : [];
    }
    const isPad = node.opType === 'Pad' && node.input.length < 4 && padsOf(graph, node)?.length === 6;
    return isPad || node.opType === 'InstanceNormalization' ? [node.input[0]!] : [];
  };

  /** The value as [1, time, channels]. */
  const turn = (value: string): string => {
    const known = turned.get(value);
    if (known !== undefined) return known;
    const maker = graph.maker(value);
    let result: string;
    if (maker && isTurn(maker)) result = maker.input[0]!;
    else if (!maker || !isWorthIt(value)) result = graph.add('Transpose', [value], { perm: [0, 2, 1] });
    else {
      if (maker.opType === 'InstanceNormalization') result = normalise(maker);
      else result = maker.opType === 'Pad' ? pad(maker) : elementwise(maker);
      graph.replace(value, graph.add('Transpose', [result], { perm: [0, 2, 1] }));
    }
    turned.set(value, result);
    return result;
  };
  const alike = (node: OnnxNode, input: string[]): string => {
    const result = graph.add(node.opType, input);
    graph.maker(result)!.attribute = node.attribute;
    return result;
  };
  const elementwise = (node: OnnxNode): string =>
    alike(
      node,
      node.input.map((value) => (graph.constant(value) ? turnConstant(graph, value) : turn(value))),
    );
  const pad = (node: OnnxNode): string => {
    const pads = padsOf(graph, node)!;
    const input = turn(node.input[0]!);
    return alike(node, [input, graph.ints([0, 2, 1, 3, 5, 4].map((axis) => pads[axis]!)), ...node.input.slice(2)]);
  };
  const normalise = (node: OnnxNode): string => {
    const [input, gain, shift] = node.input as [string, string, string];
    const x = turn(input);
    let known = statistics.get(x);
    if (!known) {
      // As products with a row of 1/time: onnxruntime's ReduceMean takes 2 to 20 times as long over this axis.
      const rows = graph.add('Squeeze', [x, graph.ints([0])]);
      const time = graph.add('Shape', [rows], { start: 0, end: 1 });
      const part = graph.add('Reciprocal', [graph.add('Cast', [time], { to: DataType.FLOAT })]);
      const parts = graph.add('Unsqueeze', [graph.add('Expand', [part, time]), graph.ints([0])]);
      const mean = graph.add('MatMul', [parts, rows]);
      const squares = graph.add('MatMul', [parts, graph.add('Mul', [rows, rows])]);
      const variance = graph.add('Relu', [graph.add('Sub', [squares, graph.add('Mul', [mean, mean])])]);
      statistics.set(x, (known = { mean, variance }));
    }
    const epsilon = graph.addConstant(Float32Array.of(floatOf(node, 'epsilon') ?? 1e-5), []);
    const deviation = graph.add('Sqrt', [graph.add('Add', [known.variance, epsilon])]);
    const factor = graph.add('Div', [gain, deviation]);
    const rest = graph.add('Sub', [shift, graph.add('Mul', [known.mean, factor])]);
    return graph.add('Add', [graph.add('Mul', [x, factor]), rest]);
  };

  let count = 0;
  for (const node of graph.ofType('Transpose')) {
    if (!isTurn(node)) continue;
    const quantised = graph.maker(node.input[0]);
    const source = quantised?.opType === 'DynamicQuantizeLinear' ? quantised.input[0]! : node.input[0]!;
    if (!isWorthIt(source)) continue;
    if (quantised?.opType === 'DynamicQuantizeLinear') {
      const values = graph.add('DynamicQuantizeLinear', [turn(source)], {}, '', 3);
      const outputs = graph.maker(values)!.output;
      graph.replace(node.output[0]!, values);
      graph.replace(quantised.output[1]!, outputs[1]!);
      graph.replace(quantised.output[2]!, outputs[2]!);
    } else graph.replace(node.output[0]!, turn(source));
    count += 1;
  }
  return count;
}

function isTurn(node: OnnxNode): boolean {
  return node.opType === 'Transpose' && String(intsOf(node, 'perm')) === '0,2,1';
}

function padsOf(graph: GraphEditor, node: OnnxNode): number[] | undefined {
  const pads = graph.constant(node.input[1]);
  return pads && Array.from(numbers(pads) ?? [], Number);
}

/** Whether a constant is one number, or one for each channel of [1, channels, time]. */
function canTurn(graph: GraphEditor, name: string): boolean {
  const tensor = graph.constant(name)!;
  const [channels = 1, time = 1] = tensor.dims.slice(-2);
  return (
    elementCount(tensor) === (tensor.dims.length > 1 ? channels : 1) && time === 1 && numbers(tensor) !== undefined
  );
}

/** Such a constant laid against [1, time, channels]. */
function turnConstant(graph: GraphEditor, name: string): string {
  const tensor = graph.constant(name)!;
  return elementCount(tensor) === 1 ? name : graph.addConstant(numbers(tensor)!, [elementCount(tensor)]);
}
