import { setImmediate } from 'node:timers/promises';
import { explaining } from './explain.ts';
import { LOADERS, loadVoice } from './languages.ts';
import type { Phonemize } from './types.ts';
import { pauseAtLineEnds } from './layout.ts';
import { readableParts } from './long-sentences.ts';
import { inSource, readable } from './readable.ts';
import { scriptRuns } from './scripts.ts';
import type { Reader, Run } from './scripts.ts';
import { isAudible, segmentTokens } from './segment.ts';
import { sentencePieces } from './pronunciations.ts';
import type { Piece, Respelt } from './pronunciations.ts';
import type { FrontendOptions, Language, Segment, TextFrontend, Token } from './types.ts';
import { MAX_SYMBOLS, NothingToSpeakError } from './types.ts';
import { fitted, nameUnspeakable, unread } from './unspeakable.ts';
import { shortenRepeats } from './vocabulary.ts';

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
  const reader = (who: Reader): Promise<Phonemize> => {
    if ('nobody' in who) return Promise.resolve(unread);
    return 'language' in who ? language(who.language) : once(`voice ${who.voice}`, () => loadVoice(who.voice));
  };

  return {
    async segments(source, name, given = [], most = MAX_SYMBOLS, explain = false): Promise<Segment[]> {
      await language(name);
      const text = readable(source, given);
      const sentences = sentencePieces(text.text, name, text.given).map((pieces) => ({
        text: pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text + piece.whitespace)).join(''),
        readings: pieces.map((piece) => reading(piece, name)),
      }));
      await readAll(
        sentences.flatMap(({ readings }) => readings.flatMap(({ parts }) => parts)),
        async (who) => {
          const read = await reader(who ?? { language: name });
          return explain ? explaining(read) : read;
        },
      );
      const spoken = sentences.map(({ text, readings }) => ({
        text,
        tokens: readings.flatMap((one) => tokensOf(one, explain)).map((token) => fitted(token, options.vocabulary)),
      }));
      const all = spoken.flatMap(({ tokens }) => tokens);
      const fault = all.find((token) => token.fault)?.fault;
      if (!all.some((token) => !token.fault && isAudible(token.phonemes))) {
        throw fault ?? new NothingToSpeakError('there is nothing in the text that can be spoken');
      }
      if (fault) nameUnspeakable(all, await language(name), name);
      pauseAtLineEnds(spoken);
      const short = spoken.map(({ tokens }) => shortenRepeats(tokens));
      return segmentTokens(inSource(short, source, text), most);
    },
  };
}

/** A part of a sentence that one reader reads, and its tokens once it is read. */
interface Part extends Run {
  tokens: Token[];
}

/** A piece of a sentence in the parts that are read; `instead`: they are read in its place. */
interface Reading {
  parts: Part[];
  instead?: Respelt;
}

function reading(piece: Piece, language: Language): Reading {
  if (typeof piece === 'string') return { parts: parts(piece, language) };
  return 'say' in piece
    ? { parts: parts(piece.say, language), instead: piece }
    : { parts: [{ text: '', tokens: [piece] }] };
}

function parts(text: string, language: Language): Part[] {
  return readableParts(text).flatMap((part) => scriptRuns(part, language).map((run) => ({ ...run, tokens: [] })));
}

/** What was read in place of a text is one token with that text. */
function tokensOf({ parts, instead }: Reading, explain: boolean): Token[] {
  const tokens = parts.flatMap((part) => part.tokens);
  if (!instead) return tokens;
  const { text, whitespace, say } = instead;
  const sound = tokens.map((token) => token.phonemes + (token.whitespace === '' ? '' : ' ')).join('');
  return [{ text, whitespace, phonemes: sound.trim(), ...(explain ? { kind: 'respelling', words: say } : {}) }];
}

/** A long text must not hold up the event loop. */
const AT_ONCE = 500;

/** Reader by reader, for it takes espeak-ng long to change its voice. */
async function readAll(parts: readonly Part[], load: (who: Reader | undefined) => Promise<Phonemize>): Promise<void> {
  let read = 0;
  for (const [who, its] of Map.groupBy(parts, (part) => part.reader)) {
    const phonemize = await load(who);
    for (const part of its) {
      if (part.text !== '') part.tokens = phonemize(part.text);
      read += part.text.length;
      if (read < AT_ONCE) continue;
      await setImmediate();
      read = 0;
    }
  }
}
