import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { speechParts } from '../speech/speech-job.ts';
import { planSpeech } from '../speech/synthesize.ts';
import { admit } from './admitted-speech.ts';
import { languageOf } from './borrowed-fields.ts';
import { deliver } from './delivery.ts';
import type { ServerDeps } from './deps.ts';
import { errorResponses } from './error-responses.ts';
import { recordOf } from './request-record.ts';
import { parseSpeechBody, phonemesRequestSchema } from './speech-request.ts';
import { asStream } from './spoken-audio.ts';

const Token = z.object({
  text: z.string(),
  whitespace: z.string(),
  phonemes: z.string(),
  kind: z.string().optional().meta({ description: 'With explain: what a rule took the text for, such as date' }),
  words: z.string().optional().meta({ description: 'With explain: the words that a rule made of the text' }),
});

const Phonemes = z.object({
  language: z
    .string()
    .meta({ description: 'Of lang_code or the voice; a tag may name another one for a part of the text' }),
  phonemes: z.string().meta({ description: 'What the model reads, segments joined by a space' }),
  segments: z
    .array(
      z.object({
        language: z.string(),
        text: z.string(),
        phonemes: z.string().meta({ description: 'At most 510 symbols' }),
        tokens: z.array(Token),
      }),
    )
    .meta({
      description:
        'The pieces that are spoken in one go; joining text and whitespace of all tokens gives the input without its tags',
    }),
});

/** POST /v1/audio/phonemes: text to phonemes, as they would be spoken. */
export function registerPhonemes(app: FastifyInstance, deps: ServerDeps): void {
  const { config, admission } = deps;
  const bodySchema = phonemesRequestSchema(config.maxTextLength);
  const schema = {
    summary: 'The phonemes of a text',
    tags: ['More than OpenAI'],
    body: z.toJSONSchema(bodySchema, { io: 'input' }),
    response: {
      200: { description: 'OK', content: { 'application/json': { schema: z.toJSONSchema(Phonemes) } } },
      ...errorResponses(400, 401, 404, 413, 415, 429, 500, 503),
    },
  };
  app.post('/v1/audio/phonemes', { schema }, async (request, reply) => {
    const engine = deps.engine();
    const record = recordOf(request);
    const body = parseSpeechBody(bodySchema, request.body, config);
    record.voice = 'unknown';
    const voice = await engine.voices.load(body.voice);
    record.voice = voice.label;
    const language = languageOf(body.lang_code) ?? voice.language;
    const lexicons = deps.lexicons.forRequest(body.lexicons ?? []);
    const parts = await speechParts(body.script, voice, engine.voices, language, lexicons);
    const ticket = admit(admission, 'text', request);
    const explained = parts.map((part) => ({ ...part, explain: body.explain }));
    const plan = await record.span.during('text', () =>
      planSpeech({ parts: explained, speed: 1 }, engine, record.signal, ticket.deadline),
    );
    const segments = plan.flatMap(({ part, segments }) =>
      'text' in part ? segments.map(({ segment }) => ({ language: part.language, ...segment })) : [],
    );
    const phonemes = segments.map((segment) => segment.phonemes).join(' ');
    const answer = { language, phonemes, segments } satisfies z.infer<typeof Phonemes>;
    ticket.stage = 'delivery';
    reply.type('application/json');
    const stallTimeoutMs = config.stallTimeoutSeconds * 1000;
    const bytes = asStream([Buffer.from(JSON.stringify(answer))]);
    return reply.send(deliver(bytes, request, reply, { ticket, stallTimeoutMs }));
  });
}
