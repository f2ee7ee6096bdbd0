import { cardinal, digitByDigit, spokenNumber, year } from './numbers.ts';
import { words } from '../../written/stretch.ts';
import type { Say } from '../../written/stretch.ts';

/** A written number: thousands parted by signs or spaces, lakhs, or plain digits; perhaps a decimal part. */
export const NUMBER = String.raw`(?:\d{1,3}(?:[,'’\u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?: \d{3}){2,}(?! ?\d)|\d{1,3} 000(?! ?\d)|\d+)(?:\.\d+)?|\.\d+`;
/** Not inside a longer number or a word. */
export const BEFORE = String.raw`(?<![\p{L}\p{N}.,]|\d[-–:/])`;
export const AFTER = String.raw`(?![\p{L}\p{N}]|[.,]\d)`;
/** Between the ends of a range. */
export const DASH = String.raw`\s?[-–—]\s?`;
/** A hyphen or dash that makes the number after it negative. */
export const MINUS = String.raw`(?<=^|[\s([{:;,=~<>≈≤≥"“])[-−–]`;

/** What to say for a written number; the decimal point bears no stress. */
export function sayNumber(written: string): Say[] {
  const { before, after } = spokenNumber(written);
  const say: Say[] = before === '' ? [] : [words(before)];
  if (after !== undefined) say.push({ text: 'point', stress: -2 }, words(after));
  return say;
}

export function value(written: string): number {
  return Number(written.replace(/[^\d.]/g, ''));
}

/** Four digits that are read as a year where no more is known: "1945", but not "2500". */
export function isYearLike(digits: string): boolean {
  return /^\d{4}$/.test(digits) && Number(digits) >= 1100 && Number(digits) < 2100;
}

/** A bare number. */
export function sayPlain(written: string): Say[] {
  if (isYearLike(written)) return [words(year(written))];
  if (/^0\d+$/.test(written) || /^\d{10,}$/.test(written)) return [words(digitByDigit(written))];
  return sayNumber(written);
}

/** The number of a room, road, flight or form: "303" "three oh three", "737" "seven thirty seven", "1482" "fourteen eighty two". */
export function codeNumber(digits: string): string {
  if (digits.startsWith('0') || digits.length > 4) return digitByDigit(digits, digits.length > 4 ? 'zero' : 'oh');
  if (digits.length === 4) return year(digits);
  if (digits.length < 3 || digits.endsWith('00')) return cardinal(digits);
  return `${cardinal(digits.charAt(0))} ${pair(digits.slice(1))}`;
}

/** Two digits as in a year: "09" is "oh nine". */
export function pair(digits: string): string {
  return digits.startsWith('0') ? `oh ${cardinal(digits)}` : cardinal(digits);
}
