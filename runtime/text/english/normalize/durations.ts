import { cardinal } from './numbers.ts';
import { words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';

const UNITS = 'dhms';
const UNIT_NAMES: Readonly<Record<string, string>> = { d: 'day', h: 'hour', m: 'minute', s: 'second' };

/** "1h 40m 20s", "2h15m", "1h20". */
export const durationRules: readonly Rule[] = [
  // "Prep: 15m"
  {
    needs: /:\s?\d{1,3}\s?m\b/,
    pattern:
      /(?<=\b(?:prep|cook|bake|total|time|duration|rest|wait|chill|read|runtime|marinate|simmer|walk|drive):\s?)(\d{1,3})\s?m(?![\p{L}\p{N}²³/])/giu,
    say: ([, number = '']) => [words(`${cardinal(number)} ${countedName('minute', number)}`)],
  },
  {
    pattern:
      /(?<![\p{L}\p{N}.,:/-])(\d{1,3})\s?(d|h|hrs?|m|mins?)\.?\s?(\d{1,3})\s?(h|hrs?|m|mins?|s|secs?)(?:\.?\s?(\d{1,3})\s?(m|mins?|s|secs?))?(?![\p{L}\p{N}])/gu,
    say: ([, ...parts]) => {
      const pairs = [0, 2, 4]
        .map((at) => [parts[at] ?? '', (parts[at + 1] ?? '').charAt(0)] as const)
        .filter(([number]) => number !== '');
      const falls = pairs.every(
        ([, unit], index) => index === 0 || UNITS.indexOf(unit) > UNITS.indexOf(pairs[index - 1]?.[1] ?? ''),
      );
      if (!falls) return undefined;
      return pairs.map(([number, unit]) =>
        words(`${cardinal(number)} ${countedName(UNIT_NAMES[unit] ?? unit, number)}`),
      );
    },
  },
  {
    pattern: /(?<![\p{L}\p{N}.,:/-])(\d{1,2})h([0-5]\d)(?![\p{L}\p{N}])/gu,
    say: ([, hours = '', minutes = '']) => [
      words(`${cardinal(hours)} ${countedName('hour', hours)} ${cardinal(minutes)} ${countedName('minute', minutes)}`),
    ],
  },
];

/** "hours", but one "hour". */
export function countedName(name: string, number: string): string {
  return Number(number) === 1 ? name : `${name}s`;
}
