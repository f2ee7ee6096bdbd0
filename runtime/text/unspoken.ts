import type { Phonemize } from './languages.ts';
import { isAudible } from './segment.ts';
import type { Language, Token } from './types.ts';
import { NothingToSpeakError, UnspeakableError } from './types.ts';
import { fitToken } from './vocabulary.ts';

/** A token whose word nobody can speak, and why. */
export interface Unspoken {
  token: Token;
  error: UnspeakableError;
}

/** Letters that nobody reads, as a token without sound. */
export const unread: Phonemize = (text) => [{ text, whitespace: '', phonemes: '' }];

/** The token in the model's symbols. A word that came out silent is no gap: the listener could not know. */
export function sounding(token: Token, vocabulary: ReadonlySet<string>): Token | Unspoken {
  try {
    const fitting = fitToken(token, vocabulary);
    if (token.silent || isAudible(fitting.phonemes) || !/[\p{L}\p{N}]/u.test(token.text)) return fitting;
    throw new UnspeakableError(`cannot speak "${token.text}": no rule or voice knows how it sounds`);
  } catch (error) {
    if (error instanceof UnspeakableError) return { token, error };
    throw error;
  }
}

/** What is said for letters that nobody can read. */
const NAMES: Readonly<Record<Language, string>> = {
  'en-us': 'unknown letters',
  'en-gb': 'unknown letters',
  es: 'letras desconocidas',
  fr: 'lettres inconnues',
  hi: 'अज्ञात अक्षर',
  it: 'lettere sconosciute',
  pt: 'letras desconhecidas',
  ja: '不明な文字',
  zh: '未知文字',
};

/** One word that cannot be spoken does not refuse the rest of a text: it is named. A text of nothing else is refused. */
export function nameUnspoken(
  sentences: readonly (readonly (Token | Unspoken)[])[],
  language: Language,
  phonemize: Phonemize,
): Token[][] {
  const all = sentences.flat();
  const unspoken = all.find((token) => 'error' in token);
  if (!all.some((token) => !('error' in token) && isAudible(token.phonemes)))
    throw unspoken?.error ?? new NothingToSpeakError('there is nothing in the text that can be spoken');
  const name = unspoken ? phonemize(NAMES[language]).map(({ phonemes, whitespace }) => phonemes + whitespace) : [];
  const phonemes = ` ${name.join('').trim()} `;
  return sentences.map((tokens) => {
    let named = false; // the letters of one word may be tokens of their own
    return tokens.map((token) => {
      if (!('error' in token)) {
        named = false;
        return token;
      }
      const said = named ? '' : phonemes;
      named = token.token.whitespace === '';
      return { ...token.token, phonemes: said, ...(said === '' && { silent: true as const }) };
    });
  });
}
