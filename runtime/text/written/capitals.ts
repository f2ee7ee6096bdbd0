import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import { around } from './patterns.ts';
import { letters, words } from './stretch.ts';
import type { Rule, Say } from './stretch.ts';

/** Those of compounds in daily use. */
const ELEMENTS = 'H|Na|K|Ca|Mg|Fe|Cu|Zn|Al|Ag|Pb|Mn|Si|Li|Cl|Br|F|I|O|S|N|P|C';

const ACCENTED = /[^A-ZÑÇ]/u;

function sayFormula(formula: string, locale: Locale): string {
  const parts = formula.normalize('NFKC').match(/\p{L}|\d+/gu) ?? [];
  return parts.map((part) => (/\d/.test(part) ? locale.cardinal(part, UNCOUNTED) : part.toUpperCase())).join(' ');
}

/** Words in capitals between words in small letters: acronyms and words that shout. */
export function capitalRules(locale: Locale): Rule[] {
  const { capitals } = locale;
  if (!capitals) return [];
  const { said, spelt, short, speakable, threeLetters, names = {}, plurals } = capitals;
  const spelled = (text: string): Say => letters([...text].map((letter) => names[letter] ?? letter).join(' '));
  const isWord = (lower: string, written: string, isShout: boolean): boolean => {
    if (spelt.has(lower)) return false;
    if (said.has(lower) || short.has(lower)) return true;
    if (ACCENTED.test(written)) return true;
    if (written.length > 4) return /[aeiouy]/.test(lower) && !/[^aeiouy]{4}/.test(lower);
    if (written.length === 3 && threeLetters?.test(lower) === true) return true;
    return written.length >= (isShout ? 3 : 4) && speakable.test(lower);
  };
  return [
    // "CDs", "ONGs"
    {
      needs: /[A-Z]{2}['’]?s/,
      pattern: /(?=[A-Z])(?<![\p{L}\p{M}\p{N}.&-])([A-Z]{1,4})([A-Z])['’]?s(?![\p{L}\p{M}\p{N}'’])/gu,
      say: ([, start = '', last = '']) => {
        const word = start + last;
        if (isWord(word.toLowerCase(), word, false))
          return [words(`${word.toLowerCase()}${plurals === undefined ? '' : 's'}`)];
        const many = plurals?.split(' ')[last.charCodeAt(0) - 65]?.replaceAll('_', ' ');
        return many === undefined
          ? [spelled(word)]
          : [letters(`${[...start].map((letter) => names[letter] ?? letter).join(' ')} ${many}`)];
      },
    },
    {
      pattern: /(?<![\p{L}\p{M}\p{N}.&])\p{Lu}{2,}(?![\p{L}\p{M}\p{N}&]|\.\p{L})/gu,
      say: (match, text) => {
        const [written] = match;
        const { before, after } = around(match, text);
        const neighbours = [
          /(?<!\p{L})(\p{Lu}{2,})[^\p{L}]+$/u.exec(before)?.[1],
          /^[^\p{L}]+(\p{Lu}{2,})(?!\p{L})/u.exec(after)?.[1],
        ];
        const isShout = neighbours.some((word = '') => word.length > 4 || short.has(word.toLowerCase()));
        return [isWord(written.toLowerCase(), written, isShout) ? words(written.toLowerCase()) : spelled(written)];
      },
    },
    // "H2SO4"
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.&-])(?=[A-Za-z]{1,4}[\d₂-₉])(?:\(?(?:${ELEMENTS})\)?[\d₂-₉]{0,2}){1,8}(?![\p{L}\p{N}])`,
        'gu',
      ),
      say: ([formula]) => [words(sayFormula(formula, locale))],
    },
    // "CO2", "B12", "NaCl"
    {
      pattern: /(?<![\p{L}\p{N}.&-])\p{Lu}{2,5}(?=[\d₀-₉])/gu,
      say: ([written]) => {
        const lower = written.toLowerCase();
        // "VERANO25"
        return [written.length > 3 && isWord(lower, written, false) ? words(lower) : spelled(written)];
      },
    },
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(?:${ELEMENTS})(?:(?:${ELEMENTS})|[₂-₉2-9](?=\p{Lu}))+(?![\p{Ll}])`,
        'gu',
      ),
      say: ([formula]) =>
        /\p{Ll}/u.test(formula) && /\p{Lu}.*\p{Lu}/u.test(formula) ? [spelled(formula.toUpperCase())] : undefined,
    },
  ];
}

/** Words parted by spaces. */
export function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
