import { encode } from '@msgpack/msgpack';
import { expect, test } from 'vitest';
import { featureIds, wordShape } from './features.ts';
import { hashString, tableRows } from './hash.ts';
import { PIECES, tagScores } from './network.ts';
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

/** A network of width 4 with one residual layer whose units copy an input each: their second pieces win. */
function tinyNetwork(): Network {
  const layer = (inputs: number, copied: (unit: number) => number): Layer => {
    const weights = new Float64Array(4 * PIECES * inputs);
    for (let unit = 0; unit < 4; unit += 1) weights[(unit * PIECES + 1) * inputs + copied(unit)] = 1;
    const bias = Float64Array.from({ length: 4 * PIECES }, (_, piece) => (piece % PIECES === 1 ? 0 : -100));
    return { weights, bias, gain: new Float64Array(4).fill(1), shift: new Float64Array(4) };
  };
  const output = { weights: Float64Array.from([1, 0, 0, 0, 0, 0, 0, 1]), bias: new Float64Array(2) };
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
  const [first, second] = tagScores(tinyNetwork(), [Float64Array.of(3, 1, 1, 1), Float64Array.of(0, 0, 0, 0)]);
  expect([...(first ?? [])]).toEqual([3, 1]);
  // (3, 1, 1, 1) normalised: mean 1.5, standard deviation sqrt(0.75)
  expect(second?.[0]).toBeCloseTo(1.5 / Math.sqrt(0.75), 5);
  expect(second?.[1]).toBeCloseTo(-0.5 / Math.sqrt(0.75), 5);
});

test('what a layer makes of the empty rows around a text reaches the text in the next', () => {
  const network = tinyNetwork();
  const [layer] = network.encode as [Layer];
  network.encode = [{ ...layer, shift: Float64Array.of(1, 2, 3, 4) }, layer];
  const [first] = tagScores(network, [Float64Array.of(3, 1, 1, 1)]);
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
