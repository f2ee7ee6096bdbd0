import type { LoadLanguage } from '../types.ts';
import { loadEspeak } from '../espeak/engine.ts';
import { phonemizeWithEspeak } from '../espeak/phonemize.ts';
import type { Locale } from './locale.ts';
import { localeRules } from './rules.ts';
import { speakWritten } from './speak.ts';

/** A language that espeak-ng reads, once its signs and numbers are words. */
export function readWith(locale: Locale): LoadLanguage {
  return async () => {
    const espeak = await loadEspeak();
    const voice = (words: string) => phonemizeWithEspeak(words, locale.voice, espeak);
    const rules = localeRules(locale);
    const { sounds } = locale;
    const phonemize = sounds
      ? (words: string) => voice(words).map((token) => ({ ...token, phonemes: sounds(token.phonemes) }))
      : voice;
    return (sentence) => speakWritten(sentence, plainWritten(sentence, locale), rules, phonemize);
  };
}

const one = (plain: string, sign: string): string => (plain.length === sign.length ? plain : sign);

/** The typewriter's apostrophe and digits, as espeak-ng knows them, and the letters of the locale; every letter is exchanged for one. */
export function plainWritten(text: string, { plainLetters }: Locale): string {
  const typed = text
    .replace(/(?<=\p{L})[’ʼ](?=\p{L})/gu, "'")
    .replace(/[０-９]|(?<=[\p{L}\p{N}.])[ᵃ-ᵛʰ-ʸⁿᴬ-ᵂ]/gu, (sign) => one(sign.normalize('NFKC'), sign));
  return plainLetters?.(typed) ?? typed;
}
