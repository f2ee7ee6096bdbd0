import { words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { cardinal } from './numbers.ts';
import { PER, RATES } from './rates.ts';
import { NUMBER, sayNumber } from './written-numbers.ts';
import { isAttributive, isDoubtful, MINUS, NAMES, NOT_BEFORE, SCALE, sayUnit, signed, STOP } from './unit-context.ts';

const QUARTERS: Readonly<Record<string, string>> = { N: 'north', S: 'south', E: 'east', W: 'west' };
const INCH = String.raw`(?:["”″]|''|\s?in\b\.?|\s?inches|\s?ins\b)`;
const SIDE = String.raw`\s?(?:x|X|×|by)\s?`;

/** 3'20" is no height. */
const sayLength = (minutes: string, seconds = ''): string =>
  `${cardinal(minutes)} ${minutes === '1' ? 'minute' : 'minutes'} ${cardinal(seconds)} seconds`;

export const unitRules: readonly Rule[] = [
  // 45°30′15″ N
  {
    needs: /°/,
    pattern:
      /(?<![\p{L}\p{N}.,])([-−])?(\d{1,3}(?:\.\d+)?)\s?°\s?(?:(\d{1,2}(?:\.\d+)?)\s?['’′]\s?)?(?:(\d{1,2}(?:\.\d+)?)\s?(?:["”″]|''|’’)\s?)?([NSEW])?(?![\p{L}\p{N}])/gu,
    say: ([, minus, degrees = '', minutes, seconds, quarter]) => {
      if (minutes === undefined && quarter === undefined) return undefined;
      const part = (number: string | undefined, name: string): Say[] =>
        number === undefined ? [] : [...sayNumber(number), words(Number(number) === 1 ? name : `${name}s`)];
      return [
        ...(minus === undefined ? [] : [words('minus')]),
        ...part(degrees, 'degree'),
        ...part(minutes, 'minute'),
        ...part(seconds, 'second'),
        ...(quarter === undefined ? [] : [words(QUARTERS[quarter] ?? quarter)]),
      ];
    },
  },
  // 12" x 18", 2' x 4'
  {
    needs: /\d["”″'’′]/,
    pattern: new RegExp(
      String.raw`${NOT_BEFORE}(${NUMBER})(["”″'’′])${SIDE}(${NUMBER})\2(?:${SIDE}(${NUMBER})\2)?(?![\p{L}\p{N}])`,
      'gu',
    ),
    say: ([, first = '', mark = '', second = '', third]) => {
      const name = /["”″]/.test(mark) ? '"' : '′';
      const sides = [first, second, third].filter((side) => side !== undefined);
      return sides.flatMap((side, index) => [
        ...(index > 0 ? [words('by')] : []),
        ...sayNumber(side),
        sayUnit(name, side, false),
      ]);
    },
  },
  // 5'10", 6′2″, "3ft 6in", "5 ft 10"
  {
    needs: /\d\s?(?:['’′]|f(?:ee)?t|foot)/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,'’])(\d{1,2})(?:['’′]\s?(\d{1,2})(?:["”″]|''|(?!\p{N}))|\s?(ft\.?|feet|foot)\s?(\d{1,2})(?:${INCH}|(?![\p{L}\p{N}.,:%°'’-]|\s?(?:x|to|and|or|by)\b|\s\p{Ll}+s\b)))`,
      'gu',
    ),
    say: ([, feet = '', inches, unit, written]) =>
      unit === undefined
        ? [words(Number(inches) < 12 ? `${cardinal(feet)} foot ${cardinal(inches ?? '')}` : sayLength(feet, inches))]
        : [
            words(
              `${cardinal(feet)} ${feet === '1' ? 'foot' : 'feet'} ${cardinal(written ?? '')} ${written === '1' ? 'inch' : 'inches'}`,
            ),
          ],
  },
  // "12st 4lb"
  {
    needs: /\d\s?st/,
    pattern:
      /(?<![\p{L}\p{N}.,])(\d{1,2})\s?st\.?\s(\d{1,2})\s?(?:lbs?|pounds)\b\.?|(?<![\p{L}\p{N}.,])(\d?[04-9]|1[1-3])st\b/gu,
    say: ([, stones, pounds, only]) =>
      stones === undefined
        ? [words(`${cardinal(only ?? '')} stone`)]
        : [words(`${cardinal(stones)} stone ${cardinal(pounds ?? '')} ${pounds === '1' ? 'pound' : 'pounds'}`)],
  },
  // "6' tall", "a 10' ladder"
  {
    pattern:
      /(?<![\p{L}\p{N}.,'’])(\d{1,3}(?:\.\d+)?)['’′](?=(?:[\s-](?:tall|high|wide|long|deep|by|x)\b|-\p{Ll}|\s\p{Ll}|[.,;)]|$))(?!s)/gu,
    say: (match, text) => {
      const [whole, number = ''] = match;
      const before = text.slice(0, match.index);
      const after = text.slice(match.index + whole.length);
      if (/(?:^|[\s(])['‘’][^'‘’]*$/.test(before)) return undefined;
      if (
        /^\s(?:tall|high|wide|long|deep|thick|by|x|of|from|away|above|below|down|up|under|in|and|or|to)\b|^[.,;)]|^$/.test(
          after,
        )
      )
        return [...sayNumber(number), sayUnit('′', number, false)];
      return /\ban?\s(?:\p{Ll}+\s)?$/iu.test(before) ? [...sayNumber(number), words('foot')] : undefined;
    },
  },
  // "15%-20%", "5 kg - 10 kg"
  {
    needs: /[-–—]\s?\.?\d/,
    pattern: new RegExp(
      String.raw`${NOT_BEFORE}(${NUMBER})\s?(${NAMES})\s?[-–—]\s?(${NUMBER})\s?\2(?![\p{L}\p{N}²³/])${STOP}`,
      'gu',
    ),
    say: ([, low = '', sign = '', high = '']) => [
      ...sayNumber(low),
      words('to'),
      ...sayNumber(high),
      sayUnit(sign, high, false),
    ],
  },
  // "50g/2oz"
  {
    needs: /[a-zA-Z]\/\d/,
    pattern: new RegExp(
      String.raw`${NOT_BEFORE}(${NUMBER})\s?(${NAMES})\s?\/\s?(${NUMBER})\s?(${NAMES})(?![\p{L}\p{N}²³/'’])`,
      'gu',
    ),
    say: ([, first = '', sign = '', second = '', other = '']) => [
      ...sayNumber(first),
      sayUnit(sign, first, false),
      words(','),
      ...sayNumber(second),
      sayUnit(other, second, false),
    ],
  },
  // "200C/180C fan"
  {
    needs: /\d[CF]\/\d/,
    pattern: /(?<=\d{2,3}[CF])\/(?=\d{2,3}[CF](?![\p{L}\p{N}]))/gu,
    say: () => [words(', ')],
  },
  // "-5C", "180C", "350F"
  {
    needs: /\d\s?[CF]/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,:]|(?<!\d[CF]\s?)/)${MINUS}(\d{1,4}(?:\.\d)?)\s?([CF])(?![\p{L}\p{N}'’+#&-])`,
      'gu',
    ),
    say: (match, text) => {
      const [, minus, number = '', scale = ''] = match;
      const before = text.slice(0, match.index);
      const isHeat =
        minus !== undefined ||
        /\d[CF]\s?\/$/.test(before) ||
        (Number(number) >= 100 && /\b(?:oven|gas\smark|bake|roast|preheat|fan)\b/i.test(text)) ||
        (/\b(?:at|to|of|below|above|around|about|is|was|hit|hits|reached|reaches|and|between|from|under|over|than|oven|near|nearly|almost|temperature|heat|fan)\s(?:a\s)?$/i.test(
          before,
        ) &&
          !/\b(?:gates?|seats?|rooms?|rows?|apartment|flats?|class|form|grade|section|unit|plate)\s(?:\S+\s){0,2}$/i.test(
            before,
          ));
      if (
        !isHeat ||
        LETTERED.test(before) ||
        /^\s(?:bra|bras|cups?|bikini|seats?|rows?|size)\b/.test(text.slice(match.index + match[0].length))
      )
        return undefined;
      const degree = Number(number) === 1 ? 'degree' : 'degrees';
      return [...signed(minus, number), words(`${degree} ${scale === 'C' ? 'Celsius' : 'Fahrenheit'}`)];
    },
  },
  {
    pattern: new RegExp(
      String.raw`${NOT_BEFORE}${MINUS}(${NUMBER})(?:(?:\s[-–—]\s|[-–—]\s?|\s?(?:to|and|x|×)\s?)(${NUMBER}))?([ \u00a0\u202f-]?)(${NAMES})(?![\p{L}\p{N}²³'’])(?!\/(?!(?:${RATES})(?![\p{L}\p{N}]))\p{L})${STOP}`,
      'gu',
    ),
    say: (match, text) => {
      const [whole, minus, low = '', high, gap = '', sign = ''] = match;
      const before = text.slice(0, match.index);
      const after = text.slice(match.index + whole.length);
      if (isDoubtful(sign, gap, before, after)) return undefined;
      const isDose =
        /\b(?:take|give|dose|daily)\b/i.test(before) ||
        (/^(?:m?g|mcg|ml|mL)$/.test(sign) &&
          /^\s(?:once|twice|daily|(?:\w+\s)?times|every|at\s(?:night|bedtime)|[A-Z]{2,3}\b)/.test(after));
      const isTimes = /[x×]/.test(whole.slice(0, -sign.length));
      const joint = isTimes ? (isDose ? 'times' : 'by') : whole.includes(' and ') ? 'and' : 'to';
      const range = high === undefined ? [] : [words(joint), ...sayNumber(high)];
      return [
        ...signed(minus, low),
        ...range,
        sayUnit(
          sign,
          high ?? low,
          gap === '-' || (isTimes && /^\s\p{Ll}{2,}s\b/u.test(after)) || isAttributive(before, after),
        ),
      ];
    },
  },
  // "90 million kg"
  {
    needs: /\d[ \u00a0-](?:hundred|thousand|\p{Ll}+illion)/u,
    pattern: new RegExp(String.raw`(?<=\d[ \u00a0-](?:${SCALE})\s)(${NAMES})(?![\p{L}\p{N}²³'’])${STOP}`, 'gu'),
    say: ([, sign = '']) => (/^(?:["”″′ac]|in\.?)$/.test(sign) ? undefined : [sayUnit(sign, undefined, false)]),
  },
  // "per km²", "$3.99/kg", "$1,450/mo."
  {
    needs: /\bper /,
    pattern: new RegExp(
      String.raw`(?<=\bper )(km|kg|cm|mm|ml|GB|MB|kWh|lb|oz|m²|m³|km²|ft²|sq ft)(?![\p{L}\p{N}])`,
      'gu',
    ),
    say: ([sign]) => [sayUnit(sign, '1', true)],
  },
  {
    needs: /\//,
    pattern: new RegExp(String.raw`(?=\s?\/)(?<=[\d€£¥₹$%\p{L}²³.]\s?)\s?\/\s?(${RATES})(?![\p{L}\p{N}])${STOP}`, 'gu'),
    say: (match, text) => {
      const before = text.slice(Math.max(0, match.index - 40), match.index);
      const isMeasured = MEASURED.test(before);
      const unit = match[1] ?? '';
      if (!isMeasured && !/^(?:day|week|month|year|hour|minute|second|person|night)$/.test(unit)) return undefined;
      return [words(unit === 'ea' ? 'each' : `per ${PER[unit] ?? unit}`)];
    },
  },
];

/** "a size 34C". */
const LETTERED = /\bsizes?\s(?:a\s)?$/i;

/** Ends with an amount, or with an amount and the name of what it is an amount of. */
const MEASURED = new RegExp(
  String.raw`(?:\d\s?[kKmMbBp]?|[€£¥₹$]|\d\s?(?:${SCALE})|[\d⁰¹²³⁴-⁹][\d,.⁰¹²³⁴-⁹]*\s?(?:${NAMES}|[A-Z]{3}|\p{Ll}{2,})|(?:dollars|cents|euros|pounds))\s?$`,
  'u',
);
