import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import { countedBy, digitByDigit, numberPattern, parseNumber, sayNumber } from './numbers.ts';
import { around, joinName, rangeJoint } from './patterns.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** Numbers that no other rule has taken. */
export function numberRules(locale: Locale): Rule[] {
  const number = numberPattern(locale);
  const after = (match: RegExpExecArray, text: string) => around(match, text).after;
  const label = new RegExp(String.raw`(?<!\p{L})(?:${locale.labels ?? '(?!)'})s?[ \u00a0]$`, 'iu');
  const yearAfter = new RegExp(String.raw`(?<!\p{L})(?:${locale.yearAfter ?? '(?!)'})[ \u00a0]$`, 'iu');
  return [
    // "000.123.456" is no number, but one by one
    {
      needs: locale.decimal === ',' ? /(?<!\d)0\d{2}\.\d{3}/ : /(?!)/,
      pattern: /(?<![\p{L}\p{N}.,-])0\d{2}(?:\.\d{3}){1,4}(?![\p{L}\p{N}]|[.,-]\d)/gu,
      say: ([written]) => [words(locale.telephone(written.split('.')))],
    },
    // "192.168.1.1", "1.2.3"
    {
      pattern: new RegExp(
        String.raw`(?=\d)(?<![\p{N}.,])(?!${locale.grouped}(?!\d|\.\d))\d+(?:\.\d+){2,}(?![\p{L}\p{N}])`,
        'gu',
      ),
      say: ([version]) => {
        const point = locale.addressSigns['.'] ?? '';
        return [
          words(
            version
              .split('.')
              .map((part) => (/^0\d/.test(part) ? digitByDigit(part, locale.digits) : locale.cardinal(part, UNCOUNTED)))
              .join(` ${point} `),
          ),
        ];
      },
    },
    // "1.000.000 habitantes": round millions take a preposition
    {
      pattern: new RegExp(String.raw`(?=\d)(?<![\p{L}\p{N}.,-])(?:${locale.grouped}|\d{7,19})[ \u00a0](?=\p{L})`, 'gu'),
      say: (match, text) => {
        const [written] = match;
        const counted = locale.counted(` ${after(match, text)}`);
        const number = locale.cardinal(parseNumber(written.trim(), locale).whole, counted);
        const joined = joinName(number, counted.word, locale);
        if (!counted.noun || joined === `${number} ${counted.word}`) return undefined;
        return [words(joined.slice(0, -counted.word.length).trim())];
      },
    },
    // "1939-1945", "10-12", "3-4 días"; "2-1" and "6-4" are scores, whose numbers count nothing
    {
      pattern: new RegExp(
        String.raw`(?=\d)(?<![\p{L}\p{N}.,/-])(${number})(?:[-–]|[ \u00a0][-–][ \u00a0])(${number})(?![\p{L}\p{N}/]|[ \u00a0]?[-–+×÷=][ \u00a0]?\p{N}|[.,]\d)`,
        'gu',
      ),
      say: (match, text) => {
        const [written, low = '', high = ''] = match;
        const [from, until] = [low, high].map((part) => Number(parseNumber(part, locale).whole)) as [number, number];
        const rest = after(match, text);
        const isCounted = locale.counted(rest).noun && (locale.isPlural?.(locale.counted(rest).word) ?? false);
        const { before } = around(match, text);
        const isNamed = label.test(before);
        // "el Boeing 737-800"
        if (!isCounted && !isNamed && /^\d{3}-\d{3}$/.test(written) && /\p{Lu}\p{Ll}+[ \u00a0]$/u.test(before))
          return [words(`${sayPlain(low, '', locale)} ${sayPlain(high, '', locale)}`)];
        const isRange = from < until && (until > 9 || isCounted || isNamed);
        if (!isRange && /\s/.test(written) && until > 30) return undefined;
        // "calle 50 # 12-34"
        const isAddress = /#[ \u00a0]?$/.test(before);
        const agreeing = isRange ? rest : '';
        const joint =
          isRange && !isAddress ? rangeJoint(match, text, locale, isCounted || !(isNamed || /^\d{4}$/.test(low))) : ' ';
        return [words(`${sayPlain(low, agreeing, locale)}${joint}${sayPlain(high, agreeing, locale)}`)];
      },
    },
    {
      pattern: new RegExp(String.raw`(?=[-−–])(?<=^|[\s([{:;,=~<>"“«])[-−–](${number})(?![\p{N}]|[.,]\d)`, 'gu'),
      say: (match, text) => [words(`${locale.words.minus} ${sayNumber(match[1] ?? '', after(match, text), locale)}`)],
    },
    {
      pattern: new RegExp(String.raw`(?=\d)(?<![\p{N}]|\p{N}[.,])${number}`, 'gu'),
      say: (match, text) => {
        const { before, after } = around(match, text);
        const isName = label.test(before) || (/^(?:1\d|20)\d\d$/.test(match[0]) && yearAfter.test(before));
        return [words(sayPlain(match[0], isName ? '' : after, locale))];
      },
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
  if (/^0\d+$/.test(written) || (/^\d{13,}$/.test(written) && !written.endsWith('000')))
    return digitByDigit(written, locale.digits);
  if (/^(?:1[1-9]|20)\d\d$/.test(written) && !countedBy(written, after, locale).noun) return locale.year(written);
  // "un'amica", whose number is parted from it
  return sayNumber(written, after, locale).replace(/'$/, '');
}
