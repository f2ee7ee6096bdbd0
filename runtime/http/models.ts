import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiError } from '../errors.ts';
import { errorResponses } from './error-responses.ts';
import { acceptedModels, models } from './model-names.ts';

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

/** GET /v1/models and GET /v1/models/{id}. */
export function registerModels(app: FastifyInstance): void {
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
  app.get(
    '/v1/models',
    { schema: { summary: 'Models', tags: ['OpenAI'], response: { 200: json(ModelList) } } },
    async () => {
      return { object: 'list', data, models };
    },
  );
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
      const model = data.find(({ id }) => id === request.params.id);
      if (model) return model;
      const message = `The model ${JSON.stringify(request.params.id.slice(0, 64))} does not exist. Use one of ${acceptedModels.join(', ')}.`;
      throw new ApiError('model_not_found', message, { param: 'model' });
    },
  );
}
