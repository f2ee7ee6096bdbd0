import { watch } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError } from '../errors.ts';
import { LexiconError, parseLexicon } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';

/** A folder is read again this often even without news of a change, which some file systems do not give. */
const POLL_MS = 5_000;
/** A mounted ConfigMap changes in several steps. */
const SETTLE_MS = 100;

const MAX_LEXICONS = 64;
const MAX_FILE_BYTES = 1_048_576;
const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The file that lists the lexicons for every request, one name a line, the most important first. */
const DEFAULTS = 'defaults';

export interface LexiconEvents {
  onLoaded(lexicon: Lexicon): void;
  /** A file that cannot be used: what it held before stays in use. `message` names the entry. */
  onRefused(name: string, message: string): void;
  /** The folder was read: so many files hold something that is not in use. */
  onRead(refused: number): void;
  /** The folder cannot be read. */
  onFailure(error: Error): void;
}

/** The lexicons that there are. */
export interface LexiconLibrary {
  /** In the order of their names; `isDefault`: applied to every request. */
  list(): { lexicon: Lexicon; isDefault: boolean }[];
  /** Those for a request: the ones that it names in their order, then the defaults. Throws ApiError `unknown_lexicon`. */
  forRequest(names: readonly string[]): Lexicon[];
  close(): void;
}

/** A library of no lexicons. */
export const noLexicons: LexiconLibrary = {
  list: () => [],
  forRequest: (names) => names.map((name): never => unknown(name, [])),
  close: () => undefined,
};

/** Reads the lexicons `NAME.json` of a folder, and again whenever it changes; a folder that cannot be read keeps what was there. */
export async function openLexicons(folder: string, events: LexiconEvents): Promise<LexiconLibrary> {
  let held = new Map<string, Lexicon>();
  let defaults: string[] = [];
  let refused = new Map<string, string>();
  /** What each file was when it was last read. */
  let versions = new Map<string, string>();

  async function read(): Promise<void> {
    const names = (await readdir(folder)).filter((file) => file.endsWith('.json') && !file.startsWith('.')).sort();
    const next = {
      held: new Map<string, Lexicon>(),
      refused: new Map<string, string>(),
      versions: new Map<string, string>(),
    };
    if (names.length > MAX_LEXICONS)
      next.refused.set(DEFAULTS, `the folder holds ${names.length} lexicons, of which ${MAX_LEXICONS} are used`);
    for (const file of names.slice(0, MAX_LEXICONS)) {
      const name = file.slice(0, -'.json'.length);
      const { size, mtimeMs, ino } = await stat(join(folder, file));
      const version = `${size} ${mtimeMs} ${ino}`;
      const last = held.get(name);
      const found = versions.get(name) === version ? (refused.get(name) ?? last) : await load(name, size);
      const lexicon = typeof found === 'object' ? found : last;
      next.versions.set(name, version);
      if (lexicon) next.held.set(name, lexicon);
      if (typeof found === 'string') next.refused.set(name, found);
    }
    const nextDefaults = await defaultNames();
    const before = { held, refused };
    ({ held, refused, versions } = next);
    defaults = nextDefaults;
    events.onRead(refused.size);
    for (const [name, lexicon] of held) if (before.held.get(name)?.digest !== lexicon.digest) events.onLoaded(lexicon);
    for (const [name, message] of refused) if (before.refused.get(name) !== message) events.onRefused(name, message);
  }

  /** The lexicon in a file, or what is wrong with it. */
  async function load(name: string, size: number): Promise<Lexicon | string> {
    if (!NAME.test(name)) return 'the name must be lower-case letters, digits and hyphens, at most 63';
    if (size > MAX_FILE_BYTES) return `the file has ${size} bytes (limit ${MAX_FILE_BYTES})`;
    try {
      return parseLexicon(name, await readFile(join(folder, `${name}.json`)));
    } catch (error) {
      if (error instanceof LexiconError) return error.message;
      throw error;
    }
  }

  async function defaultNames(): Promise<string[]> {
    const text = await readFile(join(folder, DEFAULTS), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return [...new Set(text.split('\n').map((name) => name.trim()))].filter((name) => name !== '');
  }

  let reading = Promise.resolve();
  const reload = (): Promise<void> =>
    (reading = reading.then(() => read().catch((error: Error) => events.onFailure(error))));
  await reload();
  const watching = watched(folder, () => void reload());
  return {
    list: () =>
      [...held.values()]
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((lexicon) => ({ lexicon, isDefault: defaults.includes(lexicon.name) })),
    forRequest(names) {
      const asked = names.map((name) => held.get(name) ?? unknown(name, [...held.keys()]));
      return [...new Set([...asked, ...defaults.flatMap((name) => held.get(name) ?? [])])];
    },
    close: watching,
  };
}

/** Calls back soon after each change of a folder, and every few seconds; returns what ends it. */
function watched(folder: string, onChange: () => void): () => void {
  let soon: NodeJS.Timeout | undefined;
  const poll = setInterval(onChange, POLL_MS).unref();
  const news = () => {
    clearTimeout(soon);
    soon = setTimeout(onChange, SETTLE_MS).unref();
  };
  let watcher: ReturnType<typeof watch> | undefined;
  try {
    watcher = watch(folder, { persistent: false }, news);
    watcher.on('error', () => watcher?.close());
  } catch {
    // A folder that cannot be watched is polled.
  }
  return () => {
    clearInterval(poll);
    clearTimeout(soon);
    watcher?.close();
  };
}

function unknown(name: string, known: string[]): never {
  const has = known.length === 0 ? 'It has none.' : `It has ${known.sort().join(', ')}.`;
  const message = `The server has no lexicon ${JSON.stringify(name.slice(0, 64))}. ${has}`;
  throw new ApiError('unknown_lexicon', message, { param: 'lexicons' });
}
