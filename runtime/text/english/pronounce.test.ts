import { describe, expect, test } from 'vitest';
import { withEd, withIng, withS } from './endings.ts';
import { parseLexicon } from './lexicon.ts';
import type { Following } from './lookup.ts';
import { pronounce } from './pronounce.ts';
import { applyStress } from './stress.ts';

const gold = {
  cat: 'kˈæt',
  wait: 'wˈAt',
  try: 'tɹˈI',
  bake: 'bˈAk',
  stop: 'stˈɑp',
  Paris: 'pˈɛɹɪs',
  nasa: 'nˈæsə',
  am: 'æm',
  to: 'tˈu',
  used: { DEFAULT: 'jˈuzd', VBD: 'jˈust' },
  use: { DEFAULT: 'jˈuz', NOUN: 'jˈus' },
  can: { DEFAULT: 'kæn', None: 'kˈæn' },
  percent: 'pəɹsˈɛnt',
  F: 'ˈɛf',
  B: 'bˈi',
  I: 'ˈI',
};
const encode = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const lexicon = parseLexicon(encode(gold), encode({ zorb: 'zˈɔɹb' }), false);
const consonant: Following = { vowel: false, to: false };
const say = (word: string, tag = 'NN', following = consonant): string | undefined =>
  pronounce(lexicon, word, tag, following);

test('gold before silver, any case, undefined when unknown', () => {
  expect(say('cat')).toBe('kˈæt');
  expect(say('zorb')).toBe('zˈɔɹb');
  expect(say('paris')).toBe('pˈɛɹɪs');
  expect(say('Cat')).toBe('kˈæt');
  expect(say('constructor')).toBeUndefined();
});

test('inflections of known words', () => {
  expect(say('cats', 'NNS')).toBe('kˈæts');
  expect(say("cat's")).toBe('kˈæts');
  expect(say('tries', 'VBZ')).toBe('tɹˈIz');
  expect(say('waited', 'VBD')).toBe('wˈAɾᵻd');
  expect(say('waiting', 'VBG')).toBe('wˈAɾɪŋ');
  expect(say('baking', 'VBG')).toBe('bˈAkɪŋ');
  expect(say('stopping', 'VBG')).toBe('stˈɑpɪŋ');
});

test('parts of speech and pauses choose among entries', () => {
  expect(say('use', 'NN')).toBe('jˈus');
  expect(say('use', 'VBP')).toBe('jˈuz');
  expect(say('can', 'MD')).toBe('kæn');
  expect(say('can', 'MD', { vowel: undefined, to: false })).toBe('kˈæn');
  expect(say('used', 'VBD', { vowel: false, to: true })).toBe('jˈust');
  expect(say('used', 'VBN')).toBe('jˈuzd');
});

test('small words follow the sound after them', () => {
  expect(say('the', 'DT')).toBe('ðə');
  expect(say('the', 'DT', { vowel: true, to: false })).toBe('ði');
  expect(say('to', 'TO', { vowel: true, to: false })).toBe('tʊ');
  expect(say('to', 'TO', { vowel: undefined, to: false })).toBe('tˈu');
  expect(say('a', 'DT')).toBe('ɐ');
  expect(say('A', 'NN')).toBe('ˈA');
  expect(say('%')).toBe('pəɹsˈɛnt');
});

test('capitals are spelt unless they are a word', () => {
  expect(say('FBI', 'NNP')).toBe('ˌɛfbˌiˈI');
  expect(say('F.B.I.', 'NNP')).toBe('ˌɛfbˌiˈI');
  expect(say('NASA', 'NNP')).toBe('nˈæsə');
});

describe('endings', () => {
  test('-s', () => {
    expect([withS('kˈæt', false), withS('bˈʌs', false), withS('bˈʌs', true), withS('dˈɔɡ', false)]).toEqual([
      'kˈæts',
      'bˈʌsᵻz',
      'bˈʌsɪz',
      'dˈɔɡz',
    ]);
  });
  test('-ed', () => {
    expect([withEd('stˈɑp', false), withEd('nˈid', false), withEd('wˈAt', true), withEd('plˈA', false)]).toEqual([
      'stˈɑpt',
      'nˈidᵻd',
      'wˈAtɪd',
      'plˈAd',
    ]);
  });
  test('-ing', () => {
    expect([withIng('wˈAt', false), withIng('wˈAt', true), withIng('stˈɑː', true)]).toEqual([
      'wˈAɾɪŋ',
      'wˈAtɪŋ',
      undefined,
    ]);
  });
});

test('stress is added before the vowel, weakened or dropped', () => {
  expect(applyStress('kæn', 0.5)).toBe('kˌæn');
  expect(applyStress('kæn', 2)).toBe('kˈæn');
  expect(applyStress('ˌʌp', 2)).toBe('ˈʌp');
  expect(applyStress('pˈʌblˌɪʃ', -0.5)).toBe('pˌʌblɪʃ');
  expect(applyStress('pˈYnt', -2)).toBe('pYnt');
  expect(applyStress('m', 2)).toBe('m');
});
