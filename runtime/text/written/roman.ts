import { words } from './stretch.ts';
import type { Say } from './stretch.ts';

const VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
const FORM = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;

/** The value of a well-formed Roman numeral in capitals, or undefined. */
export function romanValue(text: string): number | undefined {
  if (text === '' || !FORM.test(text)) return undefined;
  return [...text].reduce((sum, sign, index, all) => {
    const value = VALUES[sign] ?? 0;
    return value < (VALUES[all[index + 1] ?? ''] ?? 0) ? sum - value : sum + value;
  }, 0);
}

/** What a rule says of a numeral, given how its value is said; undefined for what is no numeral. */
export function sayRoman(numeral: string, said: (value: number) => string): Say[] | undefined {
  const value = romanValue(numeral);
  return value === undefined ? undefined : [words(said(value))];
}
