import { ApiError } from '../errors.ts';
import { isFor } from '../lexicons/lexicon.ts';
import type { Lexicon } from '../lexicons/lexicon.ts';
import { pronounced } from '../lexicons/match.ts';
import type { LoadedVoice, VoiceLibrary } from '../model/voice-library.ts';
import type { ParsedInput } from '../text/input-parts.ts';
import { inLanguage } from '../text/ssml/in-language.ts';
import type { SpeechPart } from './synthesize.ts';
import type { Language, Pronunciation } from '../text/types.ts';

/**
 * The parts of an input that `voice` speaks, in `language` or its own, unless the input says otherwise. Words sound as `lexicons`
 * say, the first of which count most, and as the input says before any. Throws ApiError when a voice that it names cannot speak.
 */
export async function speechParts(
  { parts, voices }: ParsedInput,
  voice: LoadedVoice,
  library: VoiceLibrary,
  language: Language = voice.language,
  lexicons: readonly Lexicon[] = [],
): Promise<SpeechPart[]> {
  const named = new Map<string, LoadedVoice>();
  for (const name of voices) named.set(name, await library.load(name).catch(inTag));
  let respelt = 0;
  const spoken = parts.map((part): SpeechPart => {
    if ('pauseSeconds' in part) return part;
    const { text, rate, gain, marks } = part;
    const speaker = part.voice === undefined ? voice : named.get(part.voice)!;
    const own = inLanguage(part, part.voice === undefined ? language : speaker.language);
    const its = lexicons.filter((lexicon) => isFor(lexicon, own.language));
    const pronunciations = pronounced(text, own.language, own.pronunciations, its);
    respelt += respeltLength(pronunciations);
    return { text, pronunciations, voice: speaker, language: own.language, rate, gain, marks };
  });
  if (respelt > MAX_RESPELT) throw tooLong(respelt);
  return spoken;
}

/** Most characters that lexicons and elements may put in place of the words of one input: each is read as if it were written there. */
const MAX_RESPELT = 16_384;

function respeltLength(pronunciations: readonly Pronunciation[]): number {
  return pronunciations.reduce((sum, sound) => sum + ('say' in sound ? sound.say.length : 0), 0);
}

function tooLong(characters: number): ApiError {
  const message = `Lexicons and elements replace words of the input with ${characters} characters (limit ${MAX_RESPELT}). Split it into several requests.`;
  return new ApiError('input_too_long', message, { param: 'input' });
}

/** A voice that a tag names is a fault of the input. */
function inTag(error: unknown): never {
  if (!(error instanceof ApiError)) throw error;
  const message = `The input has a [voice:…] tag or a voice element. ${error.message}`;
  throw new ApiError(error.code, message, { param: 'input', cause: error });
}
