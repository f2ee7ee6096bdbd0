import { setImmediate } from 'node:timers/promises';
import type { Phonemize } from './languages.ts';
import { LOADERS } from './languages.ts';
import { isAudible, segmentTokens } from './segment.ts';
import { sentences } from './sentences.ts';
import type { FrontendOptions, Language, Segment, TextFrontend, Token } from './types.ts';
import { UnspeakableError } from './types.ts';
import { fitToken, shortenRepeats } from './vocabulary.ts';

export type { FrontendOptions, Language, Segment, TextFrontend, Token } from './types.ts';
export { LANGUAGES, UnspeakableError } from './types.ts';

/** Prepares a front end; the dictionaries of a language are loaded on its first use. */
export async function createTextFrontend(options: FrontendOptions): Promise<TextFrontend> {
  const loaded = new Map<Language, Promise<Phonemize>>();
  const language = (name: Language): Promise<Phonemize> => {
    let phonemize = loaded.get(name);
    if (!phonemize) {
      phonemize = LOADERS[name](options);
      loaded.set(name, phonemize);
      phonemize.catch(() => loaded.delete(name));
    }
    return phonemize;
  };
  return {
    async segments(text, name): Promise<Segment[]> {
      const phonemize = await language(name);
      const spoken: Token[][] = [];
      for (const sentence of sentences(text, name)) {
        spoken.push(shortenRepeats(phonemize(sentence).map((token) => fitToken(token, options.vocabulary))));
        await setImmediate(); // a long text must not hold up the event loop
      }
      if (!spoken.some((tokens) => tokens.some((token) => isAudible(token.phonemes)))) {
        throw new UnspeakableError('there is nothing in the text that can be spoken');
      }
      return segmentTokens(spoken);
    },
  };
}
