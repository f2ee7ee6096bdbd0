import type { Phonemize } from './types.ts';
import { isAudible } from './segment.ts';
import type { Language, Token } from './types.ts';
import { UnspeakableError } from './types.ts';
import { fitToken } from './vocabulary.ts';

/** A token in the model's symbols, or with what is wrong with it. */
export interface Fitted extends Token {
  fault?: UnspeakableError;
}

/** What is said for a letter or sign that no rule or voice knows. */
const SIGN: Readonly<Record<Language, string>> = {
  'en-us': 'symbol',
  'en-gb': 'symbol',
  es: 'símbolo',
  fr: 'symbole',
  hi: 'चिह्न',
  it: 'simbolo',
  pt: 'símbolo',
  ja: '記号',
  zh: '符号',
};

/** Letters that nobody reads, as a token without sound. */
export const unread: Phonemize = (text) => [{ text, whitespace: '', phonemes: '' }];

/** A word that came out silent is a fault, not a gap: the listener could not know. */
export function fitted(token: Token, vocabulary: ReadonlySet<string>): Fitted {
  try {
    const fit = fitToken(token, vocabulary);
    if (fit.silent || isAudible(fit.phonemes) || !/[\p{L}\p{N}]/u.test(fit.text)) return fit;
    const message = `cannot speak "${token.text}": no rule or voice knows how it sounds`;
    return { ...fit, fault: new UnspeakableError(message) };
  } catch (error) {
    if (!(error instanceof UnspeakableError)) throw error;
    return { ...token, fault: error };
  }
}

/** In a text with more to say, what cannot be spoken is called a sign rather than refused. */
export function nameUnspeakable(tokens: readonly Fitted[], phonemize: Phonemize, language: Language): void {
  const phonemes = phonemize(SIGN[language])
    .map((token) => token.phonemes)
    .join('')
    .trim();
  for (const token of tokens) {
    if (!token.fault) continue;
    token.phonemes = phonemes;
    delete token.fault;
  }
}
