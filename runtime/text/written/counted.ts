import type { Counted } from './locale.ts';

/** A number that counts nothing: "capítulo uno". */
export const UNCOUNTED: Counted = { gender: 'm', noun: false, word: '' };

/** Adjectives before a noun that do not tell its gender. */
const EITHER =
  /^(?:grandes|mejores|peores|posibles|principales|diferentes|importantes|melhores|piores|possíveis|principais|simples)$/u;

/** One of the words of a list, as a pattern. */
export function anyOf(list: string): string {
  return list.trim().split(/\s+/).join('|');
}

/**
 * Reads the gender off the word after a number, by patterns; words with a capital and those of `notNouns` are not counted.
 * A number before "mil" agrees with what comes after it.
 */
export function nounReader(notNouns: RegExp, feminine: RegExp, masculine: RegExp): (after: string) => Counted {
  const noun = (word: string): Counted => {
    if (word === '' || /^\p{Lu}/u.test(word) || notNouns.test(word)) return UNCOUNTED;
    return { gender: feminine.test(word) && !masculine.test(word) ? 'f' : 'm', noun: true, word };
  };
  return (after) => {
    // "1 de cada 5 niñas", "2 das 3 filhas"
    const each = /^[ \u00a0](?:de|em) cada[ \u00a0]\d{1,6}[ \u00a0](\p{L}+)/u.exec(after)?.[1];
    if (each !== undefined) return { ...UNCOUNTED, gender: noun(each).gender };
    if (/^[ \u00a0](?:de las|das)(?!\p{L})/u.test(after)) return { ...UNCOUNTED, gender: 'f' };
    // "200 grandes empresas"
    const [, word = '', next] =
      /^[ \u00a0](?:mil[ \u00a0])?(\p{L}+)(?:[ \u00a0](\p{Ll}+s)(?!\p{L}))?/u.exec(after) ?? [];
    if (next !== undefined && EITHER.test(word)) return { ...noun(word), gender: noun(next).gender };
    return noun(word);
  };
}
