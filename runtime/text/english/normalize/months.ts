import { words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { year } from './numbers.ts';
import { pair } from './written-numbers.ts';

export const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
/** "march" and "may" in lower case are words. */
export const FULL = [
  ...MONTHS,
  ...MONTHS.map((month) => month.toUpperCase()),
  ...MONTHS.map((month) => month.toLowerCase()),
];
export const SHORT = 'Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec'.split(' ');
const ANY_CASE = [...SHORT, ...SHORT.map((month) => month.toUpperCase()), ...SHORT.map((month) => month.toLowerCase())];
export const MONTH = String.raw`(${FULL.join('|')}|(?:${ANY_CASE.join('|')})\b\.?)`;

export function monthNumber(written: string): number {
  const start = written.slice(0, 3).toLowerCase();
  return MONTHS.findIndex((month) => month.toLowerCase().startsWith(start)) + 1;
}

export function monthName(written: string): string {
  return MONTHS[monthNumber(written) - 1] ?? written;
}

export function sayYear(joint: string | undefined, digits: string | undefined): Say[] {
  if (digits === undefined) return [];
  const years = digits.length === 2 ? pair(digits) : year(digits);
  return [...(joint?.startsWith(',') ? [words(',')] : []), words(years)];
}

/** Months without a day. */
export const monthRules: readonly Rule[] = [
  // "Jan-Mar", "May 2019-June 2020"
  {
    pattern: new RegExp(String.raw`\b${MONTH}(?:\s(\d{4}))?[-–—]${MONTH}(?:\s(\d{4}))?(?![\p{L}\p{N}])`, 'gu'),
    say: ([, from = '', fromYear, to = '', toYear]) => [
      words(monthName(from)),
      ...sayYear(undefined, fromYear),
      words(`to ${monthName(to)}`),
      ...sayYear(undefined, toYear),
    ],
  },
  // "Oct. 2021", "Sept."
  {
    pattern: new RegExp(
      String.raw`\b(?:${ANY_CASE.filter((month) => !/^(?:mar|sep|dec|MAR|JAN)$/.test(month)).join('|')})(?:\.(?=\s*(?:[\d,;:)]|\p{Ll}))|(?=\s\d))`,
      'gu',
    ),
    say: ([month]) => [words(monthName(month))],
  },
];

const LISTED = `(?:${[...SHORT, ...FULL.slice(0, 12)].join('|')})`;

/** "Jan, Feb and Mar", "in Sept.", "last Oct". */
export const listedMonthRules: readonly Rule[] = [
  {
    pattern: new RegExp(
      String.raw`\b(${SHORT.join('|')})(?:\.?(?=(?:,|,?\s(?:and|or|to|through|until|till|&)|\s?[/&+])\s?(?:and\s|or\s)?${LISTED}\b)|\b(?<=${LISTED}\.?(?:,|,?\s(?:and|or|to|through|until|till|&)|\s?[/&+])\s?(?:and\s|or\s)?(?:${SHORT.join('|')})))(\.?)(?![\p{L}\p{N}'’-])`,
      'gu',
    ),
    say: (match, text) => sayMonth(match, text),
  },
  {
    pattern:
      /(?<=\b(?:in|since|until|till|last|next|early|late|mid|this|by\slate|by\searly)[\s-])(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(\.?)(?![\p{L}\p{N}'’-]|\s\p{Lu}\p{Ll})/gu,
    say: (match, text) => sayMonth(match, text),
  },
  {
    pattern:
      /(?<=\b(?:on|by|from|before|after|of|to|from)\s)(Feb|Apr|Jul|Aug|Sept|Oct|Nov)(\.?)(?![\p{L}\p{N}'’-]|\s\p{Lu}\p{Ll})/gu,
    say: (match, text) => sayMonth(match, text),
  },
];

function sayMonth(match: RegExpExecArray, text: string): Say[] {
  const [whole, month = ''] = match;
  const ends = whole.endsWith('.') && /^["'”’)\]]*\s*$/.test(text.slice(match.index + whole.length));
  return [words(monthName(month)), ...(ends ? [words('.')] : [])];
}
