import { expect, test } from 'vitest';
import { isWrapped, pauseAtLineEnds } from './layout.ts';

/** What is said for sentences, with the pauses at their ends. */
function said(...texts: string[]): string[] {
  const sentences = texts.map((text) => ({ text, tokens: [{ text, whitespace: '', phonemes: text.trim() }] }));
  pauseAtLineEnds(sentences);
  return sentences.map(({ tokens }) => tokens.map((token) => token.phonemes).join(''));
}

test('a heading and a paragraph end with a full stop', () => {
  expect(said('# Milk\n', 'It is white.')).toEqual(['# Milk.', 'It is white.']);
  expect(said('Milk\n\n', 'It is white.')).toEqual(['Milk.', 'It is white.']);
});

test('an item of a list ends with a semicolon, any other line with a comma', () => {
  expect(said('- milk\n', '- eggs\n', '2. bread')).toEqual(['- milk;', '- eggs;', '2. bread']);
  expect(said('| a\n', '| b\n', 'c')).toEqual(['| a,', '| b,', 'c']);
  expect(said('Roses are red\n', 'Violets are blue')).toEqual(['Roses are red,', 'Violets are blue']);
});

test('what has a mark, is the last or says nothing gets none', () => {
  expect(said('Milk!\n', 'Eggs:\n', '“Bread.”\n', 'More\n')).toEqual(['Milk!', 'Eggs:', '“Bread.”', 'More']);
  expect(said('Milk\n', '...\n')).toEqual(['Milk', '...']);
  expect(said('Milk ', 'Eggs')).toEqual(['Milk', 'Eggs']);
});

test('a wide line without a mark goes on in the next', () => {
  const wide = 'I went to the market with my old friend and his dog\n';
  expect(isWrapped(wide, 'John yesterday.')).toBe(true);
  expect(isWrapped(`${wide}\n`, 'John yesterday.')).toBe(false);
  expect(isWrapped(wide, '- John')).toBe(false);
  expect(isWrapped('I went\n', 'John yesterday.')).toBe(false);
  expect(isWrapped('我和我的老朋友以及他的狗昨天一起去了城里的大市场买菜\n', '今天')).toBe(true);
});
