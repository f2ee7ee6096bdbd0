import { setImmediate } from 'node:timers/promises';
import { LOADERS, loadVoice } from './languages.ts';
import type { Phonemize } from './languages.ts';
import { scriptRuns } from './scripts.ts';
import type { Reader } from './scripts.ts';
import { MAX_SYMBOLS, isAudible, segmentTokens } from './segment.ts';
import { sentencePieces } from './pronunciations.ts';
import type { FrontendOptions, Language, Segment, TextFrontend, Token } from './types.ts';
import { NothingToSpeakError, UnspeakableError } from './types.ts';
import { fitToken, shortenRepeats } from './vocabulary.ts';

export type { FrontendOptions, Language, Pronunciation, Segment, TextFrontend, Token } from './types.ts';
export { LANGUAGES, NothingToSpeakError, UnspeakableError } from './types.ts';

/** Prepares a front end; the dictionaries of a language are loaded on its first use. */
export async function createTextFrontend(options: FrontendOptions): Promise<TextFrontend> {
  const loaded = new Map<string, Promise<Phonemize>>();
  const once = (name: string, load: () => Promise<Phonemize>): Promise<Phonemize> => {
    let phonemize = loaded.get(name);
    if (!phonemize) {
      phonemize = load();
      loaded.set(name, phonemize);
      phonemize.catch(() => loaded.delete(name));
    }
    return phonemize;
  };
  const language = (name: Language): Promise<Phonemize> => once(name, () => LOADERS[name](options, language));
  const reader = (who: Reader): Promise<Phonemize> =>
    'language' in who ? language(who.language) : once(`voice ${who.voice}`, () => loadVoice(who.voice));

  return {
    async segments(text, name, given = [], most = MAX_SYMBOLS): Promise<Segment[]> {
      const phonemize = await language(name);
      const spoken: Token[][] = [];
      for (const pieces of sentencePieces(text, name, given)) {
        const tokens: Token[] = [];
        for (const piece of pieces) {
          for (const run of typeof piece === 'string' ? scriptRuns(piece, name) : []) {
            tokens.push(...(run.reader ? await reader(run.reader) : phonemize)(run.text));
          }
          if (typeof piece !== 'string') tokens.push(piece);
        }
        spoken.push(shortenRepeats(tokens.map((token) => requireSound(fitToken(token, options.vocabulary)))));
        await setImmediate(); // a long text must not hold up the event loop
      }
      if (!spoken.some((tokens) => tokens.some((token) => isAudible(token.phonemes)))) {
        throw new NothingToSpeakError('there is nothing in the text that can be spoken');
      }
      return segmentTokens(spoken, most);
    },
  };
}

/** A word that came out silent is an error, not a gap: the listener could not know. */
function requireSound(token: Token): Token {
  if (!token.silent && !isAudible(token.phonemes) && /[\p{L}\p{N}]/u.test(token.text)) {
    throw new UnspeakableError(`cannot speak "${token.text}": no rule or voice knows how it sounds`);
  }
  return token;
}
