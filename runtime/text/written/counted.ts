import type { Counted } from './locale.ts';

/** A number that counts nothing: "capítulo uno". */
export const UNCOUNTED: Counted = { gender: 'm', noun: false, word: '' };

/** One of the words of a list, as a pattern. */
export function anyOf(list: string): string {
  return list.trim().split(/\s+/).join('|');
}

/**
 * Reads the gender off the word after a number, by patterns; words with a capital and those of `notNouns` are not counted.
 * A number before "mil" agrees with what comes after it.
 */
export function nounReader(notNouns: RegExp, feminine: RegExp, masculine: RegExp): (after: string) => Counted {
  return (after) => {
    // "2 das 3 filhas", "1 de las niñas"
    if (/^[ \u00a0](?:de las|das)(?!\p{L})/u.test(after)) return { ...UNCOUNTED, gender: 'f' };
    const word = /^[ \u00a0](?:mil[ \u00a0])?(\p{L}+)/u.exec(after)?.[1] ?? '';
    if (word === '' || /^\p{Lu}/u.test(word) || notNouns.test(word)) return UNCOUNTED;
    return { gender: feminine.test(word) && !masculine.test(word) ? 'f' : 'm', noun: true, word };
  };
}
