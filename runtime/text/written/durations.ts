import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import type { Named } from './rule-words.ts';
import { NOT_IN_TIME } from './patterns.ts';
import { sayCounted } from './quantities.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

const DAY = String.raw`[ \u00a0]?[dj]`;
const HOUR = String.raw`[ \u00a0]?[hH](?:s|rs?)?`;
const MINUTE = String.raw`[ \u00a0]?(?:min(?:\.(?=[ \u00a0]?[\p{Ll}\d]))?|['′’])`;
const SECOND = String.raw`[ \u00a0]?(?:s|sec\.?|seg\.?|["″”]|'')`;
const GAP = String.raw`[ \u00a0]?`;

/** "1 h 20 min", "2h05min30s", "5 min 30 s", "2 d 4 h"; what could be a clock time needs a minute's sign of letters. */
export function durationRules(locale: Locale): Rule[] {
  const { h, min, s, d, j } = locale.units;
  const and = locale.words.and;
  if (and === undefined || !h || !min || !s) return [];
  const say = (...parts: readonly (readonly [string | undefined, Named | undefined])[]) => {
    const said = parts.flatMap(([digits, named]) =>
      digits === undefined || !named ? [] : [sayCounted(String(Number(digits)), named, locale)],
    );
    const last = said.pop() ?? '';
    return [words(said.length === 0 ? last : `${said.join(', ')} ${and} ${last}`)];
  };
  const rule = (source: string, kinds: readonly (Named | undefined)[], flags = 'gu'): Rule => ({
    pattern: new RegExp(String.raw`(?=\d)${NOT_IN_TIME}${source}(?![\p{L}\p{N}/'’])`, flags),
    say: ([, ...digits]) => say(...digits.map((part, index) => [part, kinds[index]] as const)),
  });
  return [
    rule(String.raw`(\d{1,3}):([0-5]\d)[ \u00a0]?min(?!\p{L})`, [min, s]),
    rule(String.raw`(\d{1,4})${DAY}${GAP}(\d{1,2})${HOUR}(?:${GAP}(\d{1,2})${MINUTE})?`, [d ?? j, h, min]),
    rule(String.raw`(\d{1,4})${HOUR}${GAP}(\d{1,2})(?:[ \u00a0]?m|${MINUTE})${GAP}(\d{1,2})${SECOND}`, [h, min, s]),
    rule(String.raw`(\d{1,4})${HOUR}${GAP}(\d{1,2})(?:[ \u00a0]?min(?:\.(?=[ \u00a0]\p{Ll}))?|['′’])`, [h, min]),
    rule(String.raw`(\d{1,4})${HOUR}${GAP}(\d{1,2})[ \u00a0]?m`, [h, min]),
    ...(locale.calendar?.durationAfter === undefined
      ? []
      : [
          rule(
            String.raw`(?<=(?<!\p{L})(?:${locale.calendar.durationAfter})[ \u00a0])(\d{1,3})[ \u00a0]?[hH][ \u00a0]?([0-5]\d)(?![ \u00a0](?:[aà]s?|alle) )`,
            [h, min],
            'giu',
          ),
        ]),
    // "9s58", "1min23s4": hundredths and tenths
    {
      needs: /\ds\d/,
      pattern: /(?=\d)(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):)(?:(\d{1,2})min)?(\d{1,2})s(\d{1,2})(?![\p{L}\p{N}])/gu,
      say: ([, minutes, seconds = '', rest = '']) => [
        words(
          `${minutes === undefined ? '' : `${sayCounted(minutes, min, locale)}, `}${sayCounted(String(Number(seconds)), s, locale)} ${and} ${locale.cardinal(String(Number(rest)), UNCOUNTED)}`,
        ),
      ],
    },
    rule(String.raw`(\d{1,4})[ \u00a0]?(?:min\.?|m)${GAP}(\d{1,2})[ \u00a0]?(?:s|sec\.?|seg\.?)`, [min, s]),
  ];
}
