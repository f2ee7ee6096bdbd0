import type { LoadLanguage } from '../languages.ts';
import { loadVoice } from '../languages.ts';
import type { Locale } from './locale.ts';
import { localeRules } from './rules.ts';
import { speakWritten } from './speak.ts';

/** A language that espeak-ng reads, once its signs and numbers are words. */
export function readWith(locale: Locale, plainLetters = plainQuotes): LoadLanguage {
  return async () => {
    const phonemize = await loadVoice(locale.voice);
    const rules = localeRules(locale);
    return (sentence) => speakWritten(sentence, plainLetters(sentence), rules, phonemize);
  };
}

/** The typewriter's apostrophe, as espeak-ng knows it; every letter is exchanged for one. */
function plainQuotes(text: string): string {
  return text.replace(/(?<=\p{L})[’ʼ](?=\p{L})/gu, "'").replace(/[０-９]/g, (digit) => digit.normalize('NFKC'));
}
