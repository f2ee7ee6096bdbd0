import { letters, words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { codeNumber } from './written-numbers.ts';

const ELEMENT = 'He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Br|Ag|Sn|Ba|Au|Hg|Pb|H|B|C|N|O|F|P|S|K|I|U|W';
const FORMULA = String.raw`(?<![\p{L}\p{N}-])(?:\(?(?:${ELEMENT})[\d₀-₉]{0,3}\)?[\d₀-₉]{0,2}){1,12}[⁺⁻]?(?![\p{L}\p{N}])`;

/** "CO₂", "C6H12O6", "NaCl". */
export const chemistryRules: readonly Rule[] = [
  {
    pattern: new RegExp(FORMULA, 'gu'),
    say: ([formula]) => {
      const isLowered = /[₀-₉]/.test(formula);
      const elements = formula.match(new RegExp(ELEMENT, 'g')) ?? [];
      const isFormula =
        isLowered ||
        (elements.length > 1 && /\d/.test(formula) && /[A-Z]\d/.test(formula)) ||
        /^(?:NaCl|NaOH|HCl|KCl|NaF|KOH|CaO|AgCl|HCN)$/.test(formula);
      if (!isFormula || /^B2B/.test(formula)) return undefined;
      return (formula.normalize('NFKC').match(/[A-Za-z]+|\d+|[+−-]/g) ?? []).map((part) =>
        /\d/.test(part)
          ? words(codeNumber(part))
          : /[A-Za-z]/.test(part)
            ? letters(part)
            : words(part === '+' ? 'plus' : 'minus'),
      );
    },
  },
];
