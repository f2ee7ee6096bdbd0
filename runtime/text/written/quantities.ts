import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';
import type { Locale, Named } from './locale.ts';
import { numberPattern, parseNumber, sayNumber } from './numbers.ts';

/** Not inside a longer number or a word. */
const BEFORE = String.raw`(?<![\p{L}\p{N}]|\d[.,:/])`;
/** A sign that makes the number after it negative. */
const MINUS = String.raw`(?:(?<=^|[\s([{:;,=~"“«])([-−–]))?`;
const SPACE = String.raw`[ \u00a0\u202f]`;

/** Signs as alternatives of a pattern, the longest first. */
export function alternatives(signs: readonly string[]): string {
  return [...signs]
    .sort((a, b) => b.length - a.length)
    .map((sign) => sign.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|');
}

function isOne(whole: string, fraction: string | undefined): boolean {
  return Number(whole) === 1 && (fraction === undefined || /^0+$/.test(fraction));
}

function sayCounted(written: string, named: Named, locale: Locale): string {
  const { whole, fraction } = parseNumber(written, locale);
  const name = isOne(whole, fraction) ? named.one : named.many;
  if (fraction !== undefined) return `${sayNumber(written, '', locale)} ${name}`;
  return joinName(locale.cardinal(whole, { gender: named.gender, noun: true, word: name }), name, locale);
}

/** "un millón de euros": round millions take a preposition. */
export function joinName(number: string, name: string, locale: Locale): string {
  const scale = new RegExp(`(?:^| )(${locale.scale})$`, 'u').exec(number)?.[1];
  if (scale === undefined) return `${number} ${name}`;
  return number.slice(0, -scale.length) + locale.scaled(scale, name);
}

function sayMoney(sign: string, written: string, scale: string | undefined, locale: Locale): string | undefined {
  const currency = locale.currencies[sign];
  if (!currency) return undefined;
  if (scale !== undefined) {
    const number = sayNumber(written, ` ${scale}`, locale);
    return `${number} ${locale.scaled(scale, currency.many)}`;
  }
  const { whole, fraction } = parseNumber(written, locale);
  if (fraction === undefined || currency.cent === undefined || fraction.length > 2) {
    return sayCounted(written, currency, locale);
  }
  const cents = String(Number(fraction.padEnd(2, '0')));
  const units = sayCounted(whole, currency, locale);
  if (cents === '0') return units;
  const small = sayCounted(cents, currency.cent, locale);
  return Number(whole) === 0 ? small : locale.withCents(units, small);
}

/** Money, before and after its sign. */
export function moneyRules(locale: Locale): Rule[] {
  const number = numberPattern(locale);
  const sign = alternatives(Object.keys(locale.currencies));
  const scale = String.raw`(?:${SPACE}(${locale.scale}))?`;
  const say = (minus: string | undefined, sign: string, written: string, scale: string | undefined) => {
    const said = sayMoney(sign, written, scale, locale);
    return said === undefined ? undefined : [words(minus === undefined ? said : `${locale.words.minus} ${said}`)];
  };
  return [
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])${MINUS}(${sign})${SPACE}?([-−])?(${number})${scale}(?!\p{L})`,
        'gu',
      ),
      say: ([, minus, sign = '', inner, written = '', scale]) => say(minus ?? inner, sign, written, scale),
    },
    {
      pattern: new RegExp(String.raw`${BEFORE}${MINUS}(${number})${scale}${SPACE}?(${sign})(?![\p{L}\p{N}])`, 'gu'),
      say: ([, minus, written = '', scale, sign = '']) => say(minus, sign, written, scale),
    },
    {
      pattern: new RegExp(
        String.raw`(?<!\p{L})(?:${alternatives(Object.keys(locale.currencies).filter((name) => !/^\p{L}+$/u.test(name)))})(?!\p{L})`,
        'gu',
      ),
      say: ([sign]) => [words(locale.currencies[sign]?.many ?? '')],
    },
  ];
}

/** Numbers with a unit, ranges and sides of them, and units after a slash. */
export function unitRules(locale: Locale): Rule[] {
  const number = numberPattern(locale);
  const units = alternatives(Object.keys(locale.units));
  return [
    {
      pattern: new RegExp(
        String.raw`${BEFORE}${MINUS}(${number})(?:${SPACE}?([-–x×])${SPACE}?(${number}))?${SPACE}?(${units})(?![\p{L}\p{N}²³'’]|\/\p{L})`,
        'gu',
      ),
      say: ([, minus, low = '', joint, high, sign = '']) => {
        const named = locale.units[sign];
        if (!named) return undefined;
        const start = minus === undefined ? '' : `${locale.words.minus} `;
        if (high === undefined) return [words(start + sayCounted(low, named, locale))];
        const between = joint === 'x' || joint === '×' ? locale.words.by : locale.words.to;
        const first = parseNumber(low, locale);
        const gendered = { gender: named.gender, noun: false, word: '' };
        const from = first.fraction === undefined ? locale.cardinal(first.whole, gendered) : sayNumber(low, '', locale);
        return [words(`${start}${from} ${between} ${sayCounted(high, named, locale)}`)];
      },
    },
  ];
}
