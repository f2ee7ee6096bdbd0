import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAudible, segmentTokens } from './segment.ts';
import { MAX_SYMBOLS } from './types.ts';
import type { Token } from './types.ts';

/** Words of five symbols; a mark at the end of a word is a token of its own. */
function sentence(words: number, end = '.', commaAfter = 0): Token[] {
  const tokens: Token[] = [];
  for (let index = 1; index <= words; index += 1) {
    const last = index === words;
    const mark = last ? end : index === commaAfter ? ',' : '';
    tokens.push({ text: 'abcde', whitespace: mark === '' ? ' ' : '', phonemes: 'abcde' });
    if (mark !== '') tokens.push({ text: mark, whitespace: ' ', phonemes: mark });
  }
  return tokens;
}

const sizes = (tokens: Token[][]): number[] => segmentTokens(tokens).map((segment) => segment.phonemes.length);

describe('segments', () => {
  test('the first is short, the others between 100 and 200 symbols', () => {
    const text = Array.from({ length: 40 }, () => sentence(8));
    const [first = 0, ...rest] = sizes(text);
    expect(first).toBeLessThanOrEqual(120);
    expect(first).toBeGreaterThanOrEqual(25);
    for (const size of rest.slice(0, -1)) {
      expect(size).toBeGreaterThanOrEqual(100);
      expect(size).toBeLessThanOrEqual(200);
    }
  });

  test('end with a sentence where they can', () => {
    const text = Array.from({ length: 20 }, () => sentence(9));
    for (const segment of segmentTokens(text)) expect(segment.phonemes).toMatch(/\.$/);
  });

  test('a long sentence is cut at its comma', () => {
    const [first, second] = segmentTokens([sentence(30, '.', 12)]);
    expect(first?.phonemes).toMatch(/,$/);
    expect(second?.phonemes.startsWith('abcde')).toBe(true);
  });

  test('a sentence without a pause is cut between words', () => {
    const segments = segmentTokens([sentence(300)]);
    expect(segments.length).toBeGreaterThan(5);
    for (const segment of segments) expect(segment.phonemes).toMatch(/^(?:abcde ?)+\.?$/);
  });

  test('a word that is too long for the model is the only one cut', () => {
    const long: Token = { text: 'x'.repeat(900), whitespace: '', phonemes: 'a'.repeat(900) };
    const segments = segmentTokens([[long]]);
    expect(segments.map((segment) => segment.text).join('')).toBe(long.text);
    expect(segments.map((segment) => segment.phonemes).join('')).toBe(long.phonemes);
  });

  test('a token of several words is cut between them', () => {
    const words = Array.from({ length: 12 }, () => 'abcdef').join(' ');
    const date: Token = { text: '1/11/2024', whitespace: '', phonemes: words };
    const segments = segmentTokens([[date]], 40);
    expect(segments.map(({ phonemes }) => phonemes.replaceAll('abcdef', 'w'))).toEqual([
      'w w w w w',
      'w w w w w',
      'w w',
    ]);
    expect(segments.map(({ text }) => text).join('')).toBe(date.text);
  });

  test('marks alone are no segment', () => {
    const dots: Token[] = [{ text: '...', whitespace: ' ', phonemes: '...' }];
    expect(segmentTokens([dots, sentence(5), dots])).toHaveLength(1);
    expect(isAudible('“...”')).toBe(false);
    expect(isAudible('a')).toBe(true);
  });
});

const token = fc.record({
  text: fc.string({ unit: 'grapheme', maxLength: 12 }),
  whitespace: fc.constantFrom('', ' ', '\n', '  '),
  phonemes: fc
    .array(fc.constantFrom('a', 'ˈi', 'k', '.', ',', ' ', ''), { maxLength: 400 })
    .map((parts) => parts.join('')),
});

const texts = fc.array(fc.array(token, { minLength: 1, maxLength: 8 }), { maxLength: 8 });

test('for any tokens: the texts join to the input and no segment is too long', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 30, max: MAX_SYMBOLS }), (tokens, most) => {
      const segments = segmentTokens(tokens, most);
      const text = tokens
        .flat()
        .map((one) => one.text + one.whitespace)
        .join('');
      expect(segments.map((segment) => segment.text).join('')).toBe(text);
      for (const segment of segments) {
        expect(segment.phonemes.length).toBeLessThanOrEqual(most);
        expect(segment.tokens.map((one) => one.text + one.whitespace).join('')).toBe(segment.text);
      }
    }),
  );
});
