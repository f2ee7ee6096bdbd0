import type { Gender, Locale } from './locale.ts';
import { romanValue, sayRoman } from './roman.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** How a language says Roman numerals, by the words around them. */
export interface Roman {
  cardinal(value: number): string;
  ordinal(value: number, gender: Gender): string;
  /** Rulers, popes and centuries. */
  regnal(value: number): string;
  /** A pattern of names of queens. */
  queens: string;
  /** A pattern of "century". */
  century: string;
  /** A pattern of nouns that are numbered: "chapter". */
  numbered: string;
  /** A pattern of articles before a numeral that counts in order: "la II Guerra". */
  articles: string;
}

const AFTER = String.raw`(?![\p{L}\p{N}'’])`;

/** "capítulo IV", "siglos XV y XVI", "la II Guerra", "Felipe II", "MCMXCIX"; a letter alone needs a word that tells. */
export function romanRules(roman: Roman, { counted, monthPattern }: Pick<Locale, 'counted' | 'monthPattern'>): Rule[] {
  const { cardinal, ordinal, regnal } = roman;
  return [
    {
      pattern: new RegExp(String.raw`(?<=(?<!\p{L})(?:${roman.queens})[ \u00a0])[IVX]+${AFTER}`, 'gu'),
      say: ([numeral]) => sayRoman(numeral, (value) => ordinal(value, 'f')),
    },
    {
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${roman.century})[ \u00a0])([IVXivx]+)(?:([ \u00a0]\p{L}{1,4}[ \u00a0]|[ \u00a0]?[-–/][ \u00a0]?)([IVXivx]+))?${AFTER}`,
        'giu',
      ),
      say([, first = '', joint = '', second]) {
        const [from, to] = [first, second ?? ''].map((numeral) => romanValue(numeral.toUpperCase()));
        if (from === undefined) return undefined;
        const between = /\p{L}/u.test(joint) ? joint : ' ';
        return [
          words(
            to === undefined
              ? `${regnal(from)}${second === undefined ? '' : joint + second}`
              : `${regnal(from)}${between}${regnal(to)}`,
          ),
        ];
      },
    },
    {
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${roman.numbered})[ \u00a0])(?:[IVX]|[IVXLC]{2,})${AFTER}`,
        'giu',
      ),
      say: ([numeral]) => (/^[IVXLC]+$/.test(numeral) ? sayRoman(numeral, cardinal) : undefined),
    },
    {
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.])[XVI]+(?=[ \u00a0](?:${monthPattern})(?!\p{L}))`, 'giu'),
      say: ([numeral]) => (/^[XVI]{2,}$/.test(numeral) ? sayRoman(numeral, cardinal) : undefined),
    },
    {
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${roman.articles})[ \u00a0])([IVX]+)(?=[ \u00a0](\p{L}{3,}))`,
        'giu',
      ),
      say: ([numeral, , noun = '']) =>
        /^[IVX]+$/.test(numeral) && (numeral.length > 1 || /^\p{Lu}\p{Ll}/u.test(noun))
          ? sayRoman(numeral, (value) => ordinal(value, counted(` ${noun.toLowerCase()}`).gender))
          : undefined,
    },
    {
      pattern: new RegExp(String.raw`(?<=\p{Lu}\p{Ll}+[ \u00a0])(?:[IVX]{2,}|[IVX](?=[\s,.;:)]|$))${AFTER}`, 'gu'),
      say: ([numeral]) => sayRoman(numeral, regnal),
    },
    {
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.])[XVI]{2,}${AFTER}`, 'gu'),
      say: ([numeral]) => sayRoman(numeral, regnal),
    },
    {
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.])[MDCLXVI]{4,15}${AFTER}`, 'gu'),
      say: ([numeral]) => sayRoman(numeral, cardinal),
    },
  ];
}
