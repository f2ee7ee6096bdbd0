import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import type { Named } from './rule-words.ts';
import { magnitudePattern, sayMagnified } from './magnitudes.ts';
import { sayPer } from './measures.ts';
import { numberPattern, parseNumber, sayNumber } from './numbers.ts';
import { alternatives, BEFORE, MINUS, rangeJoint, SPACE } from './patterns.ts';
import { sayCounted, sayRange } from './quantities.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

interface Amount {
  sign: string;
  written: string;
  /** The upper end of a range. */
  high: string | undefined;
  /** A word such as "million". */
  scale: string | undefined;
  magnitude: string | undefined;
}

function sayAmount(
  { sign, written, high, scale, magnitude }: Amount,
  joint: string,
  locale: Locale,
): string | undefined {
  const currency = locale.currencies[sign];
  if (!currency) return undefined;
  if (high !== undefined) {
    const most = sayAmount({ sign, written: high, high: undefined, scale, magnitude }, joint, locale);
    return most === undefined ? undefined : sayRange(written, most, joint, currency, locale);
  }
  if (magnitude !== undefined) return sayMagnified(written, magnitude, currency, locale);
  if (scale !== undefined) return `${sayNumber(written, ` ${scale}`, locale)} ${locale.scaled(scale, currency.many)}`;
  // "$67,500" where a comma parts decimals
  const whole = sign.includes('$') && locale.decimal === ',' && /^[1-9]\d{0,2},\d{3}$/.test(written);
  return sayUnits(whole ? written.replace(',', '') : written, currency, currency.cent, locale);
}

function sayUnits(written: string, currency: Named, cent: Named | undefined, locale: Locale): string {
  const { whole, fraction } = parseNumber(written, locale);
  if (fraction === undefined || cent === undefined || fraction.length > 2) return sayCounted(written, currency, locale);
  const cents = String(Number(fraction.padEnd(2, '0')));
  const units = sayCounted(whole, currency, locale);
  if (cents === '0') return units;
  const small = sayCounted(cents, cent, locale);
  return Number(whole) === 0 ? small : locale.withCents(units, small);
}

