import { ApiError } from '../errors.ts';
import type { LoadedVoice, VoiceLibrary } from '../model/voice-library.ts';
import type { SpeechPart } from './synthesize.ts';
import { parseTags } from '../text/tags.ts';

/**
 * The parts of an input that `voice` speaks, in `language` or its own, unless a tag says otherwise; throws ApiError when a tag
 * cannot be followed.
 */
export async function speechParts(
  input: string,
  voice: LoadedVoice,
  library: VoiceLibrary,
  language = voice.language,
): Promise<SpeechPart[]> {
  const { parts, voices } = parseTags(input);
  const named = new Map<string, LoadedVoice>();
  for (const name of voices) named.set(name, await library.load(name).catch(inTag));
  return parts.map((part) => {
    if ('pauseSeconds' in part) return part;
    const { text, pronunciations } = part;
    if (part.voice === undefined) return { text, pronunciations, voice, language };
    const speaker = named.get(part.voice)!;
    return { text, pronunciations, voice: speaker, language: speaker.language };
  });
}

/** A voice that a tag names is a fault of the input. */
function inTag(error: unknown): never {
  if (!(error instanceof ApiError)) throw error;
  throw new ApiError(error.code, `The input has a [voice:…] tag. ${error.message}`, { param: 'input', cause: error });
}
