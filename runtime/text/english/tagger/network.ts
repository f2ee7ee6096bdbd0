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
  pieces: number;
  embeddings: { table: Matrix; seed: number }[];
  mix: Layer;
  /** Residual layers over a window of one token to either side. */
  encode: Layer[];
  /** tags x width */
  output: { weights: Float64Array; bias: Float64Array };
}

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
 * Maxout, then normalisation, of `rows` rows of inputs. The program's hot spot for text: four rows share each weight
 * that is fetched, and their sums do not wait for one another.
 */
function applyLayer(layer: Layer, network: Network, inputs: Float64Array, rows: number): Float64Array {
  const { width, pieces } = network;
  const { weights, bias } = layer;
  const size = inputs.length / rows;
  const out = new Float64Array(rows * width).fill(-Infinity);
  for (let neuron = 0; neuron < width * pieces; neuron += 1) {
    const unit = Math.floor(neuron / pieces);
    const start = neuron * size;
    const base = bias[neuron] as number;
    for (let row = 0; row < rows; row += 4) {
      const at0 = row * size;
      const at1 = Math.min(row + 1, rows - 1) * size;
      const at2 = Math.min(row + 2, rows - 1) * size;
      const at3 = Math.min(row + 3, rows - 1) * size;
      let sum0 = base;
      let sum1 = base;
      let sum2 = base;
      let sum3 = base;
      for (let column = 0; column < size; column += 1) {
        const weight = weights[start + column] as number;
        sum0 += weight * (inputs[at0 + column] as number);
        sum1 += weight * (inputs[at1 + column] as number);
        sum2 += weight * (inputs[at2 + column] as number);
        sum3 += weight * (inputs[at3 + column] as number);
      }
      const to = row * width + unit;
      if (sum0 > (out[to] as number)) out[to] = sum0;
      if (row + 1 < rows && sum1 > (out[to + width] as number)) out[to + width] = sum1;
      if (row + 2 < rows && sum2 > (out[to + 2 * width] as number)) out[to + 2 * width] = sum2;
      if (row + 3 < rows && sum3 > (out[to + 3 * width] as number)) out[to + 3 * width] = sum3;
    }
  }
  for (let row = 0; row < rows; row += 1) normalise(layer, out.subarray(row * width, (row + 1) * width));
  return out;
}

function normalise({ gain, shift }: Layer, row: Float64Array): void {
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
