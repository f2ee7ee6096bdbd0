import { readable } from './readable.ts';
import { sentences } from './sentences.ts';
import { generalSymbols } from './espeak/symbols.ts';
import { isPhonetic } from './vocabulary.ts';
import type { Language, Pronunciation, Token } from './types.ts';

/** A stretch of a sentence: text to be read, a token whose sound the caller gave, or one with the words that are read instead. */
export type Piece = string | Token | Respelt;
export interface Respelt {
  text: string;
  whitespace: string;
  say: string;
}

/** The sentences of a text, each cut where the caller says how something sounds; joined, all texts are the text. */
export function sentencePieces(text: string, language: Language, given: readonly Pronunciation[]): Piece[][] {
  let index = 0;
  let start = 0;
  let end = 0;
  return sentences(withoutInnerMarks(text, given), language).map(({ length }) => {
    end += length;
    const pieces: Piece[] = [];
    for (let next = given[index]; next && next.start < end; next = given[index]) {
      index += 1;
      if (next.start > start) pieces.push(text.slice(start, next.start));
      const whitespace = /^\s*/.exec(text.slice(next.end, Math.min(end, given[index]?.start ?? end)))![0];
      const written = { text: text.slice(next.start, next.end), whitespace };
      if ('say' in next) pieces.push({ ...written, say: readable(next.say, []).text.trim() });
      else pieces.push({ ...written, phonemes: kokoroSymbols(next.phonemes, language) });
      start = next.end + whitespace.length;
    }
    if (start < end) pieces.push(text.slice(start, end));
    start = Math.max(start, end);
    return pieces;
  });
}

/** A sentence does not end within what is said as one. */
function withoutInnerMarks(text: string, given: readonly Pronunciation[]): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of given) {
    masked += text.slice(at, start) + text.slice(start, end).replace(/[\p{P}\s]/gu, (mark) => 'x'.repeat(mark.length));
    at = end;
  }
  return masked + text.slice(at);
}

/** What dictionaries write, and what Kokoro's English was trained on (misaki's EN_PHONES.md). */
const ENGLISH: readonly (readonly [RegExp, string])[] = [
  [/a\^?ɪ/g, 'I'],
  [/a\^?ʊ/g, 'W'],
  [/e\^?ɪ/g, 'A'],
  [/o\^?ʊ/g, 'O'],
  [/ə\^?ʊ/g, 'Q'],
  [/ɔ\^?ɪ/g, 'Y'],
  [/d\^?ʒ/g, 'ʤ'],
  [/t\^?ʃ/g, 'ʧ'],
  [/ɚ/g, 'əɹ'],
  [/r/g, 'ɹ'],
  [/e/g, 'ɛ'],
];

/**
 * The first symbol of an IPA that the model has no sound for, '' when nothing of it would be heard, or undefined when it can be
 * spoken. It is stricter than what is done for the phonemes of a text, where signs without a sound are left out.
 */
export function unspeakableIn(ipa: string): string | undefined {
  const strange = [...ipa.normalize('NFC')].find((symbol) => !isPhonetic(symbol));
  return strange ?? (/[\p{Ll}\p{Lu}\p{Lo}]/u.test(ipa) ? undefined : '');
}

/** IPA as people write it in the symbols Kokoro was trained on for a language; those symbols themselves stay as they are. */
export function kokoroSymbols(ipa: string, language: Language): string {
  const tied = ipa
    .normalize('NFC')
    .trim()
    .replace(/[\u0361\u035c]/g, '^')
    .replaceAll("'", 'ˈ')
    .replaceAll(':', 'ː')
    .replace(/(?<=\S)\.(?=\S)/g, ''); // between syllables
  const symbols = language.startsWith('en')
    ? ENGLISH.reduce((result, [from, to]) => result.replace(from, to), tied)
    : tied.replaceAll('t^ɕ', 'ʨ').replaceAll('d^ʑ', 'ʥ').replaceAll('ʈ^ʂ', 'ꭧ');
  return generalSymbols(symbols);
}
