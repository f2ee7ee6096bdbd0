// The kernel of a maxout layer as a WebAssembly module. Rows of inputs may overlap: a window over a text is a row of one
// token's bytes after the other's. Weights and biases are read as interleave() puts them.
import {
  addFours,
  constant,
  get,
  increase,
  loadFour,
  loadSplat,
  maxFours,
  multiplyFours,
  oneFunctionModule,
  repeatWhilePositive,
  set,
  storeFour,
} from './wasm.ts';
import type { Code } from './wasm.ts';

/** What each unit of a maxout layer chooses from. */
export const PIECES = 3;
/** Units and rows are computed four by four: the twelve sums and their factors fit in registers. */
export const UNITS = 4;
export const ROWS = 4;
/** Columns of one round of the inner loop. */
const COLUMNS = 4;
/** Of a number. */
export const BYTES = 4;

/** Bytes from the start of a block of interleaved weights to those of a piece and column. */
const offset = (piece: number, column: number): number => (column * PIECES + piece) * UNITS * BYTES;

/**
 * run(inputs, stride, columns, rows, weights, bias, out, rowBytes, units): addresses, and sizes that are multiples of four;
 * `stride` are the bytes from a row of inputs to the next, `rowBytes` those of the output's rows.
 */
export function maxoutModule(): Uint8Array<ArrayBuffer> {
  let locals = 0;
  const local = (): number => locals++;
  const inputs = local();
  const stride = local();
  const columns = local();
  const rows = local();
  const weights = local();
  const bias = local();
  const out = local();
  const rowBytes = local();
  const units = local();
  const parameters = locals;
  const row = local();
  const to = local();
  const rowsLeft = local();
  const weight = local();
  const columnsLeft = local();
  const inputOf = many(ROWS, local);
  const integers = locals - parameters;
  const factors = many(PIECES, local);
  const input = local();
  const sums = many(ROWS, () => many(PIECES, local));
  const vectors = locals - parameters - integers;

  const addColumn = (column: number): Code => [
    ...factors.flatMap((factor, piece) => set(factor, loadFour(get(weight), offset(piece, column)))),
    ...sums.flatMap((ofRow, index) => [
      ...set(input, loadSplat(get(inputOf[index]!), column * BYTES)),
      ...ofRow.flatMap((sum, piece) => set(sum, addFours(get(sum), multiplyFours(get(input), get(factors[piece]!))))),
    ]),
  ];
  const columnLoop = repeatWhilePositive(columnsLeft, [
    ...many(COLUMNS, addColumn).flat(),
    ...inputOf.flatMap((address) => increase(address, constant(COLUMNS * BYTES))),
    ...increase(weight, constant(offset(0, COLUMNS))),
    ...increase(columnsLeft, constant(-COLUMNS)),
  ]);
  const rowLoop = repeatWhilePositive(rowsLeft, [
    ...inputOf.flatMap((address) => [...set(address, get(row)), ...increase(row, get(stride))]),
    ...sums.flatMap((ofRow) => ofRow.flatMap((sum, piece) => set(sum, loadFour(get(bias), offset(piece, 0))))),
    ...set(weight, get(weights)),
    ...set(columnsLeft, get(columns)),
    ...columnLoop,
    ...sums.flatMap((ofRow) => [
      ...storeFour(get(to), ofRow.map(get).reduce(maxFours)),
      ...increase(to, get(rowBytes)),
    ]),
    ...increase(rowsLeft, constant(-ROWS)),
  ]);
  const unitLoop = repeatWhilePositive(units, [
    ...set(row, get(inputs)),
    ...set(to, get(out)),
    ...set(rowsLeft, get(rows)),
    ...rowLoop,
    ...set(weights, get(weight)),
    ...increase(bias, constant(offset(0, 1))),
    ...increase(out, constant(UNITS * BYTES)),
    ...increase(units, constant(-UNITS)),
  ]);
  return oneFunctionModule(parameters, { integers, vectors }, unitLoop);
}

function many<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
