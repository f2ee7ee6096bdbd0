import { words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { FULL, SHORT } from './months.ts';
import { DASH } from './written-numbers.ts';

const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const WEEKDAY = String.raw`(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)`;
const WHOLE_OR_SHORT = String.raw`(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|${WEEKDAY}\b\.?|(?:MON|TUES?|WED|THU|THURS|FRI|SAT|SUN)(?:DAY)?\b|(?:mon|tues?|wed|thu|thurs|fri|sat|sun)\b)`;

function dayName(written: string): string {
  const start = written.slice(0, 3).toLowerCase();
  return DAYS.find((day) => day.toLowerCase().startsWith(start)) ?? written;
}

/** Weekdays written short; "Sat", "Sun", "Wed" and "Mon" only where nothing else can be meant. */
export const weekdayRules: readonly Rule[] = [
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])(${WHOLE_OR_SHORT})${DASH}(${WHOLE_OR_SHORT})(?![\p{L}\p{N}])`,
      'gu',
    ),
    say: ([, from = '', to = '']) => [words(`${dayName(from)} to ${dayName(to)}`)],
  },
  {
    pattern: /(?<![\p{L}\p{N}.'’-])(Mon|Wed|Sat|Sun|Tues?|Thurs?|Thu|Fri)\.(?!\p{L})/gu,
    say: (match, text) => {
      const [whole, day = ''] = match;
      const ends = /^["'”’)\]]*\s*$/.test(text.slice(match.index + whole.length));
      const isDay =
        /\b(?:closed|open|on|by|until|till|due|every|next|last|this|and|&|to|through|late|early|before|after),?\s$/i.test(
          text.slice(0, match.index),
        );
      if (ends && !isDay && /^(?:Mon|Wed|Sat|Sun)$/.test(day)) return undefined;
      return [words(dayName(day)), ...(ends ? [words('.')] : [])];
    },
  },
  // "Sat by appt."
  {
    needs: /by app/,
    pattern: /(?<![\p{L}\p{N}.'’-])(Mon|Wed|Sat|Sun)(?=\sby\sapp(?:t|ointment))/gu,
    say: ([, day = '']) => [words(dayName(day))],
  },
  {
    pattern: /(?<![\p{L}\p{N}.'’-])(Tues?|Weds|Thurs?|Thu|Fri)(?![\p{L}\p{N}.'’-])/gu,
    say: ([, day = '']) => [words(dayName(day))],
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.'’-])(Mon|Wed|Sat|Sun)(?:,?(?=\s(?:the\s)?\d)|(?=,?\s(?:${FULL.slice(0, 12).join('|')}|${SHORT.join('|')})\b)|\b(?=\s?[/&,+]\s?(?:and\s)?${WEEKDAY}\b))`,
      'gu',
    ),
    say: ([whole, day = '']) => [words(dayName(day)), ...(whole.endsWith(',') ? [words(',')] : [])],
  },
  {
    pattern: new RegExp(
      String.raw`(?<=\b(?:${WEEKDAY}\s?(?:[/&,+]|and|or|to|through)\s?(?:and\s)?|(?:on|by|until|till|next|every)\s))(Mon|Wed|Sat|Sun)(?![\p{L}\p{N}'’-]|\s\p{Lu}\p{Ll})`,
      'gu',
    ),
    say: ([, day = '']) => [words(dayName(day))],
  },
];
