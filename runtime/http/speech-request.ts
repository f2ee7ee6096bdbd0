import { z } from 'zod';
import { formatNames } from '../audio/encoders.ts';
import { ApiError } from '../errors.ts';
import { acceptedModels } from './model-names.ts';

/** The body of POST /v1/audio/speech as OpenAI defines it; `maxTextLength` counts Unicode characters. */
export function speechRequestSchema(maxTextLength: number) {
  return z
    .strictObject({
      model: z
        .string()
        .meta({ description: `One of ${acceptedModels.join(', ')}: all of them are Kokoro.`, examples: ['tts-1'] }),
      input: z.string().meta({
        description: `The text to speak, 1 to ${maxTextLength} characters.`,
        minLength: 1,
        maxLength: maxTextLength,
        examples: ['Hello from Pattern TTS!'],
      }),
      voice: z.union([z.string(), z.strictObject({ id: z.string() })]).meta({
        description:
          "A voice's id, one of OpenAI's voice names, or a blend such as af_bella(2)+af_sky(1). GET /v1/audio/voices lists them.",
        examples: ['alloy', 'af_heart', 'af_bella(2)+af_sky(1)'],
      }),
      response_format: z
        .enum(formatNames)
        .default('mp3')
        .meta({ description: 'The audio format: all are 24 kHz, mono.' }),
      speed: z
        .number()
        .min(0.25)
        .max(4)
        .default(1)
        .meta({ description: "1 is the voice's own pace, 2 twice as fast." }),
      stream_format: z.enum(['audio', 'sse']).optional().meta({
        description:
          'audio: bytes leave as they are spoken. sse: the same as server-sent events with a count of tokens. Unset: as audio, except that wav and flac are sent whole, with their length in the header.',
      }),
      instructions: z
        .string()
        .max(4096)
        .optional()
        .meta({ description: 'Accepted for compatibility; Kokoro takes no instructions.' }),
    })
    .meta({ title: 'SpeechRequest' });
}

export type SpeechRequest = z.infer<ReturnType<typeof speechRequestSchema>>;

/** Checks the body of a speech request; throws the ApiError that says what is wrong with it first. */
export function parseSpeechRequest(body: unknown, maxTextLength: number): SpeechRequest & { voice: string } {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new ApiError('invalid_value', 'The request body must be a JSON object with model, input and voice.');
  }
  const parsed = speechRequestSchema(maxTextLength).safeParse(body, { reportInput: true });
  if (!parsed.success) throw firstProblem(parsed.error.issues[0]!);
  const request = parsed.data;
  if (!acceptedModels.includes(request.model)) {
    const message = `The model ${JSON.stringify(request.model.slice(0, 64))} does not exist. Use one of ${acceptedModels.join(', ')}.`;
    throw new ApiError('model_not_found', message, { param: 'model' });
  }
  if (request.input.trim() === '')
    throw new ApiError('empty_input', 'The input is empty: give the text to speak.', { param: 'input' });
  const length = [...request.input].length;
  if (length > maxTextLength) {
    const message = `The input has ${length} characters, at most ${maxTextLength} are allowed. Split it into several requests.`;
    throw new ApiError('input_too_long', message, { param: 'input' });
  }
  return { ...request, voice: typeof request.voice === 'string' ? request.voice : request.voice.id };
}

function firstProblem(issue: z.core.$ZodIssue): ApiError {
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!.slice(0, 64);
    return new ApiError('unknown_parameter', `Unknown parameter: ${JSON.stringify(key)}.`, {
      param: [...issue.path, key].join('.'),
    });
  }
  const param = issue.path.join('.');
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return new ApiError('missing_parameter', `Missing required parameter: '${param}'.`, { param });
  }
  if (issue.code === 'invalid_union' && issue.input === undefined) {
    return new ApiError('missing_parameter', `Missing required parameter: '${param}'.`, { param });
  }
  if (param === 'voice') {
    return new ApiError('invalid_value', 'voice must be a string, or an object {"id": string}.', { param });
  }
  return new ApiError('invalid_value', `${param}: ${issue.message}.`, { param });
}
