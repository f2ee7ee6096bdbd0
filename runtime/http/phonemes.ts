import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ServerDeps } from './deps.ts';
import { errorResponses } from './error-responses.ts';
import { parseSpeechBody, phonemesRequestSchema } from './speech-request.ts';

const Phonemes = z.object({
  language: z.string(),
  phonemes: z.string().meta({ description: 'What the model reads, segments joined by a space' }),
  segments: z
    .array(
      z.object({
        text: z.string(),
        phonemes: z.string().meta({ description: 'At most 510 symbols' }),
        tokens: z.array(z.object({ text: z.string(), whitespace: z.string(), phonemes: z.string() })),
      }),
    )
    .meta({
      description: 'The pieces that are spoken in one go; joining text and whitespace of all tokens gives the input',
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
    const { language } = await engine.voices.load(body.voice);
    const segments = await engine.segments(body.input, language);
    const phonemes = segments.map((segment) => segment.phonemes).join(' ');
    return { language, phonemes, segments } satisfies z.infer<typeof Phonemes>;
  });
}
