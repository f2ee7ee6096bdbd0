import type { LoadLanguage } from '../languages.ts';
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
    const { plainLetters, sounds } = locale;
    const phonemize = sounds
      ? (words: string) => voice(words).map((token) => ({ ...token, phonemes: sounds(token.phonemes) }))
      : voice;
    return (sentence) => {
      const typed = typewritten(sentence);
      return speakWritten(sentence, plainLetters?.(typed) ?? typed, rules, phonemize);
    };
  };
}

/** The typewriter's apostrophe and digits, as espeak-ng knows them; every letter is exchanged for one. */
function typewritten(text: string): string {
  return text.replace(/(?<=\p{L})[’ʼ](?=\p{L})/gu, "'").replace(/[０-９]/g, (digit) => digit.normalize('NFKC'));
}
