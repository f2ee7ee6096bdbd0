import type { FastifyInstance } from 'fastify';
import { registerApiKeys } from './api-keys.ts';
import type { AcceptsKey } from './api-keys.ts';
import type { ServerDeps } from './deps.ts';
import { registerRateLimit } from './rate-limit.ts';
import type { CountRequest } from './rate-limit.ts';
import { countRoutes } from './request-record.ts';

/** Registers routes in a scope, whose hooks they get. */
export type Routes = (scope: FastifyInstance) => void;

/** What routes need that get several requests over one connection. */
export interface Guards {
  /** Set when the server asks for keys. */
  acceptsKey: AcceptsKey | undefined;
  /** Set when it limits the rate of requests. */
  countRequest: CountRequest | undefined;
}

/**
 * Registers the routes of the API. Each asks for a key where the server has keys, but for `lists` with TTS_KEYLESS_LISTS. The
 * `counted` ones speak or read text: they are counted as well, and limited by TTS_RATE_LIMIT.
 */
export async function registerGuarded(
  app: FastifyInstance,
  { config, logger }: Pick<ServerDeps, 'config' | 'logger'>,
  {
    lists,
    keyed,
    counted,
  }: { lists: Routes; keyed: Routes; counted: (scope: FastifyInstance, guards: Guards) => void },
): Promise<void> {
  const { apiKeysDir: folder, keylessLists, rateLimit } = config;
  if (keylessLists) lists(app);
  await app.register(async (guarded) => {
    const acceptsKey = folder === undefined ? undefined : await registerApiKeys(guarded, folder, logger);
    if (!keylessLists) lists(guarded);
    keyed(guarded);
    await guarded.register(async (scope) => {
      countRoutes(scope);
      const countRequest = rateLimit > 0 ? await registerRateLimit(scope, rateLimit, folder !== undefined) : undefined;
      counted(scope, { acceptsKey, countRequest });
    });
  });
}
