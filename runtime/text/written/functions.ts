import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import { alternatives } from './patterns.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** "sen(30°)", "log₂ 8", "5! = 120". */
export function functionRules(locale: Locale): Rule[] {
  const { functions, of = '' } = locale.mathematics ?? {};
  if (!functions) return [];
  return [
    {
      needs: /(?<!\p{L})\p{L}{2,3}[₀-₉]{0,2}[ \u00a0]?[(\p{L}\d√]/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.@/-])(${alternatives(Object.keys(functions.names))})([₀-₉]{1,2})?(?=\((?=[^()\p{L}]{0,12}[\p{N}\p{Script=Greek}]|[a-z]\))|[ \u00a0](?:\d|[a-zα-ω](?![\p{L}.])))`,
        'gu',
      ),
      say: ([, sign = '', base]) => {
        const low =
          base === undefined ? '' : ` ${functions.base} ${locale.cardinal(base.normalize('NFKC'), UNCOUNTED)}`;
        return [words(`${functions.names[sign] ?? sign}${low} ${of}`)];
      },
    },
    { needs: /³√|∛/, pattern: /³√|∛/gu, say: () => [words(functions.cubeRoot)] },
    {
      needs: /\d!/,
      pattern: /(?<=(?<![\p{L}\p{N}.,])\d{1,4})!(?=[ \u00a0]?[=+×·*/÷)≈<>-])/gu,
      say: () => [words(functions.factorial)],
    },
  ];
}
