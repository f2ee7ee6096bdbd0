import { expect, test } from 'vitest';
import { alignTokens } from './align.ts';

/** Tokens as `text:phonemes`. */
function align(text: string, said: string, alone: Record<string, string> = {}): string[] {
  const tokens = text.split(' ').map((word) => ({ text: word, whitespace: ' ', phonemes: '' }));
  const words = tokens.map((token) => (alone[token.text] ?? token.text).split(' ').filter((word) => word !== ''));
  return alignTokens(tokens, said.split(' '), words).map((token) => `${token.text}:${token.phonemes}`);
}

test('a token said in several words has them all', () => {
  expect(align('in XL size', 'in x l size', { XL: 'x l' })).toEqual(['in:in', 'XL:x l', 'size:size']);
});

test('two tokens said in one word are one token', () => {
  expect(align('sol de la mar', 'sol dela mar')).toEqual(['sol:sol', 'de la:dela', 'mar:mar']);
});

test('stress that a word has only alone does not keep it from being found', () => {
  expect(align('to 1st day', 'to first ˈone dˈay', { to: 'tˈoː', '1st': 'first one' })).toEqual([
    'to:to',
    '1st:first ˈone',
    'day:dˈay',
  ]);
});

test('a word that sounds otherwise in company is found by its neighbours', () => {
  expect(align('les amis 1st', 'lez amis first one', { '1st': 'first one' })).toEqual([
    'les:lez',
    'amis:amis',
    '1st:first one',
  ]);
});

test('tokens whose parts cannot be told are one, and so is a silent one with its neighbour', () => {
  expect(align('a b c d', 'x y z d')).toEqual(['a:x', 'b:y', 'c:z', 'd:d']);
  expect(align('a b c d', 'x y d')).toEqual(['a b c:x y', 'd:d']);
  expect(align('a - b', 'a b', { '-': '' })).toEqual(['a:a', '- b:b']);
  expect(align('a -', 'a', { '-': '' })).toEqual(['a -:a']);
  expect(align('- -', '', { '-': '' })).toEqual(['- -:']);
});

test('a long clause of which nothing is found again is one token, soon', () => {
  const text = Array.from({ length: 2000 }, () => 'a').join(' ');
  const started = process.cpuUsage();
  expect(align(text, text.replaceAll('a', 'x x'))).toHaveLength(1);
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
});
