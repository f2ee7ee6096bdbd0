import { UNCOUNTED } from './counted.ts';
import type { Clock, Locale } from './locale.ts';
import { NOT_IN_TIME, rangeJoint } from './patterns.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

const HOUR = String.raw`([01]?\d|2[0-4])`;
const NOT_BEFORE = String.raw`(?=\d)${NOT_IN_TIME}`;
/** "8h-12h/14h-18h" too. */
const NOT_BEFORE_RANGE = String.raw`(?=\d)(?<![\p{L}\p{N}.,]|(?<![\p{L}\p{M})]):|(?<![hH]\d{0,2})\/)`;
const GAP = String.raw`[ \u00a0\u202f]?`;

/** Times with a full stop, of halves of the day, in ranges and with zones. */
export function timeFormRules(locale: Locale): Rule[] {
  const { calendar } = locale;
  if (!calendar) return [];
  const clock = (hour: string, minute?: string): Clock => ({
    hour: Number(hour),
    minute: Number(minute ?? 0),
    second: undefined,
  });
  const time = (hour: string, minute?: string): string => locale.time(clock(hour, minute));
  const mark = locale.hourMark;
  const half = String.raw`([ap])(?:\.${GAP}m(?!\p{L})(?:\.(?!\s*$))?|${GAP}m(?!\.?\p{L}))`;
  const halves = (letter = ''): string => (letter === '' ? '' : ` ${calendar.half[letter.toLowerCase() as 'a' | 'p']}`);
  return [
    {
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}${HOUR}(?:[:.]([0-5]\d))?${GAP}(?:${half})?${GAP}[-–]${GAP}${HOUR}(?:[:.]([0-5]\d))?${GAP}${half}`,
        'giu',
      ),
      say: (match, text) => {
        const [, hour = '', minute, first, toHour = '', toMinute, second] = match;
        const to = rangeJoint(match, text, locale, false);
        return [words(`${time(hour, minute)}${halves(first)}${to}${time(toHour, toMinute)}${halves(second)}`)];
      },
    },
    {
      pattern: new RegExp(String.raw`${NOT_BEFORE}${HOUR}(?:[:.]([0-5]\d))?${GAP}${half}`, 'giu'),
      say: ([, hour = '', minute, letter]) => [words(`${time(hour, minute)}${halves(letter)}`)],
    },
    // "9.00-14.00 h", "8h-12h", "9h30-12h15"
    {
      pattern: new RegExp(
        String.raw`${NOT_BEFORE_RANGE}${HOUR}(?:(?:[:.]|${GAP}[hH]${GAP})([0-5]\d))?(?:${mark})?${GAP}(?:[-–]|(?<=[hH:.]${GAP}\d\d${GAP}|[hH]${GAP})\/)${GAP}${HOUR}(?:(?:[:.]([0-5]\d))?(?:${mark})|${GAP}[hH]${GAP}([0-5]\d))(?![\p{L}\p{N}])`,
        'gu',
      ),
      say: (match, text) => {
        const [, hour = '', minute, toHour = '', toMinute, other] = match;
        return [words(time(hour, minute) + rangeJoint(match, text, locale, false) + time(toHour, toMinute ?? other))];
      },
    },
    {
      pattern: new RegExp(
        String.raw`(?=\d)(?<=(?<!\p{L})(?:${calendar.timeAfter})[ \u00a0]?)${HOUR}[.,:]([0-5]\d)${GAP}[-–/]${GAP}${HOUR}[.,:]([0-5]\d)(?:${mark})?(?![\p{L}\p{N}%]|[.,]\d)`,
        'giu',
      ),
      say: (match, text) => {
        const [, hour = '', minute, toHour = '', toMinute] = match;
        return [words(time(hour, minute) + rangeJoint(match, text, locale, false) + time(toHour, toMinute))];
      },
    },
    {
      pattern: new RegExp(
        String.raw`(?=\d)(?<=(?<!\p{L})(?:${calendar.timeAfter})[ \u00a0]?)${HOUR}[.,]([0-5]\d)(?:${mark})?(?![\p{L}\p{N}%]|[.,]\d|[ \u00a0](?:${locale.scale}|%))`,
        'giu',
      ),
      say: ([, hour = '', minute]) => [words(time(hour, minute))],
    },
    {
      pattern: /(?<![\p{L}\p{N}])(GMT|UTC)[ \u00a0]?([+−-])[ \u00a0]?(\d{1,2})(?::([0-5]\d))?(?![\p{L}\p{N}])/gu,
      say: ([, zone = '', sign, hours = '', minutes]) => {
        const direction = sign === '+' ? (locale.signs['+'] ?? '') : locale.words.minus;
        const rest = minutes === undefined ? '' : ` ${locale.cardinal(minutes, UNCOUNTED)}`;
        return [words(`${[...zone].join(' ')} ${direction} ${locale.cardinal(hours, UNCOUNTED)}${rest}`)];
      },
    },
    {
      pattern: /(?<![\p{L}\p{N}.,/])24\/7(?![\p{L}\p{N}/])/gu,
      say: () => [words(`${locale.cardinal('24', UNCOUNTED)} ${locale.cardinal('7', UNCOUNTED)}`)],
    },
  ];
}
