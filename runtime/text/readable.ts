import type { Pronunciation, Token } from './types.ts';

/** A text as the front ends want it: composed, without invisible signs, control characters as white space. */
export interface Readable {
  text: string;
  given: Pronunciation[];
  /** For each UTF-16 unit of `text` and its end: where it begins in the source. */
  origin: readonly number[];
}

/** No more marks than this are put in order at once: the time for that grows with their square. */
const LETTER = /[\u1100-\u1112\uac00-\ud7a3][\u1161-\u1175\u11a8-\u11c2]{0,2}|[^]\p{M}{0,30}/gu;
const BLANK = /[^\P{Cc}\t\n\r]|\p{Cs}|\p{Noncharacter_Code_Point}|[\u200b\ufeff]/gu;
/** Soft hyphens, joiners, marks of direction and other signs that say nothing; emoji and Indic scripts need those of theirs. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200e\u200f\u202a-\u202e\u2060-\u206f]|\u034f/g;

/** The stretches with a given pronunciation stay apart from what is around them. */
export function readable(source: string, given: readonly Pronunciation[]): Readable {
  const origin: number[] = [];
  let text = '';
  const add = (start: number, end: number): void => {
    for (const { 0: letter, index } of source.slice(start, end).matchAll(LETTER)) {
      const plain = letter
        .replace(INVISIBLE, '')
        .replace(BLANK, (sign) => ' '.repeat(sign.length))
        .normalize('NFC');
      for (let unit = 0; unit < plain.length; unit += 1) origin.push(start + index);
      text += plain;
    }
  };
  let at = 0;
  const moved = given.map(({ start, end, phonemes }) => {
    add(at, start);
    const from = text.length;
    add(start, end);
    at = end;
    return { start: from, end: text.length, phonemes };
  });
  add(at, source.length);
  origin.push(source.length);
  origin[0] = 0;
  return { text, given: moved, origin };
}

/** Tokens of the readable text as tokens of its source. */
export function inSource(
  sentences: readonly (readonly Token[])[],
  source: string,
  { text, origin }: Readable,
): Token[][] {
  let at = 0;
  const take = (length: number): string => source.slice(origin[at], origin[(at += length)]);
  if (text === source) return sentences.map((tokens) => [...tokens]);
  return sentences.map((tokens) =>
    tokens.map((token) => ({ ...token, text: take(token.text.length), whitespace: take(token.whitespace.length) })),
  );
}
