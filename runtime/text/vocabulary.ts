import type { Token } from './types.ts';
import { UnspeakableError } from './types.ts';

/** The 114 symbols of Kokoro v1.0 (`vocab` of its config.json). */
export const KOKORO_SYMBOLS: ReadonlySet<string> = new Set(
  ';:,.!?—…"()“” \u0303ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ',
);

/** What stands in for a symbol the model was not trained on: the nearest sound, or nothing for a mark that has none. */
const NEAREST: Readonly<Record<string, string>> = {
  '¿': '',
  '¡': '',
  '«': '“',
  '»': '”',
  '„': '“',
  '‘': '',
  '’': '',
  "'": '',
  '–': '—',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  g: 'ɡ',
  ɫ: 'l',
  ɬ: 'l',
  ɭ: 'l',
  ʟ: 'l',
  ɮ: 'ʒ',
  ʀ: 'ʁ',
  ħ: 'h',
  ɦ: 'h',
  ʕ: 'ʔ',
  ɓ: 'b',
  ɗ: 'd',
  ɠ: 'ɡ',
  ɢ: 'ɡ',
  ʄ: 'ɟ',
  ʐ: 'ʒ',
  ʑ: 'ʝ',
  ʍ: 'w',
  ɱ: 'm',
  ʉ: 'u',
  ɵ: 'ø',
  ɘ: 'ə',
  ɞ: 'ɜ',
  ɶ: 'œ',
  ʏ: 'y',
  ɝ: 'ɜɹ',
  ˑ: 'ː',
  ʱ: 'ʰ',
  ʷ: 'w',
  ˠ: 'ɣ',
  ˤ: '',
  ʼ: '',
  ˀ: 'ʔ',
  ⁿ: 'n',
  '^': '',
  '-': '',
  _: '',
  ä: 'a',
  ö: 'ø',
  ü: 'y',
};

/** Diacritics, and the digits that espeak-ng writes for tones. */
const SILENT = /^[\p{M}\p{Cf}\p{Lm}\p{Nd}]$/u;

/** Whether a symbol that somebody wrote for a sound is one: the model's own, its stand-in's, a diacritic or white space. */
export function isPhonetic(symbol: string): boolean {
  if (KOKORO_SYMBOLS.has(symbol) || /^[\p{M}\s'-]$/u.test(symbol)) return true;
  return Object.hasOwn(NEAREST, symbol) && !/\p{P}/u.test(symbol);
}

/** The token with phonemes in the model's vocabulary only; throws UnspeakableError naming a symbol that has no stand-in. */
export function fitToken(token: Token, vocabulary: ReadonlySet<string>): Token {
  let phonemes = '';
  for (const symbol of token.phonemes) phonemes += fitSymbol(symbol, token, vocabulary);
  return phonemes === token.phonemes ? token : { ...token, phonemes };
}

function fitSymbol(symbol: string, token: Token, vocabulary: ReadonlySet<string>): string {
  if (vocabulary.has(symbol)) return symbol;
  if (/\s/.test(symbol)) return ' ';
  const nearest = NEAREST[symbol] ?? (SILENT.test(symbol) ? '' : undefined);
  if (nearest === undefined || [...nearest].some((part) => !vocabulary.has(part))) {
    throw new UnspeakableError(`cannot speak "${token.text}": the model has no symbol for "${symbol}"`);
  }
  return nearest;
}

const LONGEST_RUN = 3;

/** A mark said over and over ("!!!!!!!!") says no more than three of it: the rest of the run falls silent. */
export function shortenRepeats(tokens: readonly Token[]): Token[] {
  let mark = '';
  let run = 0;
  return tokens.map((token) => {
    let phonemes = '';
    for (const symbol of token.phonemes) {
      run = symbol === mark ? run + 1 : 1;
      mark = symbol;
      if (run <= LONGEST_RUN || !/[;:,.!?—…"()“”]/u.test(symbol)) phonemes += symbol;
    }
    if (token.whitespace !== '' && /[^\s;:,.!?—…]/u.test(token.phonemes)) mark = '';
    return phonemes === token.phonemes ? token : { ...token, phonemes };
  });
}
