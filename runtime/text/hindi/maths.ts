import { plainNumber } from '../written/plain-number.ts';
import { needing, words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { GREEK } from './names.ts';
import { cardinal } from './numbers.ts';

const say = (text: string) => [words(text)];
const TERM = String.raw`[\p{L}\p{N}][\p{L}\p{M}\p{N}.,²³]{0,14}(?<![.,])`;
const COMPARED: Readonly<Record<string, string>> = {
  '<': 'से कम',
  '>': 'से ज़्यादा',
  '<=': 'से कम या बराबर',
  '>=': 'से ज़्यादा या बराबर',
  '≤': 'से कम या बराबर',
  '≥': 'से ज़्यादा या बराबर',
};
const SUPERSCRIPT = '[⁰¹²³⁴-⁹⁻]{1,4}';

function raised(exponent: string): string {
  const plain = exponent.normalize('NFKC').replace('−', '-');
  if (plain === '2') return ' का वर्ग';
  if (plain === '3') return ' का घन';
  return ` की घात ${plain.startsWith('-') ? 'माइनस ' : ''}${cardinal(plain.replace('-', ''))}`;
}

const ENGLISH = 'ज़ीरो वन टू थ्री फ़ोर फ़ाइव सिक्स सेवन एट नाइन'.split(' ');
const LETTER_NAMES = 'A ए,B बी,C सी,D डी,G जी,K के'.split(',').map((pair) => pair.split(' '));
const nameOf = (letter: string): string => LETTER_NAMES.find(([one]) => one === letter)?.[1] ?? letter;
const ELEMENTS = 'H|He|Li|C|N|O|F|Na|Mg|Al|Si|P|S|Cl|K|Ca|Fe|Cu|Zn|Ag|Pb|Mn|Br|I';

/** Comparisons, powers, formulae, and numbers in signs of their own. */
export const mathsRules: readonly Rule[] = needing(/[\p{N}\p{S}^α-ωΑ-ΩA-Z]/u, [
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{M}\p{N}<>])(${TERM})\s?(<=|>=|[<>≤≥])\s?(-?${TERM})(?![\p{L}\p{N}<>])`,
      'gu',
    ),
    say: ([, one = '', sign = '', other = '']) => {
      const value = (term: string): string =>
        /^\d{1,15}$/.test(term) ? cardinal(term) : /^a$/i.test(term) ? 'ए' : term;
      return say(`${value(one)} ${value(other)} ${COMPARED[sign] ?? ''}`);
    },
  },
  {
    pattern: new RegExp(String.raw`(?<=(?<!\p{L})\p{L}|[\p{N})])${SUPERSCRIPT}(?<!(?:km|cm|mm|ft|m)[²³])`, 'gu'),
    say: ([sign]) => say(raised(sign)),
  },
  { pattern: /(?<=[\p{L}\p{N})])\^\(?(-?\d{1,4})\)?/gu, say: ([, exponent = '']) => say(raised(exponent)) },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?=[A-Za-z]{1,6}[\d₀-₉])(?:(?:${ELEMENTS})[\d₀-₉]{0,2}){2,6}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])[OHN][₂₃23](?![\p{L}\p{N}])`,
      'gu',
    ),
    say: ([formula]) =>
      say(
        (formula.normalize('NFKC').match(/[A-Za-z]|\d+/g) ?? [])
          .map((part) => ENGLISH[Number(part)] ?? (/\d/.test(part) ? cardinal(part) : part.toUpperCase()))
          .join(' '),
      ),
  },
  {
    pattern:
      /(?<![\p{L}\p{N}])(?:NaCl|KCl|HCl|NaOH|KOH|NaBr|KBr|HBr|AgCl|CuO|FeO|FeS|MgO|CaO|ZnO|NaF)(?![\p{L}\p{N}])/gu,
    say: ([salt]) => say([...salt.toUpperCase()].join(' ').replaceAll('A ', 'ए ')),
  },
  // 2ab
  {
    needs: /[=²³]/,
    pattern: /(?<=\d)([a-d]{1,3}|[x-z]{1,3})(?![\p{L}\p{N}])/gu,
    say: ([, letters = '']) => say(` ${[...letters].map((letter) => (letter === 'a' ? 'ए' : letter)).join(' ')}`),
  },
  {
    needs: /[=²³]/,
    pattern: /(?<=^|[\s(+−-])[aA](?=\s?[+=²³^)−-])|(?<=[+=−]\s?)[aA](?![\p{L}\p{N}'’])/gu,
    say: () => say('ए'),
  },
  { pattern: /(?<=(?<![A-Za-z])[A-Za-z]\s?)[-−](?=\s?[A-Za-z](?![A-Za-z])\s?=)/gu, say: () => say(' माइनस ') },
  // 5G, 4K, 3D
  {
    pattern: /(?<![\p{L}\p{N}.,₹$€£]|[₹$€£]\s|(?:Rs|रु)\.?\s?)([2-8])([GKD])(?![\p{L}\p{N}])/gu,
    say: ([, digit = '', letter = '']) => say(`${ENGLISH[Number(digit)] ?? ''} ${nameOf(letter)}`),
  },
  {
    pattern: /(?<![\p{L}\p{N}])([AB])([3-5])(?![\p{L}\p{N}])/gu,
    say: ([, letter = '', digit = '']) => say(`${nameOf(letter)} ${ENGLISH[Number(digit)] ?? ''}`),
  },
  {
    pattern: new RegExp(`(?<!\\p{Script=Greek})[${Object.keys(GREEK).join('')}](?!\\p{Script=Greek})`, 'gu'),
    say: ([letter]) => say(GREEK[letter] ?? ''),
  },
  {
    pattern: /[^\P{N}\d²³¹⁰⁴-⁹]/gu,
    say: ([sign]) => {
      const plain = plainNumber(sign);
      return plain === undefined || plain.includes('/') ? undefined : say(cardinal(plain));
    },
  },
]);
