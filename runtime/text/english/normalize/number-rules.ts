import { cardinal, decade, digitByDigit, fraction, ordinal, spokenNumber, year } from './numbers.ts';
import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';

/** A written number: separated thousands or plain digits, perhaps a decimal part. */
export const NUMBER = String.raw`(?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+|\d+)(?:\.\d+)?|\.\d+`;
const SCALE = String.raw`(?:hundred|thousand|million|billion|trillion)`;
/** Not inside a longer number or a word. */
const BEFORE = String.raw`(?<![\p{L}\p{N}.,]|\d[-–:/])`;
const AFTER = String.raw`(?![\p{L}\p{N}]|[.,]\d)`;
const MINUS = String.raw`(?:(?<=^|[\s([{:;,=~<>≈≤≥"“])[-−–])`;

/** What to say for a written number; the decimal point bears no stress. */
export function sayNumber(written: string): Say[] {
  const { before, after } = spokenNumber(written);
  const say: Say[] = before === '' ? [] : [words(before)];
  if (after !== undefined) say.push({ text: 'point', stress: -2 }, words(after));
  return say;
}

const MINUS_SIGN: Say = words('minus');

/** Four digits that are read as a year where no more is known: "1945", but not "2500". */
function isYearLike(digits: string): boolean {
  return /^\d{4}$/.test(digits) && Number(digits) >= 1100 && Number(digits) < 2100;
}

/** A bare number. */
export function sayPlain(written: string): Say[] {
  if (isYearLike(written)) return [words(year(written))];
  if (/^0\d+$/.test(written) || /^\d{10,}$/.test(written)) return [words(digitByDigit(written))];
  return sayNumber(written);
}

const FRACTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒'].map((sign) => [sign, sign.normalize('NFKC').replace('⁄', '/')]),
);

function sayFraction(numerator: string, denominator: string): string {
  return fraction(numerator, denominator) ?? `${cardinal(numerator)} ${cardinal(denominator)}`;
}

/** "one and a half", "two and three quarters". */
function sayMixed(whole: string, part: string): Say[] {
  return [words(`${cardinal(whole)} and ${part.replace(/^one /, 'a ').replace(/^a (?=eigh)/, 'an ')}`)];
}

export const fractionRules: readonly Rule[] = [
  {
    pattern: /(?<![\p{N}/.,])(\d+)[ \u00a0]?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒])/gu,
    say: ([, whole = '', sign = '']) => {
      const [top = '', bottom = ''] = (FRACTIONS[sign] ?? '').split('/');
      return sayMixed(whole, sayFraction(top, bottom));
    },
  },
  {
    pattern: /[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒]/gu,
    say: ([sign]) => {
      const [top = '', bottom = ''] = (FRACTIONS[sign] ?? '').split('/');
      return [words(sayFraction(top, bottom))];
    },
  },
  {
    pattern: /(?<![\p{L}\p{N}/.,-])(\d+)[ \u00a0-](\d{1,2})[/⁄](\d{1,2})(?![\p{L}\p{N}/]|[.,]\d)/gu,
    say: ([, whole = '', top = '', bottom = '']) => {
      const part = fraction(top, bottom);
      return part === undefined ? undefined : sayMixed(whole, part);
    },
  },
  {
    pattern: /(?<![\p{L}\p{N}/.,-])(\d{1,4})[/⁄](\d{1,4})(?![\p{L}\p{N}/]|[.,]\d)/gu,
    say: ([, top = '', bottom = '']) => [words(sayFraction(top, bottom))],
  },
];

export const decadeRules: readonly Rule[] = [
  // "1990s", "the '90s", "his 20s"
  {
    pattern: /(?<![\p{L}\p{N}.,])['’]?(\d{2}|\d{3}0|\d0)['’]?s\b/gu,
    say: ([, digits = '']) => [words(decade(digits))],
  },
];

export const numberRules: readonly Rule[] = [
  // "1st", "21st", "1,000th"
  {
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b/giu,
    say: ([, number = '']) => [words(ordinal(number.replaceAll(',', '')))],
  },
  // "1939-1945", "pages 10-12" are ranges; "2-1" and "3-3" are scores
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,/-])(${NUMBER})[-–—](${NUMBER})(?![\p{L}\p{N}/]|[-–][\p{N}]|[.,]\d|\s*=)`,
      'gu',
    ),
    say: ([, from = '', to = '']) => {
      const value = (number: string): number => Number(number.replace(/[^\d.]/g, ''));
      const rising = value(from) < value(to) || (isYearLike(from) && to.length === 2);
      return [...sayPlain(from), ...(rising ? [words('to')] : []), ...sayPlain(to)];
    },
  },
  // "192.168.1.1", "24.21.0", "v1.2"
  {
    pattern: /(?<![\p{L}\p{N}.,])([vV])?(\d+(?:\.\d+){1,})(?![\p{L}\p{N}])/gu,
    say: (match, text) => {
      const [, version, number = ''] = match;
      const parts = number.split('.');
      if (version === undefined && parts.length === 2) return undefined;
      const joint: Say = parts.length === 4 ? words('dot') : { text: 'point', stress: -2 };
      const say = parts.flatMap((part, index) => [
        ...(index > 0 ? [joint] : []),
        words(part.length > 1 && part.startsWith('0') ? digitByDigit(part) : cardinal(part)),
      ]);
      return version === undefined || /\bversions?\s$/i.test(text.slice(0, match.index))
        ? say
        : [words('version'), ...say];
    },
  },
  // "-12", "−3.5"
  {
    pattern: new RegExp(String.raw`${MINUS}(${NUMBER})${AFTER}`, 'gu'),
    say: ([, number = '']) => [MINUS_SIGN, ...sayNumber(number)],
  },
  // "3.5 million"
  {
    pattern: new RegExp(String.raw`${BEFORE}(${NUMBER})(?=[ \u00a0-]${SCALE}\b)`, 'gu'),
    say: ([, number = '']) => sayNumber(number),
  },
  {
    pattern: new RegExp(String.raw`${BEFORE}(${NUMBER})${AFTER}`, 'gu'),
    say: ([, number = '']) => sayPlain(number),
  },
];

/** What is left of digits: inside codes ("A4", "mp3", "H2O", "COVID-19", "B2B"). They come last. */
export const codeRules: readonly Rule[] = [
  {
    pattern: /(?<=(?<!\p{L})\p{Lu})2(?=(?!O)\p{Lu}(?!\p{L}))/gu,
    say: () => [words('to')],
  },
  {
    pattern: /(?<![\p{L}\p{N}])(\p{L}{1,2})(?=-?\d)/gu,
    say: ([, text = '']) => [letters(text)],
  },
  {
    pattern: /(?<=\d)\p{L}(?![\p{L}])/gu,
    say: ([text]) => [letters(text)],
  },
  {
    pattern: /\d+(?:\.\d+)?/gu,
    say: ([digits]) => (digits.length > 4 ? [words(digitByDigit(digits))] : sayNumber(digits)),
  },
  // digits of other scripts, superscripts
  {
    pattern: /\p{N}/gu,
    say: ([sign]) => {
      const plain = sign.normalize('NFKC').replace('⁄', '/');
      return /^\d+$/.test(plain) ? [words(cardinal(plain))] : undefined;
    },
  },
];
