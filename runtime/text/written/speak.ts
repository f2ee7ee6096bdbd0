import type { Phonemize } from '../types.ts';
import { addGap } from '../gap.ts';
import type { Token } from '../types.ts';
import { applyRules } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** A stretch of what is said, and the range of the written text it stands for. */
interface Piece {
  said: string;
  start: number;
  end: number;
  /** Said as written: every letter stands for itself. */
  same: boolean;
  /** Letters said one by one, with one stress together. */
  letters: boolean;
}

/**
 * Tokens of a written text, whose signs and numbers are first turned into words and then read together with the words
 * around them. `plain` is the text with some letters exchanged one for one, such as digits of another script.
 */
export function speakWritten(text: string, plain: string, rules: readonly Rule[], phonemize: Phonemize): Token[] {
  const pieces = sayPieces(plain, rules);
  const tokens = phonemize(pieces.map((piece) => piece.said).join(''));
  return toSource(text, locate(tokens, pieces));
}

function sayPieces(plain: string, rules: readonly Rule[]): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (const stretch of applyRules(plain, rules)) {
    const end = start + stretch.text.length;
    let said = stretch.text;
    if (stretch.say) {
      said = stretch.say.map((say) => say.text).join(' ');
      if (said !== '' && /[\p{L}\p{M}\p{N}]$/u.test(pieces.at(-1)?.said ?? '') && /^[\p{L}\p{N}]/u.test(said))
        said = ` ${said}`;
    } else if (/[\p{L}\p{M}\p{N}]$/u.test(pieces.at(-1)?.said ?? '') && pieces.at(-1)?.same === false) {
      if (/^[\p{L}\p{N}]/u.test(said)) pieces.push({ said: ' ', start, end: start, same: false, letters: false });
    }
    pieces.push({
      said,
      start,
      end,
      same: stretch.say === undefined,
      letters: stretch.say?.some((say) => say.letters) ?? false,
    });
    start = end;
  }
  return pieces;
}

interface Located {
  start: number;
  end: number;
  phonemes: string;
  letters: boolean;
}

/** What is said for one token of the written text: letters and other words by turns. */
interface Unit {
  start: number;
  end: number;
  parts: { phonemes: string; letters: boolean }[];
}

/** Every token with the range of the written text it stands for. */
function locate(tokens: readonly Token[], pieces: readonly Piece[]): Located[] {
  const starts: number[] = [];
  const ends: number[] = [];
  const spelt: boolean[] = [];
  for (const { said, start, end, same, letters } of pieces) {
    for (let index = 0; index < said.length; index += 1) {
      starts.push(same ? start + index : start);
      ends.push(same ? start + index + 1 : end);
      spelt.push(letters);
    }
  }
  const located: Located[] = [];
  let at = 0;
  for (const { text, whitespace, phonemes } of tokens) {
    if (text !== '') {
      const last = at + text.length - 1;
      located.push({ start: starts[at] ?? 0, end: ends[last] ?? 0, phonemes, letters: spelt[last] ?? false });
    }
    at += text.length;
    if (whitespace !== '') {
      const previous = located.at(-1);
      if (previous) previous.phonemes += ' ';
      at += whitespace.length;
    }
  }
  return located;
}

/** Tokens of the written text: what is said for one piece of it, or together with it, is one token. */
function toSource(text: string, located: readonly Located[]): Token[] {
  const units: Unit[] = [];
  for (const { start, end, phonemes, letters } of located) {
    const last = units.at(-1);
    const part = last?.parts.at(-1);
    const isOnePiece =
      last && part && (start < last.end || (part.phonemes.endsWith(' ') && !/\s/.test(text.slice(last.end, start))));
    if (!isOnePiece) {
      units.push({ start, end, parts: [{ phonemes, letters }] });
      continue;
    }
    last.end = Math.max(last.end, end);
    if (part.letters === letters) part.phonemes += phonemes;
    else last.parts.push({ phonemes, letters });
  }
  const tokens: Token[] = [];
  let at = 0;
  for (const { start, end, parts } of units) {
    addGap(tokens, text.slice(at, start));
    const written = text.slice(start, end);
    const word = written.trimEnd();
    tokens.push({ text: word, whitespace: written.slice(word.length), phonemes: sayParts(parts) });
    at = end;
  }
  addGap(tokens, text.slice(at));
  return tokens;
}

/** "BR-101": the letters are one word, and the number after them is none of it. */
function sayParts(parts: Unit['parts']): string {
  return parts
    .map(({ phonemes, letters }) => (letters ? oneStress(phonemes) + (phonemes.endsWith(' ') ? ' ' : '') : phonemes))
    .join('')
    .trim();
}

/** Letters said as one word, whose last has the stress. */
function oneStress(phonemes: string): string {
  const last = phonemes.trimEnd().lastIndexOf(' ') + 1;
  const end = phonemes.slice(last);
  const stressed = end.includes('ˈ') ? end : end.replace('ˌ', '').replace(/[aeiouyæøœɐɑɔəɛɜɨɪʊʌAIOWY]/u, 'ˈ$&');
  return (phonemes.slice(0, last).replaceAll('ˈ', 'ˌ') + stressed).replace(/\s+/g, '');
}
