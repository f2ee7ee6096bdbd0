// The forward pass of a spaCy tagger (tok2vec of hashed embeddings and a window convolution, then a linear layer),
// as trained for en_core_web_sm: Honnibal, "Embed, encode, attend, predict" (2016) and the layers of thinc 8.
import type { FeatureIds } from './features.ts';
import { tableRows } from './hash.ts';
import { createMaxout, paddedRows } from './maxout.ts';

/** A row-major matrix. */
export interface Matrix {
  data: Float32Array;
  rows: number;
}

/** A maxout layer followed by layer normalisation. */
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
  embeddings: { table: Matrix; seed: number }[];
  mix: Layer;
  /** Residual layers over a window of one token to either side. */
  encode: Layer[];
  /** tags x width */
  output: { weights: Float32Array; bias: Float32Array };
}

/** A network ready to run. */
export interface RunningNetwork {
  /** The vectors of tokens before their neighbours are looked at. */
  embedTokens(tokens: readonly FeatureIds[]): Float32Array[];
  /** For each token, given by its vector, the scores of all tags. */
  tagScores(tokens: readonly Float32Array[]): Float32Array[];
}

const VARIANCE_FLOOR = 1e-8;

export function startNetwork(network: Network): RunningNetwork {
  const { width, encode, embeddings } = network;
  const kernel = createMaxout();
  const mix = kernel.load(network.mix.weights, network.mix.bias);
  const layers = encode.map((layer) => kernel.load(layer.weights, layer.bias));

  return {
    embedTokens(tokens) {
      const size = embeddings.length * width;
      const rows = paddedRows(tokens.length);
      const scratch = kernel.scratch(rows * (size + width));
      const inputs = scratch.subarray(0, rows * size).fill(0);
      const out = scratch.subarray(rows * size);
      tokens.forEach((features, row) => {
        embed(network, features, inputs.subarray(row * size, (row + 1) * size));
      });
      kernel.run(mix, inputs, size, tokens.length, out);
      normaliseRows(network.mix, out, tokens.length);
      return tokens.map((_, row) => out.slice(row * width, (row + 1) * width));
    },
    tagScores(tokens) {
      // spaCy pads a text by as many empty rows as the layers reach, which take part; each layer needs one less at either end.
      const pad = encode.length;
      const rows = tokens.length + 2 * pad;
      const padded = paddedRows(rows);
      const scratch = kernel.scratch((2 * padded + 2) * width).fill(0);
      const state = scratch.subarray(0, (padded + 2) * width);
      const change = scratch.subarray((padded + 2) * width);
      tokens.forEach((vector, index) => {
        state.set(vector, (index + pad) * width);
      });
      encode.forEach((layer, index) => {
        const first = index + 1;
        const count = rows - 2 * first;
        // The window of a token is the row before its own and the two that follow.
        kernel.run(layers[index]!, state.subarray((first - 1) * width), width, count, change);
        normaliseRows(layer, change, count);
        for (let at = 0; at < count * width; at += 1) state[first * width + at]! += change[at]!;
      });
      return tokens.map((_, index) =>
        outputScores(network, state.subarray((index + pad) * width, (index + pad + 1) * width)),
      );
    },
  };
}

function embed(network: Network, features: FeatureIds, into: Float32Array): void {
  network.embeddings.forEach(({ table, seed }, feature) => {
    for (const row of tableRows(features[feature] ?? 0n, seed, table.rows)) {
      for (let column = 0; column < network.width; column += 1) {
        into[feature * network.width + column]! += table.data[row * network.width + column]!;
      }
    }
  });
}

function normaliseRows({ gain, shift }: Layer, values: Float32Array, rows: number): void {
  const width = gain.length;
  for (let from = 0; from < rows * width; from += width) {
    let sum = 0;
    for (let at = 0; at < width; at += 1) sum += values[from + at]!;
    const mean = sum / width;
    let squares = 0;
    for (let at = 0; at < width; at += 1) squares += (values[from + at]! - mean) ** 2;
    const scale = 1 / Math.sqrt(squares / width + VARIANCE_FLOOR);
    for (let at = 0; at < width; at += 1) {
      values[from + at] = (values[from + at]! - mean) * scale * gain[at]! + shift[at]!;
    }
  }
}

function outputScores({ output }: Network, vector: Float32Array): Float32Array {
  const { weights, bias } = output;
  return bias.map((score, tag) => {
    const start = tag * vector.length;
    for (let column = 0; column < vector.length; column += 1) score += weights[start + column]! * vector[column]!;
    return score;
  });
}
