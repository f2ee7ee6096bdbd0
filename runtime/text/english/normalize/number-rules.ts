import { cardinal, decade, digitByDigit, fraction, ordinal } from './numbers.ts';
import { words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { AFTER, BEFORE, isYearLike, MINUS, NUMBER, sayNumber, sayPlain, value } from './written-numbers.ts';

const SCALE = String.raw`(?:hundred|thousand|million|billion|trillion)`;

const FRACTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒'].map((sign) => [sign, sign.normalize('NFKC').replace('⁄', '/')]),
);

function sayFraction(numerator: string, denominator: string): string {
  const named = fraction(numerator, denominator);
  if (named !== undefined) return named;
  const isPair =
    numerator === denominator ||
    Number(numerator) + Number(denominator) === 100 ||
    /^(?:9\/11|24\/7)$/.test(`${numerator}/${denominator}`);
  return `${cardinal(numerator)} ${isPair ? '' : 'over '}${cardinal(denominator)}`;
}

/** "one and a half", "two and three quarters". */
function sayMixed(whole: string, part: string): Say[] {
  return [words(`${cardinal(whole)} and ${part.replace(/^one /, 'a ').replace(/^a (?=eigh)/, 'an ')}`)];
}

export const fractionRules: readonly Rule[] = [
  // "½ price"
  {
    needs: /½|1\/2/,
    pattern:
      /(?<![\p{L}\p{N}/.,-]|\d\s)(?:½|1\/2)[\s-](?=(?:price|term|marathon|board|century|sister|brother|fare)s?\b)/gu,
    say: () => [words('half')],
  },
  // "1/2-3/4 cup"
  {
    needs: /[\d½⅓⅔¼¾]\s?[-–]\s?[\d½⅓⅔¼¾]/,
    pattern:
      /(?<![\p{L}\p{N}/.,-])(?:(\d{1,2})\/(\d{1,2})|([½⅓⅔¼¾]))\s?[-–]\s?(?:(\d{1,2})\/(\d{1,2})|([½⅓⅔¼¾]))(?![\p{L}\p{N}/]|[.,]\d|\s*=)/gu,
    say: ([, top = '', bottom = '', sign = '', toTop = '', toBottom = '', toSign = '']) => {
      const parts = (FRACTIONS[sign] ?? `${top}/${bottom}`).split('/');
      const toParts = (FRACTIONS[toSign] ?? `${toTop}/${toBottom}`).split('/');
      const [from, to] = [fraction(parts[0] ?? '', parts[1] ?? ''), fraction(toParts[0] ?? '', toParts[1] ?? '')];
      return from === undefined || to === undefined ? undefined : [words(`${from} to ${to}`)];
    },
  },
  {
    pattern: /(?<![\p{N}/.,])(\d+)[ \u00a0]?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒])/gu,
    say: ([, whole = '', sign = '']) => {
      const [top = '', bottom = ''] = (FRACTIONS[sign] ?? '').split('/');
      return sayMixed(whole, sayFraction(top, bottom));
    },
  },
  {
    pattern: /[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒]/gu,
    say: ([sign]) => {
      const [top = '', bottom = ''] = (FRACTIONS[sign] ?? '').split('/');
      return [words(sayFraction(top, bottom))];
    },
  },
  {
    pattern: /(?<![\p{L}\p{N}/.,-])(\d+)[ \u00a0-](\d{1,2})[/⁄](\d{1,2})(?![\p{L}\p{N}/]|[.,]\d)/gu,
    say: ([, whole = '', top = '', bottom = '']) => {
      const part = fraction(top, bottom);
      return part === undefined ? undefined : sayMixed(whole, part);
    },
  },
  {
    pattern: /(?<![\p{L}\p{N}/.,-])(\d{1,4})[/⁄](\d{1,4})(?![\p{L}\p{N}/]|[.,]\d)/gu,
    say: ([, top = '', bottom = '']) => [words(sayFraction(top, bottom))],
  },
];

export const decadeRules: readonly Rule[] = [
  // "1990s", "the '90s", "his 20s"
  {
    pattern:
      /(?<![\p{L}\p{N}.,])(?<!\b(?:for|after|every|[Ww]ait|took|takes|lasts?|timeout|within|under|in)\s(?=\d0s))['’]?(\d{3}0|\d0|(?<=\b(?:the|his|her|their|two|three|four|of)\s)\d{2})['’]?s\b/gu,
    say: ([, digits = '']) => [words(decade(digits))],
  },
];

