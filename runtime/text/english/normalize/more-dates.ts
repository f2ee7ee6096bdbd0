import { words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { MONTH, monthName, MONTHS } from './months.ts';
import { ordinal, year } from './numbers.ts';
import { pair } from './written-numbers.ts';

const NOT_BEFORE = String.raw`(?<![\p{L}\p{N}.,:/$£€-])`;
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const isDay = (day: string): boolean => Number(day) >= 1 && Number(day) <= 31;
/** What halves and eighths are of. */
const PART = String.raw`(?!\s(?:of|cups?|inch|inches|miles?|teaspoons?|tablespoons?|tsp|tbsp|hours?|lbs?|oz)\b|\s?["”″])`;
const isPart = (top: string, bottom: string): boolean =>
  Number(top) < Number(bottom) && /^(?:2|3|4|5|6|8|10|16|32|64)$/.test(bottom);
const AWAY =
  /\b(?:from|open|closed|away|office|holidays?|vacation|leave|trip|runs?|dates?|sale|on|between|weekend|week|festival|camp|tour)\b[^.!?]{0,20}$/i;

/** Days in a list, ranges of days in figures, months of a year in figures. */
export function moreDateRules(british: boolean): readonly Rule[] {
  const day = (first: string, second: string): string | undefined => {
    const [month, number] = british ? [second, first] : [first, second];
    const name = MONTHS[Number(month) - 1];
    if (name === undefined || !isDay(number)) return undefined;
    return british ? `the ${ordinal(number)} of ${name}` : `${name} ${ordinal(number)}`;
  };
  return [
    // "12/24–1/2"
    {
      needs: /\d\/\d{1,2}\s?[-–—]\s?\d{1,2}\//,
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}(\d{1,2})/(\d{1,2})\s?[-–—]\s?(\d{1,2})/(\d{1,2})(?![\p{L}\p{N}/%]|[.,]\d)${PART}`,
        'gu',
      ),
      say: (match, text) => {
        const [, first = '', second = '', third = '', fourth = ''] = match;
        if (isPart(first, second) && isPart(third, fourth) && !AWAY.test(text.slice(0, match.index))) return undefined;
        const from = day(first, second);
        const to = day(third, fourth);
        return from === undefined || to === undefined ? undefined : [words(`${from} to ${to}`)];
      },
    },
    // "2Q22", "3Q 2022", "1H23"
    {
      needs: /\d[QH]/,
      pattern: /(?<![\p{L}\p{N}.,/$£€-])([1-4])(Q|H)[\s'’]?(\d{4}|\d{2})(?![\p{L}\p{N}%-]|[.,]\d)/gu,
      say: (match, text) => {
        const [, number = '', part = '', years = ''] = match;
        if (part === 'H' && Number(number) > 2) return undefined;
        const article = /\b(?:the|this|last|next|our|their)\s$/i.test(text.slice(0, match.index)) ? '' : 'the ';
        return [
          words(
            `${article}${ordinal(number)} ${part === 'Q' ? 'quarter' : 'half'} of ${years.length === 2 ? `twenty ${pair(years)}` : year(years)}`,
          ),
        ];
      },
    },
    // "best by 03/2026"
    {
      needs: /\/(?:19|20)\d\d/,
      pattern: new RegExp(String.raw`${NOT_BEFORE}(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?![\p{L}\p{N}/%-]|[.,]\d)`, 'gu'),
      say: ([, month = '', years = '']) => [words(`${MONTHS[Number(month) - 1] ?? ''} ${year(years)}`)],
    },
    // "25 & 26 Dec", "3, 4 and 5 May"
    {
      needs: /\d,? ?(?:&|and|or|,)/,
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}${DAY}(?=(?:,\s\d{1,2}(?:st|nd|rd|th)?){0,3},?\s?(?:,|&|and|or)\s?\d{1,2}(?:st|nd|rd|th)?\s${MONTH}(?!\p{L})(?!\s\d{1,2}(?!\d)))`,
        'gu',
      ),
      say: (match, text) => {
        const number = match[1] ?? '';
        if (!isDay(number) || /\bmay\b|\bmarch\b/.test(match[2] ?? '')) return undefined;
        return [words(`${/\bthe\s$/i.test(text.slice(0, match.index)) ? '' : 'the '}${ordinal(number)}`)];
      },
    },
    // "Dec 25 & 26"
    {
      needs: /\d,? ?(?:&|and|or|,)/,
      pattern: new RegExp(
        String.raw`(?<=\b${MONTH}\s\d{1,2}(?:st|nd|rd|th)?(?:,\s\d{1,2}(?:st|nd|rd|th)?){0,3},?\s?(?:&|and|or)\s)${DAY}(?![\p{L}\p{N}%:/-]|[.,]\d|\s?[ap]\.?m\b|\s\p{Ll}{3,}s\b)`,
        'gu',
      ),
      say: ([, month = '', number = '']) =>
        isDay(number) && monthName(month) !== '' && !/^(?:may|march)$/.test(month)
          ? [words(ordinal(number))]
          : undefined,
    },
  ];
}
