import { cardinal, ordinal, year } from './numbers.ts';
import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const MONTH = String.raw`(January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)`;
const YEAR = String.raw`(?:(,?\s+)(\d{4})(?![\d:]|[.,]\d))?`;

function monthName(written: string): string {
  const start = written.replace('.', '').slice(0, 3).toLowerCase();
  return MONTHS.find((month) => month.toLowerCase().startsWith(start)) ?? written;
}

function isDay(digits: string): boolean {
  return Number(digits) >= 1 && Number(digits) <= 31;
}

function sayYear(joint: string | undefined, digits: string | undefined): Say[] {
  if (digits === undefined) return [];
  return [...(joint?.startsWith(',') ? [words(',')] : []), words(year(digits))];
}

/** "May first" in America, "the first of May" in Britain. */
function sayDay(month: number, day: number, british: boolean): Say | undefined {
  const name = MONTHS[month - 1];
  if (name === undefined || !isDay(String(day))) return undefined;
  const number = ordinal(String(day));
  return words(british ? `the ${number} of ${name}` : `${name} ${number}`);
}

/** Dates as they are written in an accent's country, and ISO dates. */
export function dateRules(british: boolean): readonly Rule[] {
  return [
    {
      pattern: /(?<![\p{L}\p{N}.,-])(\d{4})-(\d{2})-(\d{2})(?![\p{N}-])(?=T?)/gu,
      say: ([, years = '', month = '', day = '']) => {
        const date = sayDay(Number(month), Number(day), british);
        return date && [date, words(','), words(year(years))];
      },
    },
    {
      pattern: /(?<![\p{L}\p{N}.,/-])(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(?![\p{L}\p{N}/]|[.,]\d)/gu,
      say: ([, first = '', , second = '', years = '']) => {
        const dayFirst = (british && Number(second) <= 12) || Number(first) > 12;
        const [month, day] = dayFirst ? [second, first] : [first, second];
        const date = sayDay(Number(month), Number(day), british);
        const spoken =
          years.length === 4 ? year(years) : years.startsWith('0') ? `oh ${cardinal(years)}` : cardinal(years);
        return date && [date, words(','), words(spoken)];
      },
    },
    {
      pattern: new RegExp(
        String.raw`\b${MONTH}\s+(\d{1,2})(?:st|nd|rd|th)?(?![\p{L}\p{N}:%]|[.,]\d|\s?[ap]\.?m\b)${YEAR}`,
        'gu',
      ),
      say: ([, month = '', day = '', joint, years]) =>
        isDay(day) ? [words(`${monthName(month)} ${ordinal(day)}`), ...sayYear(joint, years)] : undefined,
    },
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,:$£€-])(\d{1,2})(st|nd|rd|th)?\s+(of\s+)?${MONTH}(?!\p{L})${YEAR}`,
        'gu',
      ),
      say: (match, text) => {
        const [, day = '', , , month = '', joint, years] = match;
        if (!isDay(day)) return undefined;
        const article = /\bthe\s+$/i.test(text.slice(0, match.index)) ? '' : 'the ';
        return [words(`${article}${ordinal(day)} of ${monthName(month)}`), ...sayYear(joint, years)];
      },
    },
    // "Oct. 2021", "Sept."
    {
      pattern: new RegExp(
        String.raw`\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\.(?=\s*(?:[\d,;:)]|\p{Ll}))|(?=\s\d))`,
        'gu',
      ),
      say: ([month]) => [words(monthName(month))],
    },
    {
      pattern: /(?<![\p{L}\p{N}])(\d{3,4}|\d{1,2})\s?(BCE|CE|BC|AD)\b/gu,
      say: ([, years = '', era = '']) => [words(years.length === 4 ? year(years) : cardinal(years)), letters(era)],
    },
    {
      pattern: /(?<![\p{L}\p{N}])AD\s(\d{1,4})\b/gu,
      say: ([, years = '']) => [letters('AD'), words(years.length === 4 ? year(years) : cardinal(years))],
    },
  ];
}

const HALF_OF_DAY = String.raw`(?:\s?([aApP])\.?\s?[mM]\b(\.)?)`;

function sayHalf(letter: string | undefined): Say[] {
  return letter === undefined ? [] : [letters(`${letter.toUpperCase()}M`)];
}

/** A clock time: "9:05" "nine oh five", "10:00" "ten o'clock", "14:00" "fourteen hundred". */
function sayTime(hour: string, minute: string, half: string | undefined): Say[] {
  const hours = cardinal(hour);
  if (minute === '00') {
    if (half !== undefined) return [words(hours), ...sayHalf(half)];
    if (Number(hour) === 0) return [words('midnight')];
    return [words(Number(hour) <= 12 ? `${hours} o'clock` : `${hours} hundred`)];
  }
  const minutes = minute.startsWith('0') ? `oh ${cardinal(minute)}` : cardinal(minute);
  return [words(`${hours} ${minutes}`), ...sayHalf(half)];
}

/** Whether the full stop of "p.m." also ends the text. */
function closing(match: RegExpExecArray, text: string, stop: string | undefined): Say[] {
  const rest = text.slice(match.index + match[0].length);
  return stop !== undefined && /^["'”’)\]]*\s*$/.test(rest) ? [words('.')] : [];
}

export const timeRules: readonly Rule[] = [
  // "9:00-17:30"
  {
    pattern:
      /(?<![\p{L}\p{N}.,:/])([01]?\d|2[0-4]):([0-5]\d)\s?[-–—]\s?([01]?\d|2[0-4]):([0-5]\d)(?![\p{N}:]|\.\d|\s?[aApP]\.?[mM]\b)/gu,
    say: ([, hour = '', minute = '', toHour = '', toMinute = '']) => [
      ...sayTime(hour, minute, undefined),
      words('to'),
      ...sayTime(toHour, toMinute, undefined),
    ],
  },
  {
    pattern: /(?<![\p{L}\p{N}.,:/])(\d{1,2}):([0-5]\d):([0-5]\d)(?![\p{N}:])/gu,
    say: ([, hours = '', minutes = '', seconds = '']) =>
      [hours, minutes, seconds].map((part, index) =>
        words(index > 0 && part.startsWith('0') ? `oh ${cardinal(part)}` : cardinal(part)),
      ),
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,:/])([01]?\d|2[0-4])[:.]([0-5]\d)${HALF_OF_DAY}`, 'gu'),
    say: (match, text) => {
      const [, hour = '', minute = '', half, stop] = match;
      return [...sayTime(hour, minute, half), ...closing(match, text, stop)];
    },
  },
  {
    pattern: /(?<![\p{L}\p{N}.,:/])([01]?\d|2[0-4]):([0-5]\d)(?![\p{N}:]|\.\d)(?:h\b)?/gu,
    say: ([, hour = '', minute = '']) => sayTime(hour, minute, undefined),
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,:/])(1[0-2]|0?[1-9])${HALF_OF_DAY}`, 'gu'),
    say: (match, text) => {
      const [, hour = '', half, stop] = match;
      return [words(cardinal(hour)), ...sayHalf(half), ...closing(match, text, stop)];
    },
  },
  // "4 to 1"
  {
    pattern: /(?<![\p{L}\p{N}.,:/])(\d{1,4}):(\d{1,4})(?![\p{N}:]|\.\d)/gu,
    say: ([, first = '', second = '']) => [words(`${cardinal(first)} to ${cardinal(second)}`)],
  },
];
