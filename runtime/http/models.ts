import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ServerDeps } from './deps.ts';
import { asksAsElevenLabs, elevenLabsModels } from './elevenlabs-models.ts';
import { errorResponses } from './error-responses.ts';
import { listedModel, models } from './model-names.ts';
import { noSuchModel } from './speech-request.ts';

const Model = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.int(),
  owned_by: z.string(),
  description: z.string(),
});
const ModelList = z.object({
  object: z.literal('list'),
  data: z.array(Model),
  models: z.array(z.object({ id: z.string(), description: z.string() })),
});

/** When Kokoro-82M v1.0 was published, 2025-01-27, in Unix seconds. */
const CREATED = 1_737_936_000;

/** GET /v1/models, GET /v1/models/{id}, and the list at GET /v1/audio/models, where Open WebUI looks for it. */
export function registerModels(app: FastifyInstance, { config }: ServerDeps): void {
  const data = models.map(({ id, description }) => ({
    id,
    object: 'model',
    created: CREATED,
    owned_by: 'hexgrad',
    description,
  }));
  const json = (schema: z.ZodType) => ({
    description: 'OK',
    content: { 'application/json': { schema: z.toJSONSchema(schema) } },
  });
  const list = (summary: string, tag: string) => ({
    schema: { summary, tags: [tag], response: { 200: json(ModelList) } },
  });
  app.get('/v1/models', list('Models; for SDKs of ElevenLabs in the form of theirs', 'OpenAI'), async ({ headers }) =>
    asksAsElevenLabs(headers) ? elevenLabsModels(config.maxTextLength) : { object: 'list', data, models },
  );
  app.get('/v1/audio/models', list('The same list', 'More than OpenAI'), async () => ({
    object: 'list',
    data,
    models,
  }));
  app.get<{ Params: { id: string } }>(
    '/v1/models/:id',
    {
      schema: {
        summary: 'One model',
        tags: ['OpenAI'],
        params: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
        response: { 200: json(Model), ...errorResponses(404) },
      },
    },
    async (request) => {
      const name = listedModel(request.params.id);
      const model = data.find(({ id }) => id === name);
      if (model) return model;
      throw noSuchModel(request.params.id);
    },
  );
}
