import { z } from 'zod';
import { formatNames } from '../audio/encoders.ts';
import type { RuntimeConfig } from '../config.ts';
import { ApiError } from '../errors.ts';
import { INPUT_LIMITS } from '../text/input-parts.ts';
import { borrowedFields, langCode, streamField } from './borrowed-fields.ts';
import { MARKUP, inputFields, readInput } from './input-fields.ts';
import type { ReadInput } from './input-fields.ts';
import { acceptedModels, listedModel } from './model-names.ts';
import { parseBody } from './request-body.ts';

/** Most lexicons that a request may name: each is looked up at every word. */
const MAX_LEXICONS = 8;

const streamFormatHelp =
  'audio: bytes leave as they are spoken. sse: the same as server-sent events with a count of tokens. ' +
  'Unset: as audio, except that wav and flac are sent whole, with their length in the header.';

const tagHelp = [
  'Tags in it are followed, not spoken:',
  `[pause:0.5s] or [pause:500ms] adds silence (up to ${INPUT_LIMITS.pauseSeconds} s, ${INPUT_LIMITS.allPausesSeconds} s in all);`,
  '[voice:am_adam] has that voice, in its language, speak from here on;',
  '[tomato](/təmˈɑːtoʊ/) says how a word sounds, in IPA or in the symbols of POST /v1/audio/phonemes.',
  '\\[ is a bracket that begins no tag; brackets that are no tag are text.',
  'An input that begins with <speak is a document of SSML, whose text has no tags.',
].join(' ');

/** Names of lexicons in a request. */
export const lexiconNames = z
  .array(z.string().max(253))
  .max(MAX_LEXICONS)
  .optional()
  .meta({
    description:
      "Names of lexicons that say how words sound, the most important first; the server's own lexicons for every request " +
      'come after them. GET /v1/audio/lexicons lists what there is.',
    examples: [['drug-names']],
  });

/** The fields of a request to speak; `maxTextLength` counts Unicode characters. */
function fields(maxTextLength: number) {
  const input = z.string().meta({
    description: `The text to speak, 1 to ${maxTextLength} characters; with the markup of SSML up to ${MARKUP * maxTextLength}. ${tagHelp}`,
    minLength: 1,
    maxLength: MARKUP * maxTextLength,
    examples: ['Hello from Pattern TTS!'],
  });
  const voice = z
    .union([z.string(), z.strictObject({ id: z.string() })])
    .optional()
    .meta({
      description:
        "A voice's id, one of OpenAI's voice names, or a blend such as af_bella(2)+af_sky(1). GET /v1/audio/voices lists them. " +
        'Unset or empty: af_heart, or the first voice there is.',
      examples: ['alloy', 'af_heart', 'af_bella(2)+af_sky(1)'],
    });
  const model = z
    .string()
    .optional()
    .meta({
      description: `One of ${acceptedModels.join(', ')}, hexgrad/Kokoro-82M: all of them are Kokoro, and so is none.`,
      examples: ['tts-1'],
    });
  const speed = z
    .number()
    .min(0.25)
    .max(4)
    .default(1)
    .meta({ description: "1 is the voice's own pace, 2 twice as fast." });
  const loudness = z
    .number()
    .min(-40)
    .max(-10)
    .optional()
    .meta({
      description:
        'LUFS of the whole answer (ITU-R BS.1770), such as -16 for podcasts or -23 for broadcasts; peaks are kept below -1 dBTP. ' +
        'The answer is not streamed. Unset: every voice is as loud as the others, without a measurement.',
      examples: [-16],
    });
  const format = z.enum(formatNames).default('mp3').meta({ description: 'The audio format: all are 24 kHz, mono.' });
  const instructions = z
    .string()
    .max(4096)
    .optional()
    .meta({ description: 'Accepted for compatibility; Kokoro takes no instructions.' });
  return {
    model,
    input,
    ...inputFields,
    voice,
    lexicons: lexiconNames,
    response_format: format,
    speed,
    loudness,
    instructions,
    ...borrowedFields,
  };
}

/** The body of POST /v1/audio/speech: OpenAI's fields, and those of Kokoro-FastAPI. */
export function speechRequestSchema(maxTextLength: number) {
  const streamFormat = z.enum(['audio', 'sse']).optional().meta({ description: streamFormatHelp });
  return z
    .strictObject({ ...fields(maxTextLength), stream_format: streamFormat, stream: streamField })
    .meta({ title: 'SpeechRequest' });
}

/** The body of POST /v1/audio/speech/timestamps. */
export function timestampsRequestSchema(maxTextLength: number) {
  const timestampFormat = z
    .enum(['json', 'srt', 'vtt'])
    .default('json')
    .meta({ description: 'json: the audio and the words. srt, vtt: subtitles alone.' });
  return z
    .strictObject({ ...fields(maxTextLength), timestamp_format: timestampFormat })
    .meta({ title: 'TimestampsRequest' });
}

/** The body of POST /dev/captioned_speech as Kokoro-FastAPI defines it. */
export function captionedSpeechRequestSchema(maxTextLength: number) {
  return z
    .strictObject({
      ...fields(maxTextLength),
      stream: z
        .boolean()
        .default(true)
        .meta({ description: 'true: a JSON object a line as they are spoken. false: one for all.' }),
      return_timestamps: z.boolean().default(true),
    })
    .meta({ title: 'CaptionedSpeechRequest' });
}

/** The body of POST /v1/audio/phonemes. */
export function phonemesRequestSchema(maxTextLength: number) {
  const { input, voice, lexicons } = fields(maxTextLength);
  return z
    .strictObject({
      input,
      input_type: inputFields.input_type,
      ssml: inputFields.ssml,
      lexicons,
      voice: voice.describe('The voice whose language the text is in, unless lang_code says otherwise.'),
      lang_code: langCode,
      explain: z
        .boolean()
        .default(false)
        .meta({ description: 'Tokens also tell what a rule took their text for, and the words it became.' }),
    })
    .meta({ title: 'PhonemesRequest' });
}

/** Settings that bodies are checked by. */
export type BodyLimits = Pick<RuntimeConfig, 'maxTextLength' | 'unknownFields'>;

interface Spoken {
  input: string;
  input_type?: 'auto' | 'text' | 'ssml' | undefined;
  ssml?: boolean | undefined;
  voice?: string | { id: string } | undefined;
  model?: string | undefined;
  allow_voice_tags?: boolean;
}

/**
 * Checks a body against one of the schemas above and against the limits that no schema can tell; throws ApiError. A voice that is
 * undefined is left to the server.
 */
export function parseSpeechBody<Schema extends z.ZodObject & z.ZodType<Spoken>>(
  schema: Schema,
  body: unknown,
  { maxTextLength, unknownFields }: BodyLimits,
): Omit<z.infer<Schema>, 'voice'> & ReadInput & { voice: string | undefined } {
  const request = parseBody(schema, body, { ignoreUnknown: unknownFields === 'ignore' });
  checkModel(request.model);
  const voice = typeof request.voice === 'object' ? request.voice.id : request.voice;
  return { ...request, ...readInput(request, maxTextLength), voice: voice?.trim() ? voice : undefined };
}

function checkModel(model = ''): void {
  if (model.trim() === '' || listedModel(model) !== undefined) return;
  throw noSuchModel(model);
}

/** The answer to a request that names another model. */
export function noSuchModel(model: string): ApiError {
  const message = `The model ${JSON.stringify(model.slice(0, 64))} does not exist. Use one of ${acceptedModels.join(', ')}, or omit the field.`;
  return new ApiError('model_not_found', message, { param: 'model' });
}
