import type { Locale } from './locale.ts';
import { numberPattern, sayNumber } from './numbers.ts';
import { SPACE } from './patterns.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

const ELEMENT = '(?:He|Li|Na|Mg|Al|Si|Cl|Ca|Cr|Mn|Fe|Co|Ni|Cu|Zn|Br|Ag|Sn|Ba|Au|Hg|Pb|[HBCNOFPSKI])';
/** More than one element, or one with a number: "NaCl", "O₂". */
const FORMULA = String.raw`(?:\(?${ELEMENT}[\d₂-₉]{0,2}\)?){2,10}|${ELEMENT}[\d₂-₉]{1,2}`;
const END = String.raw`(?![\p{L}\p{N}])`;

/** Solutions and reactions: "0,1 M de HCl", "2 H₂ + O₂ → 2 H₂O". */
export function laboratoryRules(locale: Locale): Rule[] {
  const { molar, yields } = locale.mathematics ?? {};
  if (molar === undefined || yields === undefined) return [];
  return [
    {
      needs: /\dM? ?M d/,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,])(${numberPattern(locale)})${SPACE}?M(?=${SPACE}(?:d[ei]${SPACE}|d['’])(?:${FORMULA})${END})`,
        'gu',
      ),
      say: ([, number = '']) => [words(`${sayNumber(number, '', locale)} ${molar}`)],
    },
    {
      needs: /→|->|⟶|⇌/,
      pattern: new RegExp(
        String.raw`(?<=[\p{Lu}\p{Ll}\d₀-₉)]${SPACE}?)(?:→|->|⟶|⇌)(?=${SPACE}?(?:\d{1,2}${SPACE}?)?(?:${FORMULA})${END})`,
        'gu',
      ),
      say: () => [words(` ${yields} `)],
    },
  ];
}
