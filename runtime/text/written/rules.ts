import { markdownSignRules, markupRules } from './markup.ts';
import { ofKind, timesSaid, words } from './stretch.ts';
import type { Rule } from './stretch.ts';
import { dateRules, timeRules } from './calendar.ts';
import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import { digitByDigit, numberPattern, parseNumber, sayNumber } from './numbers.ts';
import { alternatives, joinName, moneyRules, unitRules } from './quantities.ts';
import { webRules } from './web.ts';

/** All rules of a language, the most particular first: what one has taken the others do not see. */
export function localeRules(locale: Locale): readonly Rule[] {
  return [
    ...ofKind('markup', [{ pattern: /&amp;/g, say: () => [words(locale.signs['&'] ?? '')] }, ...markupRules]),
    ...ofKind('address', webRules(locale)),
    ...ofKind('markup', markdownSignRules),
    ...ofKind('date', dateRules(locale)),
    ...ofKind('time', timeRules(locale)),
    ...ofKind('telephone', telephoneRules(locale)),
    ...ofKind('money', moneyRules(locale)),
    ...ofKind('language', locale.rules),
    ...ofKind('measure', unitRules(locale)),
    ...ofKind('fraction', fractionRules(locale)),
    ...ofKind('abbreviation', abbreviationRules(locale)),
    ...ofKind('number', numberRules(locale)),
    ...ofKind('sign', signRules(locale)),
  ];
}

function telephoneRules(locale: Locale): Rule[] {
  const say = ([number]: RegExpExecArray) => {
    const groups = number.match(/\d+/g) ?? [];
    const said = locale.telephone(groups);
    return [words(number.startsWith('+') ? `${locale.signs['+'] ?? ''} ${said}` : said)];
  };
  return [
    { pattern: /(?<![\p{L}\p{N}.,-])\+\d{1,3}(?:[ \u00a0.-]?\(?\d{1,5}\)?){2,6}(?![\p{L}\p{N}])/gu, say },
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,/-])(?:${locale.telephonePattern})(?![\p{L}\p{N}]|[-.,]\d)`,
        'gu',
      ),
      say,
    },
  ];
}

function fractionRules(locale: Locale): Rule[] {
  const parts = (sign: string) => sign.normalize('NFKC').split('⁄').map(Number) as [number, number];
  const after = (match: RegExpExecArray, text: string) => text.slice(match.index + match[0].length);
  const said = (text: string | undefined) => (text === undefined ? undefined : [words(text)]);
  const SIGNS = '[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]';
  return [
    {
      pattern: new RegExp(String.raw`(?<![\p{N}/.,])(\d+)[ \u00a0]?(${SIGNS})`, 'gu'),
      say: (match, text) => said(locale.mixed(match[1] ?? '', ...parts(match[2] ?? ''), after(match, text))),
    },
    {
      pattern: new RegExp(SIGNS, 'gu'),
      say: (match, text) => said(locale.fraction(...parts(match[0]), after(match, text))),
    },
    {
      pattern: /(?<![\p{L}\p{N}/.,-])(\d+)[ \u00a0](\d{1,2})[/⁄](\d{1,2})(?![\p{L}\p{N}/]|[.,]\d)/gu,
      say: (match, text) =>
        Number(match[2]) < Number(match[3])
          ? said(locale.mixed(match[1] ?? '', Number(match[2]), Number(match[3]), after(match, text)))
          : undefined,
    },
    {
      pattern: /(?<![\p{L}\p{N}/.,-])(\d{1,2})[/⁄](\d{1,3})(?![\p{L}\p{N}/]|[.,]\d)/gu,
      say: (match, text) => said(locale.fraction(Number(match[1]), Number(match[2]), after(match, text))),
    },
  ];
}

/** An abbreviation keeps its full stop only where the text ends with it. */
function abbreviationRules(locale: Locale): Rule[] {
  const keys = Object.keys(locale.abbreviations);
  return [
    {
      pattern: new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}.])(?:${alternatives(keys)})(?![\p{L}\p{M}\p{N}])`, 'gu'),
      say: (match, text) => {
        const [abbreviation] = match;
        const said = locale.abbreviations[abbreviation] ?? '';
        const rest = text.slice(match.index + abbreviation.length);
        const endsText = abbreviation.endsWith('.') && /^["'”’»)\]]*\s*$/.test(rest);
        return [words(endsText ? `${said}.` : said)];
      },
    },
  ];
}

