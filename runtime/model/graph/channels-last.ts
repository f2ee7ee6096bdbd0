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
  const turner = new Turner(graph);
  let count = 0;
  for (const node of graph.ofType('Transpose')) {
    if (!isTurn(node)) continue;
    const quantised = graph.maker(node.input[0]);
    if (quantised?.opType === 'DynamicQuantizeLinear') {
      if (!turner.canTurn(quantised.input[0]!)) continue;
      const values = graph.add('DynamicQuantizeLinear', [turner.turn(quantised.input[0]!)], {}, '', 3);
      const [, scale, zeroPoint] = graph.maker(values)!.output;
      graph.replace(node.output[0]!, values);
      graph.replace(quantised.output[1]!, scale!);
      graph.replace(quantised.output[2]!, zeroPoint!);
    } else {
      if (!turner.canTurn(node.input[0]!)) continue;
      graph.replace(node.output[0]!, turner.turn(node.input[0]!));
    }
    count += 1;
  }
  return count;
}

/** Computes values of [1, channels, time] as [1, time, channels]. */
class Turner {
  readonly #graph: GraphEditor;
  readonly #turned = new Map<string, string>();
  readonly #turnable = new Map<string, boolean>();
  readonly #moments = new Map<string, { mean: string; variance: string }>();

  constructor(graph: GraphEditor) {
    this.#graph = graph;
  }

  /** Whether a value comes out of turns by operations that can as well be done before them. */
  canTurn(value: string): boolean {
    let known = this.#turnable.get(value);
    if (known === undefined) {
      const maker = this.#graph.maker(value);
      const sources = maker ? this.#sources(maker) : [];
      known =
        maker !== undefined && (isTurn(maker) || (sources.length > 0 && sources.every((one) => this.canTurn(one))));
      this.#turnable.set(value, known);
    }
    return known;
  }

  /** A value that `canTurn` as [1, time, channels]; who reads it as it was reads a turn of that from now on. */
  turn(value: string): string {
    let result = this.#turned.get(value);
    if (result !== undefined) return result;
    const maker = this.#graph.maker(value)!;
    if (isTurn(maker)) result = maker.input[0]!;
    else {
      if (maker.opType === 'InstanceNormalization') result = this.#normalise(maker);
      else result = maker.opType === 'Pad' ? this.#pad(maker) : this.#elementwise(maker);
      this.#graph.replace(value, this.#graph.add('Transpose', [result], { perm: [0, 2, 1] }));
    }
    this.#turned.set(value, result);
    return result;
  }

  /** The values that a node would have to read turned; none when it cannot. */
  #sources(node: OnnxNode): string[] {
    if (this.#graph.isProtected(node)) return [];
    if (ELEMENTWISE.has(node.opType)) {
      const constants = node.input.filter((input) => this.#graph.constant(input) !== undefined);
      return constants.every((name) => this.#isByChannel(name)) ? node.input.filter((x) => !constants.includes(x)) : [];
    }
    const isPad = node.opType === 'Pad' && node.input.length < 4 && this.#pads(node).length === 6;
    return isPad || node.opType === 'InstanceNormalization' ? [node.input[0]!] : [];
  }

  #elementwise(node: OnnxNode): string {
    return this.#alike(
      node,
      node.input.map((value) => (this.#graph.constant(value) ? this.#turnConstant(value) : this.turn(value))),
    );
  }

  #pad(node: OnnxNode): string {
    const pads = this.#pads(node);
    const turned = this.#graph.ints([0, 2, 1, 3, 5, 4].map((place) => pads[place]!));
    return this.#alike(node, [this.turn(node.input[0]!), turned, ...node.input.slice(2)]);
  }

  #normalise(node: OnnxNode): string {
    const graph = this.#graph;
    const [input, gain, shift] = node.input as [string, string, string];
    const x = this.turn(input);
    const { mean, variance } = this.#momentsOf(x);
    const epsilon = graph.addConstant(Float32Array.of(floatOf(node, 'epsilon') ?? 1e-5), []);
    const deviation = graph.add('Sqrt', [graph.add('Add', [variance, epsilon])]);
    const factor = graph.add('Div', [gain, deviation]);
    const rest = graph.add('Sub', [shift, graph.add('Mul', [mean, factor])]);
    return graph.add('Add', [graph.add('Mul', [x, factor]), rest]);
  }

  /** Mean and variance of each channel, [1, channels], as products with a row of 1/time: ReduceMean takes 2 to 20 times as long. */
  #momentsOf(x: string): { mean: string; variance: string } {
    let moments = this.#moments.get(x);
    if (moments === undefined) {
      const graph = this.#graph;
      const rows = graph.add('Squeeze', [x, graph.ints([0])]);
      const time = graph.add('Shape', [rows], { start: 0, end: 1 });
      const part = graph.add('Reciprocal', [graph.add('Cast', [time], { to: DataType.FLOAT })]);
      const parts = graph.add('Unsqueeze', [graph.add('Expand', [part, time]), graph.ints([0])]);
      const mean = graph.add('MatMul', [parts, rows]);
      const squares = graph.add('MatMul', [parts, graph.add('Mul', [rows, rows])]);
      // Rounding may leave the variance of a constant below 0.
      const variance = graph.add('Relu', [graph.add('Sub', [squares, graph.add('Mul', [mean, mean])])]);
      moments = { mean, variance };
      this.#moments.set(x, moments);
    }
    return moments;
  }

  #alike(node: OnnxNode, input: readonly string[]): string {
    const result = this.#graph.add(node.opType, input);
    this.#graph.maker(result)!.attribute = node.attribute;
    return result;
  }

  #pads(node: OnnxNode): number[] {
    const pads = this.#graph.constant(node.input[1]);
    return pads ? Array.from(numbers(pads) ?? [], Number) : [];
  }

  /** Whether a constant is one number, or one for each channel of [1, channels, time]. */
  #isByChannel(name: string): boolean {
    const tensor = this.#graph.constant(name)!;
    const [channels = 1, time = 1] = tensor.dims.slice(-2);
    const count = tensor.dims.length > 1 ? channels : 1;
    return elementCount(tensor) === count && time === 1 && numbers(tensor) !== undefined;
  }

  /** Such a constant laid against [1, time, channels]. */
  #turnConstant(name: string): string {
    const tensor = this.#graph.constant(name)!;
    const count = elementCount(tensor);
    return count === 1 ? name : this.#graph.addConstant(numbers(tensor)!, [count]);
  }
}

function isTurn(node: OnnxNode): boolean {
  return node.opType === 'Transpose' && String(intsOf(node, 'perm')) === '0,2,1';
}
