import { describe, expect, it } from 'vitest';
import { kokoroSymbols, sentencePieces } from './pronunciations.ts';

describe('what a caller says of the sound of a word', () => {
  it('is a token of its own, in its sentence', () => {
    const text = 'Say tomato, please. Or St. John here.';
    const given = [
      { start: 4, end: 10, phonemes: 'təmˈɑːtəʊ' },
      { start: 23, end: 31, phonemes: 'sˈɪnʤən' },
    ];
    expect(sentencePieces(text, 'en-gb', given)).toEqual([
      ['Say ', { text: 'tomato', whitespace: '', phonemes: 'təmˈɑːtQ' }, ', please. '],
      ['Or ', { text: 'St. John', whitespace: ' ', phonemes: 'sˈɪnʤən' }, 'here.'],
    ]);
  });

  it('may hold marks that would end a sentence', () => {
    const text = 'We saw Yes! No? live.';
    const pieces = sentencePieces(text, 'en-us', [{ start: 7, end: 15, phonemes: 'jˈɛs nˈO' }]);
    expect(pieces).toHaveLength(1);
    expect(
      pieces
        .flat()
        .map((piece) => (typeof piece === 'string' ? piece : piece.text + piece.whitespace))
        .join(''),
    ).toBe(text);
  });

  it.each([
    ['həˈloʊ', 'en-us', 'həˈlO'],
    ['həlˈO', 'en-us', 'həlˈO'],
    ['t͡ʃɛr', 'en-us', 'ʧɛɹ'],
    ["'kat", 'en-gb', 'ˈkat'],
    ['bed', 'en-gb', 'bɛd'],
    ['ˈmut͡ʃo', 'es', 'ˈmuʧo'],
    ['t͡ɕa', 'ja', 'ʨa'],
  ] as const)('%s in %s is %s', (ipa, language, symbols) => {
    expect(kokoroSymbols(ipa, language)).toBe(symbols);
  });
});
