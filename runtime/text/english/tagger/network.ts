// The forward pass of a spaCy tagger (tok2vec of hashed embeddings and a window convolution, then a linear layer),
// as trained for en_core_web_sm: Honnibal, "Embed, encode, attend, predict" (2016) and the layers of thinc 8.
// Numbers are float64: JavaScript computes in nothing else, and conversions in the inner loop would halve its speed.
import { tableRows } from './hash.ts';
import type { FeatureIds } from './features.ts';

/** A row-major matrix. */
export interface Matrix {
  data: Float32Array;
  rows: number;
}

/** A maxout layer followed by layer normalisation. */
export interface Layer {
  /** outputs x pieces x inputs */
  weights: Float64Array;
  /** outputs x pieces */
  bias: Float64Array;
  gain: Float64Array;
  shift: Float64Array;
}

/** The weights of a tagger. */
export interface Network {
  width: number;
  embeddings: { table: Matrix; seed: number }[];
  mix: Layer;
  /** Residual layers over a window of one token to either side. */
  encode: Layer[];
  /** tags x width */
  output: { weights: Float64Array; bias: Float64Array };
}

/** What each unit of a maxout layer chooses from. */
export const PIECES = 3;
const VARIANCE_FLOOR = 1e-8;

/** The vector of a token before its neighbours are looked at. */
export function embedToken(network: Network, features: FeatureIds): Float64Array {
  const inputs = new Float64Array(network.embeddings.length * network.width);
  embed(network, features, inputs);
  return applyLayer(network.mix, network, inputs, 1);
}

/** For each token, given by its vector, the scores of all tags. */
export function tagScores(network: Network, tokens: readonly Float64Array[]): Float64Array[] {
  const { width, encode } = network;
  // spaCy pads a text by as many empty rows as the layers reach, which take part; each layer needs one less at either end.
  const pad = encode.length;
  const rows = tokens.length + 2 * pad;
  const state = new Float64Array(rows * width);
  tokens.forEach((vector, index) => {
    state.set(vector, (index + pad) * width);
  });
  const allWindows = new Float64Array(rows * 3 * width);
  encode.forEach((layer, index) => {
    const first = index + 1;
    const count = rows - 2 * first;
    const windows = allWindows.subarray(0, count * 3 * width);
    for (let row = 0; row < count; row += 1) {
      const before = (first + row - 1) * width;
      windows.set(state.subarray(before, before + 3 * width), row * 3 * width);
    }
    const change = applyLayer(layer, network, windows, count);
    for (let at = 0; at < change.length; at += 1) {
      const to = first * width + at;
      state[to] = (state[to] as number) + (change[at] as number);
    }
  });
  return tokens.map((_, index) =>
    outputScores(network, state.subarray((index + pad) * width, (index + pad + 1) * width)),
  );
}

function embed(network: Network, features: FeatureIds, into: Float64Array): void {
  network.embeddings.forEach(({ table, seed }, feature) => {
    for (const row of tableRows(features[feature] ?? 0n, seed, table.rows)) {
      for (let column = 0; column < network.width; column += 1) {
        const at = feature * network.width + column;
        into[at] = (into[at] ?? 0) + (table.data[row * network.width + column] ?? 0);
      }
    }
  });
}

/**
 * Maxout, then normalisation, of `rows` rows of inputs. The program's hot spot for text: the pieces of a unit and two rows
 * share what is fetched, and their sums do not wait for one another.
 */
function applyLayer(
  { weights, bias, ...layer }: Layer,
  { width }: Network,
  inputs: Float64Array,
  rows: number,
): Float64Array {
  const size = inputs.length / rows;
  const out = new Float64Array(rows * width);
  for (let unit = 0; unit < width; unit += 1) {
    const first = unit * PIECES;
    const at0 = first * size;
    const [at1, at2] = [at0 + size, at0 + 2 * size];
    for (let row = 0; row < rows; row += 2) {
      const upper = row * size;
      const lower = Math.min(row + 1, rows - 1) * size;
      let [upper0, upper1, upper2] = [bias[first] as number, bias[first + 1] as number, bias[first + 2] as number];
      let [lower0, lower1, lower2] = [upper0, upper1, upper2];
      for (let column = 0; column < size; column += 1) {
        const weight0 = weights[at0 + column] as number;
        const weight1 = weights[at1 + column] as number;
        const weight2 = weights[at2 + column] as number;
        const above = inputs[upper + column] as number;
        const below = inputs[lower + column] as number;
        upper0 += weight0 * above;
        upper1 += weight1 * above;
        upper2 += weight2 * above;
        lower0 += weight0 * below;
        lower1 += weight1 * below;
        lower2 += weight2 * below;
      }
      out[row * width + unit] = Math.max(upper0, upper1, upper2);
      if (row + 1 < rows) out[(row + 1) * width + unit] = Math.max(lower0, lower1, lower2);
    }
  }
  for (let row = 0; row < rows; row += 1) normalise(layer, out.subarray(row * width, (row + 1) * width));
  return out;
}

function normalise({ gain, shift }: Pick<Layer, 'gain' | 'shift'>, row: Float64Array): void {
  const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
  const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
  const scale = 1 / Math.sqrt(variance + VARIANCE_FLOOR);
  for (let at = 0; at < row.length; at += 1) {
    row[at] = ((row[at] as number) - mean) * scale * (gain[at] as number) + (shift[at] as number);
  }
}

function outputScores(network: Network, vector: Float64Array): Float64Array {
  const { weights, bias } = network.output;
  const scores = new Float64Array(bias);
  for (let tag = 0; tag < scores.length; tag += 1) {
    let score = scores[tag] as number;
    const start = tag * vector.length;
    for (let column = 0; column < vector.length; column += 1) {
      score += (weights[start + column] as number) * (vector[column] as number);
    }
    scores[tag] = score;
  }
  return scores;
}
