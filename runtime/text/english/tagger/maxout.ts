// Maxout layers in WebAssembly with SIMD: the program's hot spot for text.
import { BYTES, maxoutModule, PIECES, ROWS, UNITS } from './maxout-module.ts';

// Node has it, @types/node does not.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object) => { exports: unknown };
};
interface Exports {
  memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  run: (...parameters: number[]) => void;
}
const PAGE_BYTES = 65_536;

/** A layer whose weights are in the kernel's memory. */
export interface MaxoutLayer {
  weights: number;
  bias: number;
  columns: number;
  units: number;
}

export interface Maxout {
  /** Keeps a layer: weights are units x pieces x columns, biases units x pieces, both sizes multiples of four. */
  load(weights: Float32Array, bias: Float32Array): MaxoutLayer;
  /** So many numbers to work with; what was in them, and where, is lost with the next call. */
  scratch(length: number): Float32Array;
  /**
   * Writes `rows` rows of outputs to `out` from inputs whose rows begin `stride` numbers apart and may overlap. Both are in
   * the scratch; rows are read and written up to a multiple of four (paddedRows).
   */
  run(layer: MaxoutLayer, inputs: Float32Array, stride: number, rows: number, out: Float32Array): void;
}

export function paddedRows(rows: number): number {
  return Math.ceil(rows / ROWS) * ROWS;
}

/** Makes a kernel with a memory of its own. Layers are loaded before it is used. */
export function createMaxout(): Maxout {
  const { memory, run } = new WebAssembly.Instance(new WebAssembly.Module(maxoutModule())).exports as Exports;
  let used = 0;
  const reserve = (length: number): Float32Array => {
    const pages = Math.ceil((used + length * BYTES - memory.buffer.byteLength) / PAGE_BYTES);
    if (pages > 0) memory.grow(pages);
    return new Float32Array(memory.buffer, used, length);
  };
  const keep = (values: Float32Array): number => {
    const at = reserve(values.length);
    at.set(values);
    used += values.length * BYTES;
    return at.byteOffset;
  };
  return {
    load(weights, bias) {
      const columns = weights.length / bias.length;
      const units = bias.length / PIECES;
      if (columns % 4 !== 0 || units % 4 !== 0) throw new Error(`a layer of ${columns} x ${units} is not in fours`);
      return { weights: keep(interleave(weights, columns)), bias: keep(interleave(bias, 1)), columns, units };
    },
    scratch: reserve,
    run({ weights, bias, columns, units }, inputs, stride, rows, out) {
      // The kernel's loops run at least once.
      if (rows === 0) return;
      const { byteOffset: from } = inputs;
      run(from, stride * BYTES, columns, rows, weights, bias, out.byteOffset, units * BYTES, units);
    },
  };
}

/** Values of units x pieces x columns as the kernel reads them: of four units, column by column, four of each piece. */
function interleave(values: Float32Array, columns: number): Float32Array {
  const out = new Float32Array(values.length);
  const perBlock = UNITS * PIECES * columns;
  values.forEach((value, index) => {
    const column = index % columns;
    const piece = Math.floor(index / columns) % PIECES;
    const unit = Math.floor(index / columns / PIECES);
    const block = Math.floor(unit / UNITS);
    out[block * perBlock + (column * PIECES + piece) * UNITS + (unit % UNITS)] = value;
  });
  return out;
}
