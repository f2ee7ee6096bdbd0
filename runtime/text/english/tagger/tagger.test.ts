import { encode } from '@msgpack/msgpack';
import { expect, test } from 'vitest';
import { featureIds, wordShape } from './features.ts';
import { hashString, tableRows } from './hash.ts';
import { createMaxout, paddedRows } from './maxout.ts';
import { PIECES } from './maxout-module.ts';
import { startNetwork } from './network.ts';
import type { Layer, Network } from './network.ts';
import { ruleTagger } from './rule-tagger.ts';
import { createTagger } from './tagger.ts';

test('strings have the ids that spaCy gives them', () => {
  expect(hashString('the')).toBe(7425985699627899538n);
  expect(hashString('hello')).toBe(5983625672228268878n);
  expect(hashString('café')).toBe(32833993555699147n);
  expect(hashString('Xxxxx')).toBe(16072095006890171862n);
});

test('rows of a table are those of thinc', () => {
  const all = 2 ** 32;
  expect(tableRows(1n, 8, all)).toEqual([1161550108, 2247783286, 1742325162, 1224191281]);
  expect(tableRows(12345678901234567890n, 8, all)).toEqual([825681028, 3746740173, 3386005190, 3472626611]);
});

test('a shape keeps case and kind and cuts runs to four', () => {
  expect(wordShape([...'Boston'])).toBe('Xxxxx');
  expect(wordShape([...'iPhone15'])).toBe('xXxxxxdd');
  expect(wordShape([...'U.S.'])).toBe('X.X.');
  expect(wordShape([...'a'.repeat(200)])).toBe('LONG');
});

test('a given norm wins over the table, the table over lower case', () => {
  const norms = new Map([[String(hashString('colour')), 'color']]);
  const normOf = (text: string, norm?: string): bigint => featureIds({ text, whitespace: ' ', norm }, norms)[0];
  expect(normOf('colour')).toBe(hashString('color'));
  expect(normOf("n't", 'not')).toBe(hashString('not'));
  expect(normOf('Hello')).toBe(hashString('hello'));
  expect(normOf('mark')).toBe(423n); // numbered by spacy.symbols
});

test('a maxout layer is computed for rows that overlap, in any number', () => {
  const [units, columns, stride] = [8, 12, 4];
  const number = (index: number): number => ((index * 7919) % 101) / 50 - 1;
  const weights = Float32Array.from({ length: units * PIECES * columns }, (_, index) => number(index));
  const bias = Float32Array.from({ length: units * PIECES }, (_, index) => number(index + 3));
  const expected = (inputs: Float32Array, row: number, unit: number): number => {
    const sums = Array.from({ length: PIECES }, (_, piece) => {
      const at = unit * PIECES + piece;
      const products = Array.from(weights.slice(at * columns, (at + 1) * columns), (weight, column) => {
        return weight * inputs[row * stride + column]!;
      });
      return products.reduce((sum, product) => sum + product, bias[at]!);
    });
    return Math.max(...sums);
  };
  const kernel = createMaxout();
  kernel.load(weights, bias); // one more layer, before it in memory
  const layer = kernel.load(weights, bias);
  for (const rows of [0, 1, 4, 6, 5000]) {
    const size = (paddedRows(rows) + 2) * stride;
    const scratch = kernel.scratch(size + paddedRows(rows) * units);
    const inputs = scratch.subarray(0, size);
    inputs.forEach((_, index) => (inputs[index] = number(index + 5)));
    const out = scratch.subarray(size);
    kernel.run(layer, inputs, stride, rows, out);
    for (let row = 0; row < rows; row += 1)
      for (let unit = 0; unit < units; unit += 1)
        expect(out[row * units + unit]).toBeCloseTo(expected(inputs, row, unit), 4);
  }
});

/** A network of width 4 with one residual layer whose units copy an input each: their second pieces win. */
function tinyNetwork(): Network {
  const layer = (inputs: number, copied: (unit: number) => number): Layer => {
    const weights = new Float32Array(4 * PIECES * inputs);
    for (let unit = 0; unit < 4; unit += 1) weights[(unit * PIECES + 1) * inputs + copied(unit)] = 1;
    const bias = Float32Array.from({ length: 4 * PIECES }, (_, piece) => (piece % PIECES === 1 ? 0 : -100));
    return { weights, bias, gain: new Float32Array(4).fill(1), shift: new Float32Array(4) };
  };
  const output = { weights: Float32Array.from([1, 0, 0, 0, 0, 0, 0, 1]), bias: new Float32Array(2) };
  // the middle third of a window is the token itself, the first third the one before
  return {
    width: 4,
    embeddings: [],
    mix: layer(4, (unit) => unit),
    encode: [layer(12, (unit) => unit)],
    output,
  };
}

test('a token is scored by itself and by the normalised token before it', () => {
  const [first, second] = startNetwork(tinyNetwork()).tagScores([
    Float32Array.of(3, 1, 1, 1),
    Float32Array.of(0, 0, 0, 0),
  ]);
  expect([...(first ?? [])]).toEqual([3, 1]);
  // (3, 1, 1, 1) normalised: mean 1.5, standard deviation sqrt(0.75)
  expect(second?.[0]).toBeCloseTo(1.5 / Math.sqrt(0.75), 5);
  expect(second?.[1]).toBeCloseTo(-0.5 / Math.sqrt(0.75), 5);
});

test('what a layer makes of the empty rows around a text reaches the text in the next', () => {
  const network = tinyNetwork();
  const [layer] = network.encode as [Layer];
  network.encode = [{ ...layer, shift: Float32Array.of(1, 2, 3, 4) }, layer];
  const [first] = startNetwork(network).tagScores([Float32Array.of(3, 1, 1, 1)]);
  // (1, 2, 3, 4) is added by the first layer, and normalised by the second as the row before: mean 2.5, standard deviation sqrt(1.25)
  expect(first?.[0]).toBeCloseTo(3 + 1 - 1.5 / Math.sqrt(1.25), 5);
  expect(first?.[1]).toBeCloseTo(1 + 4 + 1.5 / Math.sqrt(1.25), 5);
});

test('files of another model are refused with a reason', () => {
  const empty = encode({ nodes: [], params: [], attrs: [] });
  expect(() => createTagger({ tok2vec: empty, tagger: empty, norms: encode({}) })).toThrow(/architecture/);
});

test('without a trained tagger, lists and endings tell nouns from verbs', () => {
  const tags = (text: string): string[] => ruleTagger(text.split(' ').map((word) => ({ text: word, whitespace: ' ' })));
  expect(tags('They record the record .')).toEqual(['PRP', 'VBP', 'DT', 'NN', '.']);
  expect(tags('a constructor')).toEqual(['DT', 'NN']);
  expect(tags('to present a present')).toEqual(['TO', 'VB', 'DT', 'NN']);
  expect(tags('" No , " said Ann quickly')).toEqual(['``', 'DT', ',', "''", 'VBD', 'NNP', 'RB']);
});
