import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import { isUpgrade } from './upgrade.ts';

/** How often the folder is read again; a kubelet takes up to a minute to update a mounted Secret anyway. */
const RELOAD_MS = 5_000;

/** What a caller can send in a header: one word of ASCII. */
const KEY = /^[\x21-\x7e]{1,512}$/;

export interface ApiKeys {
  /** sha256 of each key. */
  keys: Buffer[];
  /** Files that hold something else than one key. */
  unusable: string[];
}

/** Reads a mounted Secret: every file whose name does not begin with a dot holds one key, white space around it aside. */
async function readApiKeys(folder: string): Promise<ApiKeys> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const found: ApiKeys = { keys: [], unusable: [] };
  for (const name of names.sort()) {
    const path = join(folder, name);
    const key = (await stat(path)).isFile() ? (await readFile(path, 'utf8')).trim() : '';
    if (KEY.test(key)) found.keys.push(digest(key));
    else if (key !== '') found.unusable.push(name);
  }
  return found;
}

/**
 * The key that a request gives, however the scheme is written (RFC 9110 section 11.1): `Bearer`, or `Token` as Deepgram's clients
 * have it; in a header of ElevenLabs; or, for scripts in browsers, as the second subprotocol of a WebSocket, in base64url after `base64url`:
 * few signs may be in a subprotocol.
 */
export function givenKey({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const key = headers['xi-api-key'] ?? headers['x-api-key'];
  const protocols = headers['sec-websocket-protocol'] ?? '';
  const coded = /^base64url *, *([\w-]{1,684})$/.exec(protocols)?.[1];
  const decoded = coded === undefined ? '' : Buffer.from(coded, 'base64url').toString('latin1');
  return (
    /^(?:Bearer|Token) +([\x21-\x7e]{1,512})$/i.exec(headers.authorization ?? '')?.[1] ??
    (typeof key === 'string' && KEY.test(key) ? key : undefined) ??
    (KEY.test(decoded) ? decoded : undefined) ??
    /^(?:bearer|token) *, *([\x21-\x7e]{1,512})$/i.exec(protocols)?.[1]
  );
}

/** Whether a key is one of the server's. */
export type AcceptsKey = (key: string) => boolean;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the key may come in the first message of a WebSocket, which then has to be checked. */
    keyMayFollow?: boolean;
  }
}

/**
 * Asks for `Authorization: Bearer KEY` on every route of this scope. The folder is read again while the server runs; one that
 * cannot be read keeps the keys as they were, and with none at all every request is refused.
 */
export async function registerApiKeys(
  app: FastifyInstance,
  folder: string,
  logger: FastifyBaseLogger,
): Promise<AcceptsKey> {
  let keys: Buffer[] = [];
  let reported = '';
  const reload = async () => {
    try {
      const found = await readApiKeys(folder);
      keys = found.keys;
      const unusable = found.unusable.join(', ');
      if (unusable !== reported && unusable !== '')
        logger.error(
          { folder },
          `unusable API key files (a key is one word of at most 512 ASCII characters): ${unusable}`,
        );
      reported = unusable;
      if (keys.length === 0) logger.warn({ folder }, 'there are no API keys: all API requests are rejected');
    } catch (error) {
      logger.error({ err: error, folder }, 'the API keys cannot be read');
    }
  };
  await reload();
  const timer = setInterval(() => void reload(), RELOAD_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  app.addHook('onRequest', async (request, reply) => {
    const given = givenKey(request);
    if (given === undefined && request.routeOptions.config.keyMayFollow && isUpgrade(request)) return;
    if (given !== undefined && isOneOf(digest(given), keys)) return;
    reply.header('www-authenticate', 'Bearer');
    const message =
      given === undefined
        ? 'This server requires an API key. Send the header Authorization: Bearer KEY.'
        : 'The API key is not valid for this server.';
    throw new ApiError('invalid_api_key', message);
  });
  return (key) => isOneOf(digest(key), keys);
}

/** A key as it is compared and counted: never itself. */
export function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Compares with every key, so that the time taken says nothing about any. */
function isOneOf(given: Buffer, keys: readonly Buffer[]): boolean {
  return keys.reduce((found, key) => timingSafeEqual(given, key) || found, false);
}
