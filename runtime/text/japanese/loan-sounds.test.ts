import { expect, test } from 'vitest';
import { borrow } from './loan-sounds.ts';
import { loanWord } from './latin-words.ts';

test.each([
  ['stˈAʃən', 'station', 'すてーしょん'],
  ['mˈɪʃən', 'mission', 'みっしょん'],
  ['bˈɑks', 'box', 'ぼっくす'],
  ['kwˈɪk', 'quick', 'くいっく'],
  ['mˈɛdᵻkᵊl', 'medical', 'めでぃかる'],
  ['bˈæTᵊl', 'battle', 'ばとる'],
  ['nˈɑvᵊl', 'novel', 'のべる'],
  ['pˈWəɹ', 'power', 'ぱわー'],
  ['kˈæt', 'cat', 'きゃっと'],
  ['ɹˈʌnɪŋ', 'running', 'らんにんぐ'],
])('%s, written %s, is borrowed as %s', (phonemes, spelling, kana) => {
  expect(borrow(phonemes, spelling)).toBe(kana);
});

test('words that were borrowed otherwise are known', () => {
  expect(loanWord('Camera')).toBe('カメラ');
  expect(loanWord('zero')).toBe('ゼロ');
  expect(loanWord('google')).toBe('グーグル');
});
