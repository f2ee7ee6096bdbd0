import { cardinal, decade, ordinal, year } from './numbers.ts';
import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { DASH, pair } from './written-numbers.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
/** "march" and "may" in lower case are words. */
export const FULL = [
  ...MONTHS,
  ...MONTHS.map((month) => month.toUpperCase()),
  ...MONTHS.map((month) => month.toLowerCase()),
];
export const SHORT = 'Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec'.split(' ');
const ANY_CASE = [...SHORT, ...SHORT.map((month) => month.toUpperCase()), ...SHORT.map((month) => month.toLowerCase())];
const MONTH = String.raw`(${FULL.join('|')}|(?:${ANY_CASE.join('|')})\b\.?)`;
const YEAR = String.raw`(?:(,?\s+)(\d{4})(?![\d:]|[.,]\d))?`;
const NOT_TIME = String.raw`(?![\p{L}\p{N}:%]|[.,]\d|\s?[ap]\.?m\b)`;
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const NOT_BEFORE = String.raw`(?<![\p{L}\p{N}.,:$£€-])`;

function monthNumber(written: string): number {
  const start = written.slice(0, 3).toLowerCase();
  return MONTHS.findIndex((month) => month.toLowerCase().startsWith(start)) + 1;
}

export function monthName(written: string): string {
  return MONTHS[monthNumber(written) - 1] ?? written;
}

function isDay(digits: string): boolean {
  return Number(digits) >= 1 && Number(digits) <= 31;
}

function sayYear(joint: string | undefined, digits: string | undefined): Say[] {
  if (digits === undefined) return [];
  const years = digits.length === 2 ? pair(digits) : year(digits);
  return [...(joint?.startsWith(',') ? [words(',')] : []), words(years)];
}

/** "May first" in America, "the first of May" in Britain. */
function sayDay(month: number, day: number, british: boolean): Say | undefined {
  const name = MONTHS[month - 1];
  if (name === undefined || !isDay(String(day))) return undefined;
  const number = ordinal(String(day));
  return words(british ? `the ${number} of ${name}` : `${name} ${number}`);
}

