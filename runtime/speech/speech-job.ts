import { ApiError } from '../errors.ts';
import { isFor } from '../lexicons/lexicon.ts';
import type { Lexicon } from '../lexicons/lexicon.ts';
import { pronounced } from '../lexicons/match.ts';
import type { LoadedVoice, VoiceLibrary } from '../model/voice-library.ts';
import type { SpeechPart } from './synthesize.ts';
import type { Language, Pronunciation } from '../text/types.ts';
import { parseTags } from '../text/tags.ts';

/**
 * The parts of an input that `voice` speaks, in `language` or its own, unless a tag says otherwise. Words sound as `lexicons` say,
 * the first of which count most, and as a tag says before any. Throws ApiError when a tag cannot be followed.
 */
export async function speechParts(
  input: string,
  voice: LoadedVoice,
  library: VoiceLibrary,
  language: Language = voice.language,
  lexicons: readonly Lexicon[] = [],
): Promise<SpeechPart[]> {
  const { parts, voices } = parseTags(input);
  const named = new Map<string, LoadedVoice>();
  for (const name of voices) named.set(name, await library.load(name).catch(inTag));
  let respelt = 0;
  const spoken = parts.map((part): SpeechPart => {
    if ('pauseSeconds' in part) return part;
    const speaker = part.voice === undefined ? undefined : named.get(part.voice)!;
    const speaks = speaker?.language ?? language;
    const its = lexicons.filter((lexicon) => isFor(lexicon, speaks));
    const pronunciations = pronounced(part.text, speaks, part.pronunciations, its);
    respelt += respeltLength(pronunciations);
    return { text: part.text, pronunciations, voice: speaker ?? voice, language: speaks };
  });
  if (respelt > MAX_RESPELT) throw tooLong(respelt);
  return spoken;
}

/** Most characters that lexicons may put in place of the words of one input: each is read as if it were written there. */
const MAX_RESPELT = 16_384;

function respeltLength(pronunciations: readonly Pronunciation[]): number {
  return pronunciations.reduce((sum, sound) => sum + ('say' in sound ? sound.say.length : 0), 0);
}

function tooLong(characters: number): ApiError {
  const message = `Lexicons replace words of the input with ${characters} characters (limit ${MAX_RESPELT}). Split it into several requests.`;
  return new ApiError('input_too_long', message, { param: 'input' });
}

/** A voice that a tag names is a fault of the input. */
function inTag(error: unknown): never {
  if (!(error instanceof ApiError)) throw error;
  throw new ApiError(error.code, `The input has a [voice:…] tag. ${error.message}`, { param: 'input', cause: error });
}
