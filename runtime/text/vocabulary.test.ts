import { expect, test } from 'vitest';
import { UnspeakableError } from './types.ts';
import { fitToken, KOKORO_SYMBOLS, shortenRepeats } from './vocabulary.ts';

const token = (phonemes: string): { text: string; whitespace: string; phonemes: string } => ({
  text: 'x',
  whitespace: '',
  phonemes,
});

test('the vocabulary has the 114 symbols of the model', () => {
  expect(KOKORO_SYMBOLS.size).toBe(114);
});

test('symbols the model lacks become the nearest it has', () => {
  expect(fitToken(token('ɫaħ'), KOKORO_SYMBOLS).phonemes).toBe('lah');
  expect(fitToken(token('¿sˈi?'), KOKORO_SYMBOLS).phonemes).toBe('sˈi?');
  expect(fitToken(token('t\u032aa5'), KOKORO_SYMBOLS).phonemes).toBe('ta');
});

test('a symbol without a stand-in is an error that names it', () => {
  expect(() => fitToken(token('aЖ'), KOKORO_SYMBOLS)).toThrow(UnspeakableError);
  expect(() => fitToken(token('aЖ'), KOKORO_SYMBOLS)).toThrow(/"Ж"/);
});

test('a mark is said three times at most, a letter as often as it stands', () => {
  expect(shortenRepeats([token('!!!!!!'), token('!!')]).map((one) => one.phonemes)).toEqual(['!!!', '']);
  expect(shortenRepeats([token('aaaa')])[0]?.phonemes).toBe('aaaa');
});