/** "march 10 miles": a verb, unless something tells that the month is meant. */
function isVerb(month: string, match: RegExpExecArray, text: string): boolean {
  if (!/^(?:march|may)$/.test(month)) return false;
  const before = text.slice(0, match.index);
  if (/(?:^|[,;(]|\b(?:on|by|until|till|since|from|before|after|of|in|to|between|and|day|next|last))\s*$/i.test(before))
    return /^\s\p{Ll}{3,}s\b/u.test(text.slice(match.index + match[0].length)) && !/\d(?:st|nd|rd|th)/.test(match[0]);
  return !/,?\s\d{4}$|\d(?:st|nd|rd|th)$/.test(match[0]);
}

/** Dates as they are written in an accent's country, and ISO dates. */
export function dateRules(british: boolean): readonly Rule[] {
  const full = (month: string, day: string, years: string): Say[] | undefined => {
    const date = sayDay(Number(month), Number(day), british);
    return date && [date, words(','), ...sayYear(undefined, years)];
  };
  return [
    {
      pattern: /(?<![\p{L}\p{N}.,-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\p{N}/-]|\.\d)(?=T?)/gu,
      say: ([, years = '', , month = '', day = '']) => full(month, day, years),
    },
    {
      pattern: /(?<![\p{L}\p{N}.,/-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\p{L}\p{N}/-]|[.,]\d)/gu,
      say: ([, first = '', sign, second = '', years = '']) => {
        // "10-6-11" is a team's record
        if (sign === '-' && years.length === 2) return undefined;
        const dayFirst = (british && Number(second) <= 12) || Number(first) > 12;
        return dayFirst ? full(second, first, years) : full(first, second, years);
      },
    },
    // "2024-05"; "2011-12" are two years
    {
      pattern: /(?<![\p{L}\p{N}.,/-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\p{L}\p{N}/-]|[.,]\d)/gu,
      say: ([, years = '', month = '']) =>
        (Number(years) + 1) % 100 === Number(month)
          ? undefined
          : [words(`${MONTHS[Number(month) - 1] ?? ''} ${year(years)}`)],
    },
    // "12-Mar-2021"
    {
      pattern: new RegExp(String.raw`${NOT_BEFORE}(\d{1,2})([-/.])${MONTH}\2(\d{4}|\d{2})(?![\p{L}\p{N}])`, 'gu'),
      say: ([, day = '', , month = '', years = '']) => full(String(monthNumber(month)), day, years),
    },
    // "June 3-5", "Jan 1 - Mar 31"
    {
      pattern: new RegExp(
        String.raw`\b${MONTH}\s+${DAY}${DASH}(?:${MONTH}\s+)?${DAY}${NOT_TIME}(?!\s?[-–]|\s*=)${YEAR}`,
        'gu',
      ),
      say: (match, text) => {
        const [, month = '', day = '', other, last = '', joint, years] = match;
        if (!isDay(day) || !isDay(last) || isVerb(month, match, text)) return undefined;
        const to = `to ${other === undefined ? '' : `${monthName(other)} `}${ordinal(last)}`;
        return [words(`${monthName(month)} ${ordinal(day)} ${to}`), ...sayYear(joint, years)];
      },
    },
    // "5–7 May", "1 Jan-31 Mar"
    {
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}${DAY}(?:\s+${MONTH})?${DASH}${DAY}\s+(?:of\s+)?${MONTH}(?!\p{L})${YEAR}`,
        'gu',
      ),
      say: (match, text) => {
        const [, day = '', other, last = '', month = '', joint, years] = match;
        if (!isDay(day) || !isDay(last) || isVerb(month, match, text)) return undefined;
        const start = `${ordinal(day)}${other === undefined ? '' : ` of ${monthName(other)}`}`;
        const article = hasArticle(match, text) ? '' : 'the ';
        return [words(`${article}${start} to the ${ordinal(last)} of ${monthName(month)}`), ...sayYear(joint, years)];
      },
    },
    {
      pattern: new RegExp(String.raw`\b${MONTH}\s+${DAY}${NOT_TIME}${YEAR}`, 'gu'),
      say: (match, text) => {
        const [, month = '', day = '', joint, years] = match;
        if (!isDay(day) || isVerb(month, match, text)) return undefined;
        return [words(`${monthName(month)} ${ordinal(day)}`), ...sayYear(joint, years)];
      },
    },
    {
      pattern: new RegExp(String.raw`${NOT_BEFORE}(\d{1,2})(st|nd|rd|th)?\s+(of\s+)?${MONTH}(?!\p{L})${YEAR}`, 'gu'),
      say: (match, text) => {
        const [, day = '', sign, of, month = '', joint, years] = match;
        if (!isDay(day)) return undefined;
        if (/^(?:march|may)$/.test(month) && (sign ?? of ?? years) === undefined) return undefined;
        const article = hasArticle(match, text) ? '' : 'the ';
        return [words(`${article}${ordinal(day)} of ${monthName(month)}`), ...sayYear(joint, years)];
      },
    },
    // "on 3/14", "due 9/30"
    {
      pattern:
        /(?<=\b(?:on|due|dated|until|since|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|[A-Z][a-z]+day),?\s)(\d{1,2})\/(\d{1,2})(?![\p{L}\p{N}/%]|[.,]\d)/gu,
      say: ([, first = '', second = '']) => {
        const [month, day] = british ? [second, first] : [first, second];
        const date = sayDay(Number(month), Number(day), british);
        return date && [date];
      },
    },
    ...yearRules,
  ];
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

function hasArticle(match: RegExpExecArray, text: string): boolean {
  return /\bthe\s+$/i.test(text.slice(0, match.index));
}

const ERA = String.raw`(BCE|CE|BC|AD|B\.\s?C\.(?:\s?E\.)?|A\.\s?D\.|C\.\s?E\.)`;

const yearRules: readonly Rule[] = [
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])(\d{1,3}(?:,\d{3})+|\d{1,5})(?:${DASH}(\d{1,5}))?\s?${ERA}(?!\p{L})`,
      'gu',
    ),
    say: (match, text) => {
      const [whole, years = '', to, era = ''] = match;
      const said = (digits: string): string =>
        digits.length === 4 ? year(digits) : cardinal(digits.replace(/,/g, ''));
      const ends = era.endsWith('.') && /^["'”’)\]]*\s*$/.test(text.slice(match.index + whole.length));
      return [
        words(to === undefined ? said(years) : `${said(years)} to ${said(to)}`),
        letters(era.replace(/[.\s]/g, '')),
        ...(ends ? [words('.')] : []),
      ];
    },
  },
  {
    pattern: /(?<![\p{L}\p{N}])(AD|A\.D\.)\s(\d{1,4})\b/gu,
    say: ([, , years = '']) => [letters('AD'), words(years.length === 4 ? year(years) : cardinal(years))],
  },
  // "in 1066"
  {
    pattern:
      /(?<=\b(?:in|since|until|till|of|by|before|after|from|circa|around|year|early|late|mid)[\s-])(10[1-9]\d)(?![\p{L}\p{N}%]|[-.,:/]\d|\s\p{Ll}{3,}s\b)/giu,
    say: ([, years = '']) => [words(year(years))],
  },
  // "2023/24"
  {
    pattern: /(?<![\p{L}\p{N}.,/-])((?:1[5-9]|20)\d\d)\/(\d{2})(?![\p{L}\p{N}/]|[.,]\d)/gu,
    say: ([, from = '', to = '']) =>
      (Number(from) + 1) % 100 === Number(to) ? [words(`${year(from)} ${pair(to)}`)] : undefined,
  },
  // "1960s-80s"
  {
    pattern: /(?<![\p{L}\p{N}.,])['’]?(\d{3}0|\d0)['’]?s[-–—]['’]?(\d{3}0|\d0)['’]?s\b/gu,
    say: ([, from = '', to = '']) => [words(`${decade(from)} to ${decade(to)}`)],
  },
  // "the class of '09"
  {
    pattern: /(?<=^|[\s(])['’‘](\d{2})(?![\p{L}\p{N}'’%]|[.,]\d)(?![^'’]*\p{L}?['’](?!\p{L}))/gu,
    say: ([, digits = '']) => [words(pair(digits))],
  },
  // "2019–present"
  {
    pattern: /(?<=\b\d{4})[-–—](?=(?:present|now|today)\b)/gu,
    say: () => [words('to')],
  },
];
