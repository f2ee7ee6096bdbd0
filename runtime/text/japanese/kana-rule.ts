import { words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { longVowels } from './kana.ts';

export const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?`;
/** Between the ends of a range. */
export const WAVE = '[〜～~]';
export const RANGE = '[-−–—〜～~]';
/** Not inside a number or a Latin word. */
export const START = String.raw`(?<![\dA-Za-z.,])`;

type Say = (groups: readonly string[], before: string, after: string) => readonly string[] | undefined;

/** What a rule says of a match, in words of hiragana; `before` and `after` are a few letters around it. */
export function kana(pattern: string, say: Say): Rule {
  return spelledKana(pattern, (...place) => say(...place)?.map(longVowels));
}

/** As `kana`, with every vowel as it stands: えいち is no えーち. */
export function spelledKana(pattern: string, say: Say): Rule {
  return {
    pattern: new RegExp(pattern, 'gu'),
    say(match, text) {
      const end = match.index + match[0].length;
      const groups = match.slice(1).map((group: string | undefined) => group ?? '');
      const said = say(groups, text.slice(Math.max(0, match.index - 6), match.index), text.slice(end, end + 16));
      return said && [words(said.join(' '))];
    },
  };
}
