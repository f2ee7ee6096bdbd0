import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import { letters, words } from './stretch.ts';
import type { Rule } from './stretch.ts';

const plain = (sign: string): string => sign.normalize('NFKC');

/** Isotopes and ions, whose raised signs are no powers: "¹⁴C", "Fe³⁺", "SO₄²⁻". */
export function chemistryRules(locale: Locale): Rule[] {
  const number = (sign: string): string => locale.cardinal(plain(sign), UNCOUNTED);
  return [
    // "Na+ y Cl-"
    {
      needs: /\p{L}[+-](?![\p{L}\p{N}])/u,
      pattern: /(?<![\p{L}\p{N}+-])(Na|Li|Mg|Ca|Cl|Fe|Cu|Zn|Ag|OH|HCO3|NH4|H|K)(\d?)([+-])(?![\p{L}\p{N}+-])/gu,
      say: ([, formula = '', charge = '', sign]) => [
        letters([...formula.toUpperCase()].map((part) => (/\d/.test(part) ? number(part) : part)).join(' ')),
        ...(charge === '' ? [] : [words(number(charge))]),
        words(sign === '+' ? (locale.signs['+'] ?? '') : locale.words.minus),
      ],
    },
    {
      needs: /[²³¹⁰⁴-⁹]\p{Lu}/u,
      pattern: /(?<![\p{L}\p{N})⁻⁺])[²³¹⁰⁴-⁹]{1,3}(?=\p{Lu}\p{Ll}?(?!\p{L}))/gu,
      say: ([mass]) => [words(number(mass))],
    },
    {
      needs: /[⁺⁻]/,
      pattern: /(?<![\p{L}\p{N}])((?:[A-Z][a-z]?[₂-₉]?){1,4})([²-³⁴-⁷]?)([⁺⁻])(?![\p{N}⁺⁻])/gu,
      say: ([, formula = '', charge = '', sign]) => [
        letters(
          (
            plain(formula)
              .toUpperCase()
              .match(/\d+|[A-Z]/g) ?? []
          )
            .map((part) => (/\d/.test(part) ? number(part) : (locale.capitals?.names?.[part] ?? part)))
            .join(' '),
        ),
        ...(charge === '' ? [] : [words(number(charge))]),
        words(sign === '⁺' ? (locale.signs['+'] ?? '') : locale.words.minus),
      ],
    },
  ];
}
