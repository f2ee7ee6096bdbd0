import { ApiError } from '../errors.ts';
import type { LoadedVoice, VoiceLibrary } from '../model/voice-library.ts';
import type { ParsedInput } from '../text/input-parts.ts';
import { inLanguage } from '../text/ssml/in-language.ts';
import type { SpeechPart } from './synthesize.ts';

/**
 * The parts of an input that `voice` speaks, in `language` or its own, unless the input says otherwise; throws ApiError when a
 * voice that it names cannot speak.
 */
export async function speechParts(
  { parts, voices }: ParsedInput,
  voice: LoadedVoice,
  library: VoiceLibrary,
  language = voice.language,
): Promise<SpeechPart[]> {
  const named = new Map<string, LoadedVoice>();
  for (const name of voices) named.set(name, await library.load(name).catch(inTag));
  return parts.map((part) => {
    if ('pauseSeconds' in part) return part;
    const { text, rate, gain, marks } = part;
    const speaker = part.voice === undefined ? voice : named.get(part.voice)!;
    const own = part.voice === undefined ? language : speaker.language;
    return { text, ...inLanguage(part, own), voice: speaker, rate, gain, marks };
  });
}

/** A voice that a tag names is a fault of the input. */
function inTag(error: unknown): never {
  if (!(error instanceof ApiError)) throw error;
  const message = `The input has a [voice:…] tag or a voice element. ${error.message}`;
  throw new ApiError(error.code, message, { param: 'input', cause: error });
}
