import type { LoadedEngine } from '../speech/engine.ts';
import type { LoadedVoice } from '../model/voice-library.ts';
import { speechParts } from '../speech/speech-job.ts';
import type { SpeechPart } from '../speech/synthesize.ts';
import type { ParsedInput } from '../text/input-parts.ts';
import type { Language } from '../text/types.ts';
import type { LexiconLibrary } from '../lexicons/library.ts';
import { languageOf } from './borrowed-fields.ts';
import type { RequestRecord } from './request-record.ts';

/** The fields that say what is spoken, and by whom. */
interface SpeechFields {
  script: ParsedInput;
  voice?: string | undefined;
  lang_code?: string | undefined;
  lexicons?: string[] | undefined;
  response_format: string;
}

export interface RequestedSpeech {
  voice: LoadedVoice;
  /** Of the text where no tag names a voice. */
  language: Language;
  parts: SpeechPart[];
  /** The digests of the lexicons, the most important first. */
  lexicons: string[];
}

/** What a body asks to be spoken; its record names voice and format as soon as they are known. Throws ApiError. */
export async function requestedSpeech(
  body: SpeechFields,
  { voices }: Pick<LoadedEngine, 'voices'>,
  library: LexiconLibrary,
  record: RequestRecord,
): Promise<RequestedSpeech> {
  [record.voice, record.format] = ['unknown', body.response_format];
  const voice = await voices.load(body.voice);
  record.voice = voice.label;
  const language = languageOf(body.lang_code) ?? voice.language;
  const lexicons = library.forRequest(body.lexicons ?? []);
  const parts = await speechParts(body.script, voice, voices, language, lexicons);
  return { voice, language, parts, lexicons: lexicons.map(({ digest }) => digest) };
}
