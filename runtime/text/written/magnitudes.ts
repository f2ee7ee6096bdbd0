import type { Locale } from './locale.ts';
import type { Named } from './rule-words.ts';
import { numberPattern, parseNumber, sayNumber } from './numbers.ts';
import { alternatives, BEFORE, dotted, joinName, MINUS, SPACE, undotted } from './patterns.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** `(k|M|mln)` as a pattern, which never matches without magnitudes. */
export function magnitudePattern({ magnitudes }: Locale): string {
  const signs = Object.keys(magnitudes?.signs ?? {});
  return signs.length === 0 ? '(?!)' : dotted(signs);
}

/** "2,5 mln" of something: "due virgola cinque milioni di euro"; small fractions of thousands are counted out. */
export function sayMagnified(written: string, sign: string, named: Named | undefined, locale: Locale): string {
  const zeros = Number(undotted(locale.magnitudes?.signs ?? {}, sign)?.one ?? 0);
  const { whole, fraction = '' } = parseNumber(written, locale);
  const name = named?.many ?? '';
  const join = (number: string): string => (name === '' ? number : joinName(number, name, locale));
  if (fraction === '' || (zeros === 3 && fraction.length <= 3)) {
    const digits = whole + fraction.padEnd(zeros, '0');
    return join(locale.cardinal(digits, { gender: named?.gender ?? 'm', noun: true, word: name }));
  }
  const scale = locale.magnitudes?.names[String(zeros)];
  const isSmall = locale.magnitudes?.isSingularBelowTwo === true && Number(whole) < 2;
  return join(`${sayNumber(written, '', locale)} ${(isSmall ? scale?.one : scale?.many) ?? ''}`);
}

/** "5M usuarios", "3 mln di persone", "10k": a letter alone needs a thing that is counted, or to touch its number. */
export function magnitudeRules(locale: Locale): Rule[] {
  if (!locale.magnitudes) return [];
  const sums = alternatives(Object.keys(locale.currencies).filter((sign) => /^\p{Sc}$/u.test(sign)));
  return [
    // "8k-12k", "35k€-45k€"
    {
      needs: /\d[ \u00a0]?\p{L}{1,3}\p{Sc}?[ \u00a0]?[-–—][ \u00a0]?\p{Sc}?\d/u,
      pattern: new RegExp(
        String.raw`(?<=(?<![\p{L}\p{N}])\d[\d.,]{0,12}${SPACE}?(?:${magnitudePattern(locale)})(?:${sums})?)${SPACE}?[-–—]${SPACE}?(?=(?:${sums})?\d[\d.,]{0,12}${SPACE}?(?:${magnitudePattern(locale)})(?:${sums})?(?![\p{L}\p{N}]))`,
        'gu',
      ),
      say: () => [words(` ${locale.words.to} `)],
    },
    {
      pattern: new RegExp(
        String.raw`${BEFORE}${MINUS}(${numberPattern(locale)})(${SPACE})?(${magnitudePattern(locale)})(?![\p{L}\p{N}'’/])`,
        'gu',
      ),
      say: (match, text) => {
        const [whole, minus, written = '', space, sign = ''] = match;
        const after = text.slice(match.index + whole.length, match.index + whole.length + 40);
        const isOf = /^[ \u00a0](?:d[eio][ls]?\s|d['’])/u.test(after);
        const counted = locale.counted(after);
        const isMany = counted.noun && locale.isPlural?.(counted.word) === true;
        if (!isMany && /^[48]K$/.test(whole)) return undefined;
        // "8.000 M de usuarios (2.600 M)"
        const isListed =
          sign === 'M' && after.startsWith(')') && /\d[ \u00a0]M[ \u00a0](?:d[eio]s?[ \u00a0]\p{Ll}|[€$])/u.test(text);
        if (
          sign.length === 1 &&
          !isOf &&
          !isListed &&
          (space !== undefined || (!isMany && /^(?:3M|[248]K)/.test(whole)))
        )
          return undefined;
        const noun =
          counted.noun && !isOf && (locale.isPlural === undefined || isMany)
            ? { one: counted.word, many: counted.word, gender: counted.gender }
            : undefined;
        const said = sayMagnified(written, sign, noun, locale);
        const number = noun ? said.slice(0, -noun.many.length).trimEnd() : said;
        return [words(minus === undefined ? number : `${locale.words.minus} ${number}`)];
      },
    },
  ];
}
