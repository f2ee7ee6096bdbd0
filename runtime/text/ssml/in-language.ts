import type { SpokenInput } from '../input-parts.ts';
import type { Language, Pronunciation } from '../types.ts';
import { saidAs } from './say-as.ts';

/** A part in the language that it names, or in the one that its voice speaks, with what its stretches are said as. */
export function inLanguage(
  { text, language, pronunciations }: SpokenInput,
  own: Language,
): { language: Language; pronunciations: Pronunciation[] } {
  const spoken = language === 'en' ? (own.startsWith('en') ? own : 'en-us') : (language ?? own);
  return {
    language: spoken,
    pronunciations: pronunciations.flatMap((given) => {
      if (!('as' in given)) return [given];
      const say = saidAs(text.slice(given.start, given.end), given, spoken);
      // What cannot be what the caller says is read as it is.
      return say === undefined ? [] : [{ start: given.start, end: given.end, say }];
    }),
  };
}
