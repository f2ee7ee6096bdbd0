import type { Locale } from './locale.ts';
import { around } from './patterns.ts';
import { letters, words } from './stretch.ts';
import type { Rule, Say } from './stretch.ts';

/** What of the words in capitals is said as a word, and what letter by letter. */
export interface Capitals {
  /** Acronyms said as words although they look like letters, in small letters, parted by spaces. */
  said: ReadonlySet<string>;
  /** Acronyms said by letters although they could be words. */
  spelt: ReadonlySet<string>;
  /** Common words of up to four letters: in capitals they are words that shout. */
  short: ReadonlySet<string>;
  /** What an unknown word of three letters and more must look like to be said as a word. */
  speakable: RegExp;
}

/** Those of compounds in daily use. */
const ELEMENTS = 'H|Na|K|Ca|Mg|Fe|Cu|Zn|Al|Ag|Pb|Mn|Si|Li|Cl|Br|F|I|O|S|N|P|C';

const spelled = (text: string): Say => letters([...text].join(' '));

const ACCENTED = /[^A-ZÑÇ]/u;

/** Words in capitals between words in small letters: acronyms and words that shout. */
export function capitalRules({ capitals }: Locale): Rule[] {
  if (!capitals) return [];
  const { said, spelt, short, speakable } = capitals;
  const isWord = (lower: string, written: string, isShout: boolean): boolean => {
    if (spelt.has(lower)) return false;
    if (said.has(lower) || short.has(lower)) return true;
    if (ACCENTED.test(written)) return true;
    if (written.length > 4) return /[aeiouy]/.test(lower) && !/[^aeiouy]{4}/.test(lower);
    return written.length >= (isShout ? 3 : 4) && speakable.test(lower);
  };
  return [
    {
      pattern: /(?<![\p{L}\p{M}\p{N}.&-])\p{Lu}{2,}(?![\p{L}\p{M}\p{N}&]|\.\p{L})/gu,
      say: (match, text) => {
        const [written] = match;
        const { before, after } = around(match, text);
        const isShout = /(?<!\p{L})\p{Lu}{2,}[^\p{L}]+$/u.test(before) || /^[^\p{L}]+\p{Lu}{2,}(?!\p{L})/u.test(after);
        return [isWord(written.toLowerCase(), written, isShout) ? words(written.toLowerCase()) : spelled(written)];
      },
    },
    // "CO2", "B12", "NaCl"
    { pattern: /(?<![\p{L}\p{N}.&-])\p{Lu}{2,5}(?=[\d₀-₉])/gu, say: ([written]) => [spelled(written)] },
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