export const numberRules: readonly Rule[] = [
  // "18th c."
  {
    needs: /\d(?:st|nd|rd|th)[\s-][cC]/,
    pattern: /(?<=\d(?:st|nd|rd|th)[\s-])(?:c\.|C\b\.?)(?=\s\p{Ll}|[\s.,;:)]|$)/gu,
    say: (match, text) => [
      words(
        match[0].endsWith('.') && /^["'”’)\]]*\s*$/.test(text.slice(match.index + match[0].length))
          ? 'century.'
          : 'century',
      ),
    ],
  },
  // "the C19th"
  {
    needs: /C\d/,
    pattern: /(?<![\p{L}\p{N}])C(\d{1,2})(?:st|nd|rd|th)(?:\scentury)?(?![\p{L}\p{N}])/gu,
    say: ([, number = '']) => [words(`${ordinal(number)} century`)],
  },
  // "1st", "21st", "1,000th"
  {
    needs: /\d(?:st|nd|rd|th)/i,
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b/giu,
    say: ([, number = '']) => [words(ordinal(number.replaceAll(',', '')))],
  },
  {
    needs: /(?:st|nd|rd|th)[-–]/,
    pattern: /(?<=\d(?:st|nd|rd|th))[-–](?=\d{1,4}(?:st|nd|rd|th)\b)/gu,
    say: () => [words('to')],
  },
  // "the 49ers"
  {
    needs: /\der/,
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,2}|\d00)er(s?)(?!\p{L})/gu,
    say: ([, number = '', many = '']) => [words(`${cardinal(number)}er${many}`.replace(/eer/, 'er'))],
  },
  // "1939-1945", "pages 10-12" are ranges; "2-1" and "3-3" are scores
  {
    needs: /\d[-–—]\.?\d/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,/-])(${NUMBER})[-–—](${NUMBER})(?![\p{L}\p{N}/]|[-–][\p{N}]|[.,]\d|\s*=)`,
      'gu',
    ),
    say: (match, text) => {
      const [, from = '', to = ''] = match;
      const before = text.slice(Math.max(0, match.index - 12), match.index);
      // "pp. 101–19"
      if (/\b(?:pp?\.?|pages?)\s$/i.test(before) && /^\d{3}$/.test(from) && to.length < 3)
        return [...sayPlain(from), words('to'), ...sayPlain(from.slice(0, 3 - to.length) + to)];
      const falls = /\b(?:grades?|levels|years|classes|floors|steps|lines)\s$/i.test(before);
      const rising = falls || value(from) < value(to) || (isYearLike(from) && to.length === 2);
      return [...sayPlain(from), ...(rising ? [words('to')] : []), ...sayPlain(to)];
    },
  },
  // "10 - 20 people"
  {
    needs: /\d\s[-–—]\s\.?\d/,
    pattern: new RegExp(
      String.raw`${BEFORE}(?<!\b(?:is|are|[Ww]hat['’]s|calculate|compute|solve|minus|plus|times)\s|[=+×*/]\s?)(${NUMBER})\s[-–—]\s(${NUMBER})(?![\p{L}\p{N}/]|[.,]\d|\s*[-–+=])`,
      'giu',
    ),
    say: ([, from = '', to = '']) =>
      value(from) < value(to) ? [...sayPlain(from), words('to'), ...sayPlain(to)] : undefined,
  },
  // "192.168.1.1", "24.21.0", "v1.2"
  {
    needs: /\d\.\d/,
    pattern: /(?<![\p{L}\p{N}.,])([vV])?(\d+(?:\.\d+){1,})(?![\p{L}\p{N}])/gu,
    say: (match, text) => {
      const [, version, number = ''] = match;
      const parts = number.split('.');
      if (version === undefined && parts.length === 2) return undefined;
      const joint: Say = parts.length === 4 ? words('dot') : { text: 'point', stress: -2 };
      const say = parts.flatMap((part, index) => [
        ...(index > 0 ? [joint] : []),
        words(part.length > 1 && part.startsWith('0') ? digitByDigit(part) : cardinal(part)),
      ]);
      return version === undefined || /\bversions?\s$/i.test(text.slice(0, match.index))
        ? say
        : [words('version'), ...say];
    },
  },
  // "-12", "−3.5"
  {
    needs: /[-−–]\.?\d/,
    pattern: new RegExp(String.raw`${MINUS}(${NUMBER})${AFTER}`, 'gu'),
    say: ([, number = '']) => [words('minus'), ...sayNumber(number)],
  },
  // "3.5 million"
  {
    needs: /\d[ \u00a0-](?:hundred|thousand|\p{Ll}+illion)/u,
    pattern: new RegExp(String.raw`${BEFORE}(${NUMBER})(?=[ \u00a0-]${SCALE}\b)`, 'gu'),
    say: ([, number = '']) => sayNumber(number),
  },
  {
    pattern: new RegExp(String.raw`${BEFORE}(${NUMBER})${AFTER}`, 'gu'),
    say: ([, number = '']) => sayPlain(number),
  },
];
