// The forward pass of a spaCy tagger (tok2vec of hashed embeddings and a window convolution, then a linear layer),
// as trained for en_core_web_sm: Honnibal, "Embed, encode, attend, predict" (2016) and the layers of thinc 8.
import { tableRows } from './hash.ts';
import type { FeatureIds } from './features.ts';

/** A row-major matrix. */
export interface Matrix {
  data: Float32Array;
  rows: number;
}

/** A maxout layer followed by layer normalisation; its inputs are a multiple of four. */
export interface Layer {
  /** outputs x pieces x inputs */
  weights: Float32Array;
  /** outputs x pieces */
  bias: Float32Array;
  gain: Float32Array;
  shift: Float32Array;
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
  output: { weights: Float32Array; bias: Float32Array };
}

const VARIANCE_FLOOR = 1e-8;

/** The vector of a token before its neighbours are looked at. */
export function embedToken(network: Network, features: FeatureIds): Float32Array {
  const inputs = new Float32Array(network.embeddings.length * network.width);
  const vector = new Float32Array(network.width);
  embed(network, features, inputs);
  applyLayer(network.mix, network, inputs, vector, 0);
  return vector;
}

/** For each token, given by its vector, the scores of all tags. */
export function tagScores(network: Network, tokens: readonly Float32Array[]): Float32Array[] {
  const { width, encode } = network;
  // spaCy pads a text by as many empty rows as the window reaches; they take part in the layers.
  const pad = encode.length;
  const rows = tokens.length + 2 * pad;
  let state = new Float32Array(rows * width);
  tokens.forEach((vector, index) => {
    state.set(vector, (index + pad) * width);
  });
  const window = new Float32Array(3 * width);
  const answer = new Float32Array(width);
  for (const layer of encode) {
    const next = new Float32Array(state);
    for (let row = 0; row < rows; row += 1) {
      for (let offset = -1; offset <= 1; offset += 1) {
        const at = (row + offset) * width;
        const inside = row + offset >= 0 && row + offset < rows;
        if (inside) window.set(state.subarray(at, at + width), (offset + 1) * width);
        else window.fill(0, (offset + 1) * width, (offset + 2) * width);
      }
      applyLayer(layer, network, window, answer, 0);
      for (let column = 0; column < width; column += 1) {
        next[row * width + column] = (next[row * width + column] ?? 0) + (answer[column] ?? 0);
      }
    }
    state = next;
  }
  return tokens.map((_, index) =>
    outputScores(network, state.subarray((index + pad) * width, (index + pad + 1) * width)),
  );
}

function embed(network: Network, features: FeatureIds, into: Float32Array): void {
  into.fill(0);
  network.embeddings.forEach(({ table, seed }, feature) => {
    for (const row of tableRows(features[feature] ?? 0n, seed, table.rows)) {
      for (let column = 0; column < network.width; column += 1) {
        const at = feature * network.width + column;
        into[at] = (into[at] ?? 0) + (table.data[row * network.width + column] ?? 0);
      }
    }
  });
}

/** Maxout, then normalisation, into `out` from `at` on. The inner loop is the program's hot spot for text. */
function applyLayer(layer: Layer, network: Network, input: Float32Array, out: Float32Array, at: number): void {
  const { width, pieces } = network;
  const size = input.length;
  const { weights, bias } = layer;
  let sum = 0;
  for (let unit = 0; unit < width; unit += 1) {
    let best = -Infinity;
    for (let piece = 0; piece < pieces; piece += 1) {
      const start = (unit * pieces + piece) * size;
      // Four sums side by side: a processor waits for one addition before the next of the same sum.
      let [sum0, sum1, sum2, sum3] = [bias[unit * pieces + piece] as number, 0, 0, 0];
      for (let column = 0; column < size; column += 4) {
        sum0 += (weights[start + column] as number) * (input[column] as number);
        sum1 += (weights[start + column + 1] as number) * (input[column + 1] as number);
        sum2 += (weights[start + column + 2] as number) * (input[column + 2] as number);
        sum3 += (weights[start + column + 3] as number) * (input[column + 3] as number);
      }
      const value = sum0 + sum1 + (sum2 + sum3);
      if (value > best) best = value;
    }
    out[at + unit] = best;
    sum += best;
  }
  const mean = sum / width;
  let variance = 0;
  for (let unit = 0; unit < width; unit += 1) variance += ((out[at + unit] as number) - mean) ** 2;
  const scale = 1 / Math.sqrt(variance / width + VARIANCE_FLOOR);
  for (let unit = 0; unit < width; unit += 1) {
    const normal = ((out[at + unit] as number) - mean) * scale;
    out[at + unit] = normal * (layer.gain[unit] as number) + (layer.shift[unit] as number);
  }
}

function outputScores(network: Network, vector: Float32Array): Float32Array {
  const { weights, bias } = network.output;
  return Float32Array.from(bias, (value, tag) => {
    let score = value;
    for (let column = 0; column < vector.length; column += 1) {
      score += (weights[tag * vector.length + column] as number) * (vector[column] as number);
    }
    return score;
  });
}
