import { GraphEditor, numbers } from '../../../runtime/model/graph/graph-editor.ts';
import { decodeModel, encodeModel } from '../../../runtime/model/graph/onnx-proto.ts';

/** 2^13 + 1: x * this - (x * this - x) is x with 13 bits less, as TF32 has it (Dekker's splitting). */
const SPLIT = 8193;

/** How many leading inputs of an operation are factors of its products. */
const FACTORS = { MatMul: 2, Gemm: 2, LSTM: 3 };

/**
 * A float graph whose products take their factors as tensor cores do by default (TF32, 10 bits of mantissa), but for the
 * values that an LSTM hands on within itself.
 */
export function asTf32(bytes: Uint8Array): Uint8Array {
  const model = decodeModel(bytes);
  const graph = new GraphEditor(model.graph);
  const split = graph.addConstant(Float32Array.of(SPLIT), []);
  const narrowed = new Map<string, string>();
  const narrow = (name: string): string => {
    let made = narrowed.get(name);
    if (made !== undefined) return made;
    const stored = graph.constant(name);
    const values = stored && numbers(stored);
    if (values instanceof Float32Array) {
      made = graph.addConstant(values.map(rounded), stored!.dims);
    } else {
      const scaled = graph.add('Mul', [name, split]);
      made = graph.add('Sub', [scaled, graph.add('Sub', [scaled, name])]);
    }
    narrowed.set(name, made);
    return made;
  };
  for (const [opType, factors] of Object.entries(FACTORS)) {
    for (const node of graph.ofType(opType)) {
      const input = node.input.map((name, index) => (index < factors ? narrow(name) : name));
      const other = graph.maker(graph.add(opType, input, {}, '', node.output.length))!;
      other.attribute = node.attribute;
      node.output.forEach((name, index) => graph.replace(name, other.output[index]!));
    }
  }
  graph.finish();
  return encodeModel(model);
}

function rounded(value: number): number {
  const scaled = Math.fround(value * SPLIT);
  return Math.fround(scaled - Math.fround(scaled - value));
}
