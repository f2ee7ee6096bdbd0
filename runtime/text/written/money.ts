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
  const scale = String.raw`(?:${SPACE}(${locale.scale})(?!\p{L})|${SPACE}?(${magnitudePattern(locale)})(?![\p{L}\p{N}]))?`;
  const afterSign = String.raw`(?:${SPACE}(${locale.scale})(?=${SPACE})|${SPACE}?(${magnitudePattern(locale)}))?`;
  const range = String.raw`(?:${SPACE}?[-–]${SPACE}?(?:(?:${sign})${SPACE}?)?(${number}))?`;
  const rangeBefore = String.raw`(?:${SPACE}?[-–]${SPACE}?(${number}))?`;
  const codes = alternatives(signs.filter((sign) => /^[A-Z]{3}$/.test(sign)));
  const code = String.raw`(?:${SPACE}(${codes})(?![\p{L}\p{N}]))?`;
  const per = String.raw`(?:${SPACE}?\/${SPACE}?([\p{L}]{1,9}[²³]?)(?![\p{L}\p{M}\p{N}]))?`;
  const say = (match: RegExpExecArray, text: string, minus: string | undefined, amount: Amount, unit?: string) => {
    const said = sayAmount(amount, rangeJoint(match, text, locale, true), locale);
    if (said === undefined) return undefined;
    const each = unit === undefined ? '' : sayPer(unit, locale);
    return [words(`${minus === undefined ? '' : `${locale.words.minus} `}${said}${each === '' ? '' : ` ${each}`}`)];
  };
  return [
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{M}\p{N}])${MINUS}(${sign})${SPACE}?([-−])?(${number})(?:,[-–—](?!\d))?${range}${scale}${code}${per}(?!\p{L})`,
        'gu',
      ),
      say: (match, text) => {
        // "200 €-600 €", and the language of programs
        const isRange =
          match[3] !== undefined && /\d[ \u00a0]?$/.test(text.slice(Math.max(0, match.index - 2), match.index));
        if (isRange || /^PHP[ \u00a0]?\d{1,2}(?:\.\d)?$/.test(match[0])) return undefined;
        const [, minus, sign = '', inner, written = '', high, scale, magnitude, code = sign, unit] = match;
        return say(match, text, minus ?? inner, { sign: code, written, high, scale, magnitude }, unit);
      },
    },
    {
      pattern: new RegExp(
        String.raw`${BEFORE}${MINUS}(${number})(?:,[-–—])?(?:${SPACE}?(?:${sign}))?${rangeBefore}${afterSign}${SPACE}?(${sign})${per}(?![\p{L}\p{M}\p{N}])`,
        'gu',
      ),
      say: (match, text) => {
        const [, minus, written = '', high, scale, magnitude, sign = '', unit] = match;
        return say(match, text, minus, { sign, written, high, scale, magnitude }, unit);
      },
    },
  ];
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
