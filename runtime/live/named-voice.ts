import { ApiError } from '../errors.ts';
import type { LoadedVoice, VoiceLibrary } from '../model/voice-library.ts';

/** The voice that an address names; what is wrong with it is told by name, since another service's names may look like blends. */
export async function namedVoice(name: string | undefined, library: VoiceLibrary): Promise<LoadedVoice> {
  const wanted = name?.trim() ? name : undefined;
  try {
    return await library.load(wanted);
  } catch (error) {
    if (!(error instanceof ApiError) || wanted === undefined || error.message.includes(wanted)) throw error;
    const message = `Unknown voice ${JSON.stringify(wanted.slice(0, 64))}. ${error.message}`;
    throw new ApiError(error.code, message, { param: 'voice', cause: error });
  }
}
