import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import type { Named } from './rule-words.ts';
import { allUnits, LENGTHS } from './measures.ts';
import { numberPattern, sayNumber } from './numbers.ts';
import { alternatives, around, BEFORE, SPACE } from './patterns.ts';
import { sayCounted } from './quantities.ts';
import { words } from './stretch.ts';
import type { Rule, Say } from './stretch.ts';

const FRACTIONS = '[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]';

const fractionParts = (sign: string): number[] => sign.normalize('NFKC').split('⁄').map(Number);

/** "un kilo y medio" as "uno y medio kilo", "media hora", "tres cuartos de litro". */
function sayFraction(digits: string | undefined, top = 0, bottom = 0, named: Named, locale: Locale): Say[] | undefined {
  if (digits === undefined) {
    const said = locale.fraction(top, bottom, ` ${named.one}`);
    if (said === undefined) return undefined;
    return [words(top === 1 && bottom === 2 ? `${said} ${named.one}` : locale.scaled(said, named.one))];
  }
  const said = locale.mixed(digits, top, bottom, ` ${named.many}`);
  return said === undefined ? undefined : [words(`${said} ${digits === '1' ? named.one : named.many}`)];
}

/** Whether a quotation is open, so that a mark may close it. */
const isQuoted = (before: string, open: RegExp, close: RegExp): boolean =>
  (before.match(open)?.length ?? 0) > (before.match(close)?.length ?? 0);

/** "1 1/2 m", "2 m x 3 m", "km 12", "1m90", "40° 25' N", `27"`, "45'", "3'45". */
export function measureSignRules(locale: Locale): Rule[] {
  const { measures } = locale;
  if (!measures) return [];
  const units = allUnits(locale);
  const signs = alternatives(Object.keys(units));
  const counted = (digits: string, named: Named): string => sayCounted(digits, named, locale);
  const secondsAfter = new RegExp(String.raw`(?<!\p{L})(?:${measures.secondsAfter ?? '(?!)'})[ \u00a0]$`, 'iu');
  return [
    {
      pattern: new RegExp(
        String.raw`${BEFORE}(?:(?:(\d+)${SPACE})?(\d)[/⁄](\d{1,2})|(?:(\d+)${SPACE}?)?(${FRACTIONS}))${SPACE}?(${signs})(?![\p{L}\p{N}²³'’/])`,
        'gu',
      ),
      say: ([, digits, top, bottom, before, sign, unit = '']) => {
        const named = units[unit];
        const [above, below] = sign === undefined ? [Number(top), Number(bottom)] : fractionParts(sign);
        return named && sayFraction(digits ?? before, above, below, named, locale);
      },
    },
    // "30x20x10 cm"
    {
      needs: /\d ?[x×] ?\d+(?:[.,]\d+)? ?[x×]/,
      pattern: new RegExp(
        String.raw`${BEFORE}(${numberPattern(locale)})${SPACE}?[x×]${SPACE}?(${numberPattern(locale)})${SPACE}?[x×]${SPACE}?(${numberPattern(locale)})${SPACE}?(${alternatives(LENGTHS.filter((sign) => sign in units))})(?![\p{L}\p{N}²³'’/])`,
        'gu',
      ),
      say([, long = '', wide = '', high = '', unit = '']) {
        const named = units[unit];
        const sides = [long, wide].map((side) => sayNumber(side, '', locale));
        return named && [words([...sides, counted(high, named)].join(` ${locale.words.by} `))];
      },
    },
    // "-5C"
    {
      pattern: /(?<=^|[\s(])[-−–](\d{1,3})C(?![\p{L}\p{N}])/gu,
      say: ([, digits = '']) => [words(`${locale.words.minus} ${counted(digits, measures.degree)}`)],
    },
    {
      pattern: new RegExp(String.raw`(?<=\d${SPACE}?(${signs})${SPACE}?)[x×](?=${SPACE}?\d)`, 'gu'),
      say: ([, unit = '']) => [words(LENGTHS.includes(unit) ? locale.words.by : (locale.signs['×'] ?? ''))],
    },
    // The first sign of more sides, as in "40×30×20×10 cm", and of sides in other units than of length
    {
      needs: /\d[ \u00a0]?[x×][ \u00a0]?\d{1,4}(?:[.,]\d{1,3})?[ \u00a0]?[x×]/,
      pattern: new RegExp(
        String.raw`(?<=\d${SPACE}?)[x×](?=${SPACE}?\d{1,4}(?:[.,]\d{1,3})?${SPACE}?[x×]${SPACE}?\d{1,4}(?:[.,]\d{1,3})?${SPACE}?(?:${signs})(?![\p{L}\p{N}]))`,
        'gu',
      ),
      say: () => [words(locale.words.by)],
    },
    {
      pattern: /(?<![\p{L}\p{N}/]|\d[ \u00a0]?)(?:km|Km|KM)\.?(?=[ \u00a0]\d)/gu,
      say: () => [words(units['km']?.one ?? '')],
    },
    {
      pattern: /(?<![\p{L}\p{N}.,])([12])[ \u00a0]?m[ \u00a0]?(\d{2})(?![\p{L}\p{N}]|[.,]\d)/gu,
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
    // "45''", `1'23"456`
    {
      needs: /\d(?:''|["”″]\d{2})/,
      pattern:
        /(?<![\p{L}\p{N}.,'’′]|['’′][ \u00a0])(?:(?:(\d{1,2})['’′])?(\d{1,2})["”″](\d{2,3})|(\d{1,3})'')(?![\p{L}\p{N}'’"”])/gu,
      say: ([, minutes, seconds = '', thousandths, alone]) => {
        if (thousandths === undefined) return [words(counted(alone ?? '', measures.second))];
        const first = minutes === undefined ? '' : `${counted(minutes, measures.minute)} `;
        const rest = locale.cardinal(thousandths, { gender: 'm', noun: false, word: '' });
        return [words(`${first}${counted(String(Number(seconds)), measures.second)}${measures.andCentimetres}${rest}`)];
      },
    },
    {
      pattern: /(?<![\p{L}\p{N}.,'’′])(\d{1,3})['’′](?:[ \u00a0]?(\d{1,2})(?:''|["”″])|(\d{2}))?(?![\p{L}\p{N}'’])/gu,
      say: (match, text) => {
        const [, minutes = '', marked, bare] = match;
        const seconds = marked ?? bare;
        // "mide 5'11""
        const feet = units['ft'];
        if (marked !== undefined && feet && measures.heightAfter !== undefined && /^[3-7]$/.test(minutes)) {
          const isHeight = new RegExp(String.raw`(?<!\p{L})(?:${measures.heightAfter})(?!\p{L})[^.\d]{0,20}$`, 'iu');
          if (isHeight.test(around(match, text).before))
            return [words(`${counted(minutes, feet)} ${locale.cardinal(String(Number(marked)), UNCOUNTED)}`)];
        }
        if (
          isQuoted(
            around(match, text).before,
            /(?<![\p{L}\p{N}])['‘](?=[\p{L}\p{N}])/gu,
            /(?<=[\p{L}.,!?])['’](?![\p{L}\p{N}])/gu,
          )
        )
          return undefined;
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
      say: (match, text) => {
        const { before } = around(match, text);
        if (isQuoted(before, /(?<![\p{L}\p{N}.,!?])["“]/gu, /(?<=[\p{L}\p{N}.,!?])["”]/gu)) return undefined;
        return [words(counted(match[1] ?? '', secondsAfter.test(before) ? measures.second : measures.inch))];
      },
    },
  ];
}
