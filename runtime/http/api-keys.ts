import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { ApiError } from '../errors.ts';

/** How often the folder is read again; a kubelet takes up to a minute to update a mounted Secret anyway. */
const RELOAD_MS = 5_000;

/** Routes that ask for a key; probes, metrics and documentation stay open. */
const GUARDED = /^\/(v1|voices)(\/|$)/;

/** Reads a mounted Secret: every file whose name does not begin with a dot holds one key. */
export async function readApiKeys(folder: string): Promise<Buffer[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return (await stat(path)).isFile() ? (await readFile(path, 'utf8')).trim() : '';
    }),
  );
  return files.filter((key) => key !== '').map(digest);
}

/**
 * Asks for `Authorization: Bearer KEY` on the API's routes. The folder is read again while the server runs; one that
 * cannot be read keeps the keys as they were, and with none at all every request is refused.
 */
export async function registerApiKeys(app: FastifyInstance, folder: string, logger: FastifyBaseLogger): Promise<void> {
  let keys: Buffer[] = [];
  const reload = async () => {
    try {
      keys = await readApiKeys(folder);
      if (keys.length === 0) logger.warn({ folder }, 'no API key is set: every request to the API is refused');
    } catch (error) {
      logger.error({ err: error, folder }, 'the API keys cannot be read');
    }
  };
  await reload();
  const timer = setInterval(() => void reload(), RELOAD_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  app.addHook('onRequest', async (request, reply) => {
    // The matched route, since one path can be written in many ways.
    if (!GUARDED.test(request.routeOptions.url ?? '')) return;
    const given = /^Bearer (\S{1,512})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given !== undefined && isOneOf(digest(given), keys)) return;
    reply.header('www-authenticate', 'Bearer');
    const message =
      given === undefined
        ? 'This server asks for an API key: send the header Authorization: Bearer KEY.'
        : 'The API key is not one of this server.';
    throw new ApiError('invalid_api_key', message);
  });
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Compares with every key, so that the time taken says nothing about any. */
function isOneOf(given: Buffer, keys: readonly Buffer[]): boolean {
  return keys.reduce((found, key) => timingSafeEqual(given, key) || found, false);
}
