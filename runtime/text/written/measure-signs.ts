import type { Locale, Named } from './locale.ts';
import { allUnits } from './measures.ts';
import { numberPattern } from './numbers.ts';
import { alternatives, around, BEFORE, SPACE } from './patterns.ts';
import { sayCounted } from './quantities.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** Whether quotation marks before a sign leave one open, so that the sign may close it. */
const isQuoted = (before: string, marks: RegExp): boolean => (before.match(marks)?.length ?? 0) % 2 === 1;

/** "1 1/2 m", "2 m x 3 m", "km 12", "1m90", "40° 25' N", `27"`, "45'", "3'45". */
export function measureSignRules(locale: Locale): Rule[] {
  const { measures } = locale;
  if (!measures) return [];
  const units = allUnits(locale);
  const signs = alternatives(Object.keys(units));
  const counted = (digits: string, named: Named): string => sayCounted(digits, named, locale);
  return [
    {
      pattern: new RegExp(
        String.raw`${BEFORE}(?:(\d+)${SPACE})?(\d)[/⁄](\d{1,2})${SPACE}(${signs})(?![\p{L}\p{N}²³'’/])`,
        'gu',
      ),
      say: ([, whole, top, bottom, sign = '']) => {
        const named = units[sign];
        if (!named) return undefined;
        const [above, below] = [Number(top), Number(bottom)];
        if (whole === undefined) {
          const said = locale.fraction(above, below, ` ${named.one}`);
          return said === undefined
            ? undefined
            : [words(above === 1 && below === 2 ? `${said} ${named.one}` : locale.scaled(said, named.one))];
        }
        const said = locale.mixed(whole, above, below, ` ${named.many}`);
        return said === undefined ? undefined : [words(`${said} ${whole === '1' ? named.one : named.many}`)];
      },
    },
    {
      pattern: new RegExp(String.raw`(?<=\d${SPACE}?(?:${signs})${SPACE}?)[x×](?=${SPACE}?\d)`, 'gu'),
      say: () => [words(locale.words.by)],
    },
    { pattern: /(?<![\p{L}\p{N}])(?:km|Km|KM)\.?(?=[ \u00a0]\d)/gu, say: () => [words(units['km']?.one ?? '')] },
    {
      pattern: /(?<![\p{L}\p{N}.,])([12])[ \u00a0]?m[ \u00a0]?(\d{2})(?![\p{L}\p{N}.,])/gu,
      say: ([, metres = '', rest = '']) => {
        const metre = units['m'];
        if (!metre) return undefined;
        return [
          words(
            `${counted(metres, metre)}${measures.andCentimetres}${locale.cardinal(String(Number(rest)), { gender: 'm', noun: false, word: '' })}`,
          ),
        ];
      },
    },
    {
      pattern:
        /(?<![\p{L}\p{N}.,])(\d{1,3})[°º][ \u00a0]?(?:(\d{1,2})['′’][ \u00a0]?)(?:(\d{1,2}(?:[.,]\d+)?)(?:["″”]|'')[ \u00a0]?)?([NSEWOL](?![\p{L}\p{N}]))?/gu,
      say: ([, degrees = '', minutes = '', seconds, letter]) => [
        words(
          [
            counted(degrees, measures.degree),
            counted(minutes, measures.minute),
            ...(seconds === undefined ? [] : [counted(seconds, measures.second)]),
            ...(letter === undefined ? [] : [measures.compass[letter] ?? letter]),
          ].join(' '),
        ),
      ],
    },
    {
      pattern: /(?<=\d[°º][ \u00a0]?)[NSEWOL](?![\p{L}\p{N}'’])/gu,
      say: ([letter]) => (measures.compass[letter] === undefined ? undefined : [words(measures.compass[letter])]),
    },
    {
      pattern: /(?<![\p{L}\p{N}.,'’′])(\d{1,3})['’′](\d{2})?(?:''|["”″])?(?![\p{L}\p{N}'’])/gu,
      say: (match, text) => {
        const [, minutes = '', seconds] = match;
        if (isQuoted(around(match, text).before, /(?<!\p{L})['’‘]|['’](?!\p{L})/gu)) return undefined;
        const said = counted(minutes, measures.minute);
        return [
          words(
            seconds === undefined
              ? said
              : `${said} ${counted(seconds, measures.second).split(' ').slice(0, -1).join(' ')}`,
          ),
        ];
      },
    },
    {
      pattern: new RegExp(String.raw`${BEFORE}(${numberPattern(locale)})${SPACE}?["”″](?![\p{L}\p{N}])`, 'gu'),
      say: (match, text) =>
        isQuoted(around(match, text).before, /["“”]/gu) ? undefined : [words(counted(match[1] ?? '', measures.inch))],
    },
  ];
}
