import type { Rule } from '../written/stretch.ts';
import { words } from '../written/stretch.ts';
import { readNumber } from './numbers.ts';

export const NUMBER = String.raw`\d{1,3}(?:,\d{2,3}){0,6},\d{3}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?`;
/** Not inside a longer number or a Latin word. */
export const START = String.raw`(?<![\d.\p{Script=Latin}])`;
export const LARGE = '万亿|百万|千万|亿|万|千|百';
export const RANGE = '[-–—~～−－]';
/** After a figure, what looks like a minus is between the two. */
export const MINUS = String.raw`(?<![\d%％‰°′″℃℉\p{Script=Latin})）]\s{0,2})[-−﹣－]`;

/** A rule in Chinese: what is said for the groups of a pattern (empty where a group took no part), or undefined to decline. */
export function rule(pattern: string, say: (...groups: string[]) => string | undefined): Rule {
  return {
    pattern: new RegExp(pattern, 'gu'),
    say(match) {
      const text = say(...match.slice(1).map((group: string | undefined) => group ?? ''));
      return text === undefined ? undefined : [words(text)];
    },
  };
}

/** Names as alternatives of a pattern, the longest first. */
export function alternatives(names: readonly string[]): string {
  return [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[$/.+]/g, String.raw`\$&`))
    .join('|');
}

export const signed = (minus: string, said: string): string => (minus === '' ? said : `负${said}`);

/** Without leading zeros. */
export const bare = (digits: string): string => String(Number(digits));

/** A part in words: 1/10000 is 万分之一. */
export function fraction(top: string, bottom: string): string {
  const round: Readonly<Record<string, string>> = { 100: '百', 1000: '千', 10000: '万' };
  return `${round[bottom] ?? readNumber(bottom)}分之${readNumber(top)}`;
}