/** Money, before and after its sign, with magnitudes, ranges and "per": "R$ 2,5 bi", "10-15 €", "30 €/mes". */
export function moneyRules(locale: Locale): Rule[] {
  const number = numberPattern(locale);
  const signs = Object.keys(locale.currencies);
  const sign = alternatives(signs);
  // "la F1" and "F 16" are names
  const signBefore = alternatives(signs.filter((name) => !/^[A-Z]$/.test(name)));
  const round = String.raw`(?:[.,][-–—]{1,2}(?!\d))?`;
  const scale = String.raw`(?:${SPACE}(${locale.scale})(?!\p{L})|${SPACE}?(${magnitudePattern(locale)})(?![\p{L}\p{N}]))?`;
  const afterSign = String.raw`(?:${SPACE}(${locale.scale})(?=${SPACE})|${SPACE}?(${magnitudePattern(locale)}))?`;
  const range = String.raw`(?:${SPACE}?[-–]${SPACE}?(?:(?:${sign})${SPACE}?)?(${number}))?`;
  const rangeBefore = String.raw`(?:${SPACE}?[-–]${SPACE}?(${number}))?`;
  const codes = alternatives(signs.filter((sign) => /^[A-Z]{3}$/.test(sign)));
  const code = String.raw`(?:${SPACE}(${codes})(?![\p{L}\p{N}]))?`;
  const per = String.raw`(?:${SPACE}?\/${SPACE}?((?:\d{1,4}${SPACE}?)?[\p{L}]{1,9}[²³]?)(?![\p{L}\p{M}\p{N}])(?:\.(?=${SPACE}[\p{Ll}\d(]|[,;:)/]))?(?:\/(\p{L}{1,9}))?(?![\p{L}\p{N}/]))?`;
  const say = (
    match: RegExpExecArray,
    text: string,
    minus: string | undefined,
    amount: Amount,
    ...units: (string | undefined)[]
  ) => {
    if (isNamedAfter(amount, match, text, locale)) return [words(sayNumber(amount.written, ' x', locale))];
    const said = sayAmount(amount, rangeJoint(match, text, locale, true), locale);
    if (said === undefined) return undefined;
    const each = units.map((unit) =>
      unit === undefined ? '' : ` ${/^\d/.test(unit) ? sayPerSome(unit, locale) : sayPer(unit, locale)}`,
    );
    return [words(`${minus === undefined ? '' : `${locale.words.minus} `}${said}${each.join('')}`)];
  };
  return [
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{M}\p{N}]|\d[ \u00a0](?=[€£]|(?:${signBefore})${SPACE}?[-−]))${MINUS}(${signBefore})${SPACE}?([-−])?(${number})${round}${range}${scale}${code}${per}(?!\p{L})`,
        'gu',
      ),
      say: (match, text) => {
        // the language of programs
        if (/^PHP[ \u00a0]?\d{1,2}(?:\.\d)?$/.test(match[0])) return undefined;
        const [, minus, sign = '', inner, written = '', high, scale, magnitude, code = sign, unit, other] = match;
        return say(match, text, minus ?? inner, { sign: code, written, high, scale, magnitude }, unit, other);
      },
    },
    {
      pattern: new RegExp(
        String.raw`${BEFORE}${MINUS}(${number})${round}(?:${SPACE}?(?:${sign}))?${rangeBefore}${afterSign}${SPACE}?(${sign})${per}(?![\p{L}\p{M}\p{N}])`,
        'gu',
      ),
      say: (match, text) => {
        const [, minus, written = '', high, scale, magnitude, sign = '', unit, other] = match;
        return say(match, text, minus, { sign, written, high, scale, magnitude }, unit, other);
      },
    },
  ];
}

const PESOS = /^[ \u00a0](?:pesos?|soles|d[óo]lar\p{L}*|dollar\p{L}*|euros?|r\p{L}ais|francs?)(?!\p{L})/u;

/** "$ 500 pesos", "R$ 50 reais": the name is said once. */
function isNamedAfter(
  { sign, high, scale, magnitude }: Amount,
  match: RegExpExecArray,
  text: string,
  locale: Locale,
): boolean {
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 24);
  const { many = '' } = locale.currencies[sign] ?? {};
  const isPlain = high === undefined && scale === undefined && magnitude === undefined && !match[0].includes('/');
  return isPlain && (sign.endsWith('$') ? PESOS.test(after) : after.startsWith(` ${many}`) && many !== '');
}

/** "3 €/100 g": "par cent grammes". */
function sayPerSome(written: string, locale: Locale): string {
  const [, digits = '', unit = ''] = /^(\d+)\s?(.+)$/u.exec(written) ?? [];
  const named = locale.units[unit];
  const said = named ? sayCounted(digits, named, locale) : `${locale.cardinal(digits, UNCOUNTED)} ${unit}`;
  return locale.measures?.per(said) ?? said;
}

/** A sign of money by itself. */
export function moneySignRules(locale: Locale): Rule[] {
  const signs = Object.keys(locale.currencies);
  return [
    // "EUR/USD"
    {
      needs: /[A-Z]{3}\/[A-Z]{3}/,
      pattern: /(?<![\p{L}\p{N}])([A-Z]{3})\/([A-Z]{3})(?![\p{L}\p{N}])/gu,
      say: ([, first = '', second = '']) => {
        const [from, to] = [locale.currencies[first], locale.currencies[second]];
        return from && to ? [words(`${from.one} ${to.one}`)] : undefined;
      },
    },
    {
      pattern: new RegExp(
        String.raw`(?<!\p{L})(?:${alternatives(signs.filter((name) => !/^[\p{L}\p{M}.]+$/u.test(name)))})(?!\p{L})`,
        'gu',
      ),
      say: ([sign]) => [words(locale.currencies[sign]?.many ?? '')],
    },
  ];
}
