import { readNumber } from './numbers.ts';

export const NUMBER = String.raw`\d{1,3}(?:,\d{2,3}){0,6},\d{3}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?`;
/** Not inside a longer number or a Latin word. */
export const START = String.raw`(?<![\d.\p{Script=Latin}])`;
export const LARGE = '万亿|百万|千万|亿|万|千|百';
export const RANGE = '[-–—~～−－]';
/** After a figure, what looks like a minus is between the two. */
export const MINUS = String.raw`(?<![\d%％‰°′″℃℉\p{Script=Latin})）]\s{0,2})[-−﹣－]`;

export const signed = (minus: string, said: string): string => (minus === '' ? said : `负${said}`);

/** Without leading zeros. */
export const bare = (digits: string): string => String(Number(digits));

/** A part in words: 1/10000 is 万分之一. */
export function fraction(top: string, bottom: string): string {
  const round: Readonly<Record<string, string>> = { 100: '百', 1000: '千', 10000: '万' };
  return `${round[bottom] ?? readNumber(bottom)}分之${readNumber(top)}`;
}