function numberRules(locale: Locale): Rule[] {
  const number = numberPattern(locale);
  const after = (match: RegExpExecArray, text: string) => text.slice(match.index + match[0].length);
  return [
    // "192.168.1.1", "1.2.3"
    {
      pattern: new RegExp(String.raw`(?<![\p{N}.,])(?!${locale.grouped}(?!\d))\d+(?:\.\d+){2,}(?![\p{L}\p{N}])`, 'gu'),
      say: ([version]) => {
        const point = locale.addressSigns['.'] ?? '';
        return [
          words(
            version
              .split('.')
              .map((part) => locale.cardinal(part, UNCOUNTED))
              .join(` ${point} `),
          ),
        ];
      },
    },
    // "1.000.000 habitantes": round millions take a preposition
    {
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,-])${locale.grouped}[ \u00a0](?=\p{L})`, 'gu'),
      say: (match, text) => {
        const [written] = match;
        const counted = locale.counted(` ${after(match, text)}`);
        const number = locale.cardinal(parseNumber(written.trim(), locale).whole, counted);
        const joined = joinName(number, counted.word, locale);
        if (!counted.noun || joined === `${number} ${counted.word}`) return undefined;
        return [words(joined.slice(0, -counted.word.length).trim())];
      },
    },
    // "1939-1945", "10-12"; "2-1" and "6-4" are scores and have no joint
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,/-])(${number})[-–](${number})(?![\p{L}\p{N}/]|[-–]\p{N}|[.,]\d)`,
        'gu',
      ),
      say: (match, text) => {
        const [, low = '', high = ''] = match;
        const [from, to] = [low, high].map((part) => Number(parseNumber(part, locale).whole)) as [number, number];
        const isRange = from < to && to > 9;
        const rest = after(match, text);
        return [
          words(
            `${sayPlain(low, rest, locale)} ${isRange ? `${locale.words.to} ` : ''}${sayPlain(high, rest, locale)}`,
          ),
        ];
      },
    },
    {
      pattern: new RegExp(String.raw`(?<=^|[\s([{:;,=~<>"“«])[-−–](${number})(?![\p{N}]|[.,]\d)`, 'gu'),
      say: (match, text) => [words(`${locale.words.minus} ${sayNumber(match[1] ?? '', after(match, text), locale)}`)],
    },
    {
      pattern: new RegExp(String.raw`(?<![\p{N}]|\p{N}[.,])${number}`, 'gu'),
      say: (match, text) => [words(sayPlain(match[0], after(match, text), locale))],
    },
    {
      pattern: /\p{N}/gu,
      say: ([sign]) => {
        const plain = sign.normalize('NFKC');
        return /^\d+$/.test(plain) ? [words(locale.cardinal(plain, UNCOUNTED))] : undefined;
      },
    },
  ];
}

/** A number of unknown kind: four digits may be a year, leading zeros and great length are codes. */
function sayPlain(written: string, after: string, locale: Locale): string {
  if (/^0\d+$/.test(written) || /^\d{13,}$/.test(written)) return digitByDigit(written, locale.digits);
  if (/^(?:1[1-9]|20)\d\d$/.test(written) && !locale.counted(after).noun) return locale.year(written);
  return sayNumber(written, after, locale);
}

function signRules(locale: Locale): Rule[] {
  const name = (sign: string) => [words(locale.signs[sign] ?? '')];
  return [
    { pattern: /(?<=\p{N}\s)[-−–](?=\s\p{N})/gu, say: () => [words(locale.words.minus)] },
    { pattern: /(?<=\p{N}\s?)[x×*](?=\s?\p{N})/gu, say: () => [words(locale.signs['×'] ?? '')] },
    {
      pattern: new RegExp(String.raw`(${alternatives(Object.keys(locale.signs))})\1*`, 'gu'),
      say: ([run, sign = '']) => timesSaid(run, sign).flatMap(() => name(sign)),
    },
  ];
}
