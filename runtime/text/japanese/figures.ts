import type { Fixed } from './analyze.ts';
import { longVowels } from './kana.ts';
import { readLatin } from './latin.ts';
import type { EnglishSound } from './latin.ts';
import { readFigures } from './number-rules.ts';
import type { Reading } from './number-rules.ts';

/** Signs that are said as words. */
const SIGNS: Readonly<Record<string, string>> = {
  '%': 'ぱーせんと',
  '&': 'あんど',
  '@': 'あっとまーく',
  '#': 'しゃーぷ',
  '+': 'ぷらす',
  '=': 'いこーる',
  '°': 'ど',
  '℃': 'ど',
  '¥': 'えん',
  $: 'どる',
  '€': 'ゆーろ',
  '£': 'ぽんど',
  '→': 'やじるし',
  '〒': 'ゆーびん',
};

/** Figures, Latin words and signs of a text, each with its reading; words are parted by spaces. */
export function readFixed(text: string, sound: EnglishSound): Fixed[] {
  const fixed: Fixed[] = [];
  for (let at = 0; at < text.length;) {
    const sign = text.charAt(at);
    const reading = /[A-Za-zÀ-ɏ]/.test(sign)
      ? readLatin(text, at, sound)
      : /[\d¥$€£〒+±\-−–〜～~×÷=]/.test(sign)
        ? (figures(text, at) ?? signReading(sign))
        : signReading(sign);
    if (!reading) {
      at += 1;
      continue;
    }
    fixed.push({ start: at, end: at + reading.length, pronunciation: reading.words.join(' ') });
    at += reading.length;
  }
  return fixed;
}

function signReading(sign: string): Reading | undefined {
  const name = SIGNS[sign];
  return name === undefined ? undefined : { words: [name], length: 1 };
}

function figures(text: string, at: number): Reading | undefined {
  const reading = readFigures(text, at);
  return reading && { ...reading, words: reading.words.map(longVowels) };
}
