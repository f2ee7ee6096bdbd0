import { around } from '../written/patterns.ts';
import { words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';

/** Words that an apostrophe shortens: "un po' di", "di' la verità". */
const SHORTENED = /^(?:po|mo|be|to|ve|vo|de|a|co|ca|ne|se|fra|di|fa|va|da|sta|do|su|pie|que|i|o|so|tra|pe|gua)$/iu;
/** Short words with an accent, which longer ones need not be listed for. */
const SHORT = /^(?:e|piu|gia|giu|puo|cio|li|la|si|re|te|tre|eta|sci)$/iu;
const ACCENTS: Readonly<Record<string, string>> = { a: 'à', e: 'è', i: 'ì', o: 'ò', u: 'ù' };

/** "citta'" and "perche'", as they are typed without accents. */
export const accentRules: readonly Rule[] = [
  {
    needs: /\p{L}['’´](?!\p{L})/u,
    pattern: /(?<![\p{L}\p{N}])((?:\p{L}{1,5}['’])?)(\p{L}*)([aeiou])['’´](?![\p{L}\p{N}])/giu,
    say(match, text) {
      const [, before = '', start = '', vowel = ''] = match;
      const word = start + vowel;
      const isQuoted = /(?<![\p{L}\p{N}])['‘](?:(?=\p{L})(?:[^'’]|['’](?=\p{L}))*)?$/u.test(around(match, text).before);
      if (isQuoted || SHORTENED.test(word) || (word.length < 4 && !SHORT.test(word))) return undefined;
      const accented = /(?:ch|tr|^r|vicer|^scimpanz)e$/iu.test(word) ? 'é' : (ACCENTS[vowel.toLowerCase()] ?? '');
      const said = `${before}${start}${accented}`;
      return [words(/\p{Lu}/u.test(vowel) ? said.toLowerCase() : said)];
    },
  },
];
