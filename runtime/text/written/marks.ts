import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import { raiser, SUPERSCRIPT } from './mathematics.ts';
import { numberPattern, sayNumber } from './numbers.ts';
import { around, BEFORE } from './patterns.ts';
import { sayCounted } from './quantities.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** Powers, and marks out of the best one: "x²", "8/10", "4,5/5". They come after measures. */
export function markRules(locale: Locale): Rule[] {
  const { mathematics } = locale;
  if (!mathematics) return [];
  const raised = raiser(mathematics);
  return [
    // "étape 3/12"
    {
      needs: /\d\/\d/,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${mathematics.partAfter ?? '(?!)'})s?[ \u00a0])(\d{1,3})/(\d{1,3})(?![\p{L}\p{N}/%]|[.,]\d)`,
        'giu',
      ),
      say: ([, part = '', all = '']) => [
        words(`${locale.cardinal(part, UNCOUNTED)} ${mathematics.outOf} ${locale.cardinal(all, UNCOUNTED)}`),
      ],
    },
    // "Ca²⁺"
    {
      needs: /[⁺⁻]/,
      pattern: /(?<=(?<!\p{L})\p{Lu}[\p{L}₀-₉]{0,5})([²³⁴-⁹]?)([⁺⁻])(?![\p{N}])/gu,
      say: ([, charge = '', sign]) => {
        const plus = sign === '⁺' ? (locale.signs['+'] ?? '') : locale.words.minus;
        return [words(`${charge === '' ? '' : `${locale.cardinal(charge.normalize('NFKC'), UNCOUNTED)} `}${plus}`)];
      },
    },
    {
      pattern: new RegExp(String.raw`(?<=(?<!\p{L})(?:\p{L}|mc|ab|xy)|[\p{N})])${SUPERSCRIPT}`, 'gu'),
      say: ([sign]) => raised(sign),
    },
    {
      pattern: new RegExp(
        String.raw`${BEFORE}(${numberPattern(locale)})[ \u00a0]?/[ \u00a0]?(5|10|20|30|40|50|60|80|90|100|110)(?:(?<=100)[ \u00a0]?(g|gr|ml|km)(?!\p{L}))?(?![\p{L}\p{N}/%]|[.,]\d)`,
        'gu',
      ),
      say: (match, text) => {
        const [, mark = '', best = '', unit = ''] = match;
        const { after } = around(match, text);
        const named = locale.units[unit];
        if (named && locale.measures)
          return [
            words(`${sayNumber(mark, '', locale)} ${locale.measures.perHundred} ${sayCounted(best, named, locale)}`),
          ];
        const isFraction = new RegExp(`^(?:${locale.calendar?.fractionBefore ?? '(?!)'})`, 'iu').test(after);
        if (isFraction || mark === '1') return undefined;
        // "2/5" is a fraction, "4,5/5" and "4/5 ★" are marks
        if (best === '5' && /^\d+$/.test(mark) && !/^[ \u00a0]?(?:★|⭐|\p{L}*(?:str?ell|étoil))/u.test(after))
          return undefined;
        return [words(`${sayNumber(mark, '', locale)} ${mathematics.outOf} ${locale.cardinal(best, UNCOUNTED)}`)];
      },
    },
  ];
}
