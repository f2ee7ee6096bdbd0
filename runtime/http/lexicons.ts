import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noLexicons, openLexicons } from '../lexicons/library.ts';
import type { LexiconLibrary } from '../lexicons/library.ts';
import type { ServerDeps, ServerParts } from './deps.ts';
import { errorResponses } from './error-responses.ts';

const LexiconList = z.object({
  lexicons: z.array(
    z.object({
      name: z.string().meta({ description: 'What to send in lexicons' }),
      language: z.string().meta({ description: 'BCP 47; en is for every accent of English' }),
      entries: z.number(),
      digest: z.string().meta({ description: 'sha256 of the lexicon, as in the status of its TTSLexicon' }),
      default: z.boolean().meta({ description: 'Whether it is applied to every request' }),
    }),
  ),
});

/** Opens the folder of lexicons that the settings name; what changes in it is logged and counted. */
export async function lexiconsOf({ config, logger, metrics }: ServerParts): Promise<LexiconLibrary> {
  const { lexiconsDir: folder } = config;
  if (folder === undefined) return noLexicons;
  return openLexicons(folder, {
    onLoaded({ name, language, entries, digest }) {
      metrics.lexiconReloads.inc({ result: 'loaded' });
      logger.info({ lexicon: name, language, entries, digest }, 'lexicon loaded');
    },
    onRefused(name, message) {
      metrics.lexiconReloads.inc({ result: 'refused' });
      logger.error({ lexicon: name }, `a lexicon is invalid; its former version stays in use: ${message}`);
    },
    onFailure: (error) => logger.error({ err: error, folder }, 'the lexicons cannot be read'),
    onRead: (refused) => metrics.lexiconsRefused.set(refused),
  });
}

/** GET /v1/audio/lexicons. */
export function registerLexicons(app: FastifyInstance, { lexicons }: Pick<ServerDeps, 'lexicons'>): void {
  const schema = {
    summary: 'The lexicons that a request may name',
    tags: ['More than OpenAI'],
    response: {
      200: { description: 'The lexicons', content: { 'application/json': { schema: z.toJSONSchema(LexiconList) } } },
      ...errorResponses(401, 429),
    },
  };
  app.get('/v1/audio/lexicons', { schema }, async () => {
    const list = lexicons.list().map(({ lexicon: { name, language, entries, digest }, isDefault }) => ({
      ...{ name, language, entries, digest, default: isDefault },
    }));
    return { lexicons: list } satisfies z.infer<typeof LexiconList>;
  });
}
