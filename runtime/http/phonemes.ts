import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { speechParts } from '../speech-job.ts';
import { segmentParts } from '../synthesize.ts';
import type { ServerDeps } from './deps.ts';
import { errorResponses } from './error-responses.ts';
import { parseSpeechBody, phonemesRequestSchema } from './speech-request.ts';

const Phonemes = z.object({
  language: z.string().meta({ description: 'Of the voice; a tag may name another one for a part of the text' }),
  phonemes: z.string().meta({ description: 'What the model reads, segments joined by a space' }),
  segments: z
    .array(
      z.object({
        language: z.string(),
        text: z.string(),
        phonemes: z.string().meta({ description: 'At most 510 symbols' }),
        tokens: z.array(z.object({ text: z.string(), whitespace: z.string(), phonemes: z.string() })),
      }),
    )
    .meta({
      description:
        'The pieces that are spoken in one go; joining text and whitespace of all tokens gives the input without its tags',
    }),
});

/** POST /v1/audio/phonemes: text to phonemes, as they would be spoken. */
export function registerPhonemes(app: FastifyInstance, deps: ServerDeps): void {
  const { maxTextLength } = deps.config;
  const bodySchema = phonemesRequestSchema(maxTextLength);
  const schema = {
    summary: 'The phonemes of a text',
    tags: ['More than OpenAI'],
    body: z.toJSONSchema(bodySchema, { io: 'input' }),
    response: {
      200: { description: 'OK', content: { 'application/json': { schema: z.toJSONSchema(Phonemes) } } },
      ...errorResponses(400, 401, 404, 413, 415, 500, 503),
    },
  };
  app.post('/v1/audio/phonemes', { schema }, async (request) => {
    const engine = deps.engine();
    const body = parseSpeechBody(bodySchema, request.body, maxTextLength);
    const voice = await engine.voices.load(body.voice);
    const parts = await segmentParts(await speechParts(body.input, voice, engine.voices), engine);
    const segments = parts.flatMap(({ part, segments }) =>
      'text' in part ? segments.map((segment) => ({ language: part.language, ...segment })) : [],
    );
    const phonemes = segments.map((segment) => segment.phonemes).join(' ');
    return { language: voice.language, phonemes, segments } satisfies z.infer<typeof Phonemes>;
  });
}
