import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import type { Named } from './rule-words.ts';
import { parseNumber, sayNumber } from './numbers.ts';
import { joinName } from './patterns.ts';

function isOne(whole: string, fraction: string | undefined): boolean {
  return Number(whole) === 1 && (fraction === undefined || /^0+$/.test(fraction));
}

/** A number and what it counts: "un euro", "dos coma cinco kilos". */
export function sayCounted(written: string, named: Named, locale: Locale): string {
  const { whole, fraction } = parseNumber(written, locale);
  const name = isOne(whole, fraction) ? named.one : named.many;
  if (fraction !== undefined) return `${sayNumber(written, '', locale)} ${name}`;
  const counted = named.isShare === true ? UNCOUNTED : { gender: named.gender, noun: true, word: name };
  return joinName(locale.cardinal(whole, counted), name, locale);
}

/** From a number to what was said for the end of the range. */
export function sayRange(low: string, high: string, joint: string, named: Named, locale: Locale): string {
  const { whole, fraction } = parseNumber(low, locale);
  const from =
    fraction === undefined
      ? locale.cardinal(whole, { gender: named.gender, noun: false, word: '' })
      : sayNumber(low, '', locale);
  return from + joint + high;
}
