import { words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { MONTH, monthName, monthNumber, MONTHS, sayYear } from './months.ts';
import { ordinal, year } from './numbers.ts';
import { DASH } from './written-numbers.ts';
import { yearRules } from './years.ts';

const YEAR = String.raw`(?:(,?\s+)(\d{4})(?![\d:]|[.,]\d))?`;
const NOT_TIME = String.raw`(?![\p{L}\p{N}%]|[.,:]\d|\s?[ap]\.?m\b)`;
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
/** No date in figures is without them, and no other without the name of a month. */
const FIGURES = /\d[-/.]\d/;
const NAMED = /jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec/i;
const NOT_BEFORE = String.raw`(?<![\p{L}\p{N}.,:$£€-])`;

function isDay(digits: string): boolean {
  return Number(digits) >= 1 && Number(digits) <= 31;
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
    // "01/04/25–31/03/26"
    {
      needs: FIGURES,
      pattern:
        /(?<![\p{L}\p{N}.,/-])(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})\s?[-–—]\s?(\d{1,2})\2(\d{1,2})\2(\d{4}|\d{2})(?![\p{L}\p{N}/-]|[.,]\d)/gu,
      say: ([, first = '', , second = '', years = '', third = '', fourth = '', later = '']) => {
        const dayFirst = (british && Number(second) <= 12) || Number(first) > 12 || Number(third) > 12;
        const from = dayFirst ? full(second, first, years) : full(first, second, years);
        const to = dayFirst ? full(fourth, third, later) : full(third, fourth, later);
        return from && to && [...from, words('to'), ...to];
      },
    },
    {
      needs: FIGURES,
      pattern: /(?<![\p{L}\p{N}.,-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\p{N}/-]|\.\d)(?=T?)/gu,
      say: ([, years = '', , month = '', day = '']) => full(month, day, years),
    },
    {
      needs: FIGURES,
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
      needs: FIGURES,
      pattern: /(?<![\p{L}\p{N}.,/-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\p{L}\p{N}/-]|[.,]\d)/gu,
      say: ([, years = '', month = '']) =>
        (Number(years) + 1) % 100 === Number(month)
          ? undefined
          : [words(`${MONTHS[Number(month) - 1] ?? ''} ${year(years)}`)],
    },
    // "12-Mar-2021"
    {
      needs: NAMED,
      pattern: new RegExp(String.raw`${NOT_BEFORE}(\d{1,2})([-/.])${MONTH}\2(\d{4}|\d{2})(?![\p{L}\p{N}])`, 'gu'),
      say: ([, day = '', , month = '', years = '']) => full(String(monthNumber(month)), day, years),
    },
    // "Jan-15", "Jan-15-2020"
    {
      needs: NAMED,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}-]|\d\s)(?!may-|march-)${MONTH}[-–](\d{1,2})(?:[-–,]\s?(\d{4}))?(?![\p{L}\p{N}%-]|[.,:]\d|\s${MONTH})`,
        'gu',
      ),
      say: ([, month = '', day = '', years]) => {
        const date = sayDay(monthNumber(month), Number(day), british);
        return date && [date, ...(years === undefined ? [] : [words(','), ...sayYear(undefined, years)])];
      },
    },
    // "June 3-5", "Jan 1 - Mar 31"
    {
      needs: NAMED,
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
      needs: NAMED,
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
      needs: NAMED,
      pattern: new RegExp(String.raw`\b${MONTH}\s+${DAY}${NOT_TIME}${YEAR}`, 'gu'),
      say: (match, text) => {
        const [, month = '', day = '', joint, years] = match;
        if (!isDay(day) || isVerb(month, match, text)) return undefined;
        return [words(`${monthName(month)} ${ordinal(day)}`), ...sayYear(joint, years)];
      },
    },
    {
      needs: NAMED,
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}(?<!\d{3}\/)(\d{1,2})(st|nd|rd|th)?\s+(of\s+)?${MONTH}(?!\p{L})${YEAR}`,
        'gu',
      ),
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
      needs: /\d\/\d/,
      pattern:
        /(?<=\b(?:on|due|dated|posted|paid|charged|shipped|delivered|received|arriv(?:es|ing|ed)|ordered|sent|signed|filed|effective|until|since|(?:RSVP|due|register|apply|order|reply|respond|submit|book)\sby|[Ee]xpir(?:es|ed|ing)|w\/c|w\/e|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.?|[A-Z][a-z]+day),?\s)(\d{1,2})\/(\d{1,2})(?![\p{L}\p{N}/%]|[.,]\d)/gu,
      say: ([, first = '', second = '']) => {
        const [month, day] = british ? [second, first] : [first, second];
        const date = sayDay(Number(month), Number(day), british);
        return date && [date];
      },
    },
    // "set for 3/14 at 9", "by 11/28"
    {
      needs: /\d\/\d/,
      pattern:
        /(?<=\b(?:for|by|from|after|before|starting|starts|through|thru|ending|ends|is|was|set|moved\sto|scheduled),?\s)(\d{1,2})\/(\d{1,2})(?![\p{L}\p{N}/%]|[.,]\d|\s(?:of|cups?|inch|inches|miles?|teaspoons?|tablespoons?|tsp|tbsp)\b)(?=(\sat\s\d|,?\s\d{1,2}(?::\d\d)?\s?[ap]\.?m)?)/gu,
      say: ([, first = '', second = '', time]) => {
        const [month, day] = british ? [second, first] : [first, second];
        const isFraction = Number(first) <= Number(second) && /^(?:2|3|4|5|6|8|10|12|16|20|24|32|64|100)$/.test(second);
        if (time === undefined && (isFraction || Number(first) === 0 || Number(day) <= 12)) return undefined;
        const date = sayDay(Number(month), Number(day), british);
        return date && [date];
      },
    },
    ...yearRules,
  ];
}

function hasArticle(match: RegExpExecArray, text: string): boolean {
  return /\bthe\s+$/i.test(text.slice(0, match.index));
}
