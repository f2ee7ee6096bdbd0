import { UNCOUNTED } from './counted.ts';
import type { Counted, Locale } from './locale.ts';

/** Groups of three digits from the left, as numbers: "1234567" is 1, 234, 567. */
export function thousands(digits: string): number[] {
  const plain = digits.replace(/^0+(?=\d)/, '');
  const groups: number[] = [];
  for (let end = plain.length; end > 0; end -= 3) groups.unshift(Number(plain.slice(Math.max(0, end - 3), end)));
  return groups;
}

/** Each digit by its name. */
export function digitByDigit(digits: string, names: readonly string[]): string {
  return [...digits.replace(/\D/g, '')].map((digit) => names[Number(digit)] ?? '').join(' ');
}

/** Decimals read as one number after their zeros ("04": "zero four", "14": "fourteen"), those of more than `most` digits digit by digit. */
export function decimalsAsNumber(
  digits: string,
  names: readonly string[],
  cardinal: (digits: string) => string,
  most = 2,
): string {
  const zeros = /^0*/.exec(digits)?.[0] ?? '';
  const rest = digits.slice(zeros.length);
  if (rest === '') return digitByDigit(digits, names);
  const said = rest.length > 2 && digits.length > most ? digitByDigit(rest, names) : cardinal(rest);
  return [digitByDigit(zeros, names), said].filter((part) => part !== '').join(' ');
}

/** Thousands parted the other way, told from decimals by two groups or more, or by decimals of their own: "1,250,000", "1,000.50". */
const OTHER_GROUPS: Readonly<Record<Locale['decimal'], string>> = {
  ',': String.raw`\d{1,3}(?:(?:,\d{3}){2,}|(?:,\d{2})+,\d{3}|(?:,\d{3})+(?=\.\d))(?:\.\d+)?(?!\d)`,
  '.': String.raw`\d{1,3}(?:(?:\.\d{3}){2,}|(?:\.\d{3})+(?=,\d))(?:,\d+)?(?!\d)`,
};

/** A written number without its separators; `fraction` are the digits after the decimal sign. */
export function parseNumber(written: string, locale: Locale): { whole: string; fraction: string | undefined } {
  const other = locale.decimal === ',' ? '.' : ',';
  if (new RegExp(`^${OTHER_GROUPS[locale.decimal]}$`, 'u').test(written)) {
    const [whole = '', fraction] = written.split(other);
    return { whole: whole.replace(/\D/g, ''), fraction };
  }
  const isGrouped = new RegExp(`^${locale.grouped}`, 'u').exec(written)?.[0];
  const [whole = '', fraction] =
    isGrouped === undefined
      ? written.split(/[.,]/)
      : [isGrouped.replace(/\D/g, ''), written.slice(isGrouped.length + 1) || undefined];
  return { whole, fraction };
}

/** A pattern for a number as a language writes it; a decimal sign of the other kind is understood where it cannot part thousands. */
export function numberPattern(locale: Locale): string {
  const decimal = locale.decimal === ',' ? ',' : String.raw`\.`;
  return String.raw`(?:${OTHER_GROUPS[locale.decimal]}|${locale.grouped}(?:${decimal}\d+)?|\d+(?:[.,]\d+)?)`;
}

/** What a number counts, where one thing and more are told apart: "el error 404 significa" counts nothing. */
export function countedBy(whole: string, after: string, locale: Locale): Counted {
  const counted = locale.counted(after);
  return counted.noun && Number(whole) > 1 && locale.isPlural?.(counted.word) === false ? UNCOUNTED : counted;
}

/** A written number in words, agreeing with what follows it. */
export function sayNumber(written: string, after: string, locale: Locale): string {
  const { whole, fraction } = parseNumber(written, locale);
  if (fraction === undefined) return locale.cardinal(whole, countedBy(whole, after, locale));
  const plain = locale.cardinal(whole, UNCOUNTED);
  return `${plain} ${locale.words.decimal} ${locale.decimals(fraction)}`;
}
