import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { env } from './onnxruntime.ts';
import { preparedFolder } from './prepared-folder.ts';
import { brokenSeal, sync } from './sealed-folder.ts';
import type { StoredFile } from './file-digest.ts';

// The literal file names let bundlers trace the program, from source (.ts) and from a build (.js).
const program = fileURLToPath(
  import.meta.url.endsWith('.js')
    ? new URL('./prepare-main.js', import.meta.url)
    : new URL('./prepare-main.ts', import.meta.url),
);

/** Told in words why a start takes longer than it could. */
export type Warn = (message: string) => void;

/** The version of what prepare-main.ts makes: another one for every change of its result. */
const PREPARATION = 9;

/** A folder that is this old and still partial belongs to a server that was killed. */
const ABANDONED_MS = 600_000;

/**
 * The folder of the prepared form of a model below `tempDir`, made on first use and whole to the byte; undefined, with a
 * warning, where none can be had. A process of its own makes it, since preparing takes several times the memory of the
 * session that comes of it, which a server would hold for ever. The folder's name tells all that its content depends on.
 */
export async function preparedModel(model: StoredFile, tempDir: string, warn: Warn): Promise<string | undefined> {
  const folder = preparedFolder(tempDir);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = await stat(folder);
    if (uid !== process.getuid?.() || (mode & 0o022) !== 0)
      throw new Error(`${folder} belongs to another user or is writable by others`);
    const versions = [model.sha256, PREPARATION, env.versions.node ?? env.versions.common, process.arch];
    const kept = join(folder, versions.join('-'));
    if (await isFolder(kept)) {
      const problem = await brokenSeal(kept);
      if (problem === undefined) return kept;
      warn(`preparing the model again: ${problem}`);
      await rm(kept, { recursive: true, force: true });
    }
    await prepare(model, kept);
    return kept;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    warn(`cannot keep the prepared model in ${folder}, so every start prepares it again: ${message}`);
    return undefined;
  }
}

async function prepare(model: StoredFile, kept: string): Promise<void> {
  await removeAbandoned(kept);
  const partial = await mkdtemp(`${kept}.`);
  try {
    const child = spawn(process.execPath, [program, model.path, model.sha256, partial], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const exit = once(child, 'exit') as Promise<[number | null]>;
    const [errors, [status]] = await Promise.all([text(child.stderr), exit]);
    if (status !== 0) throw new Error(`preparing it ended with ${status}: ${errors.trim().slice(-500)}`);
    // Another process may have been first.
    await rename(partial, kept).catch(async (error: unknown) => {
      if (!(await isFolder(kept))) throw error;
    });
    await sync(join(kept, '..'));
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function removeAbandoned(kept: string): Promise<void> {
  const folder = join(kept, '..');
  const partial = (await readdir(folder)).filter((name) => name.startsWith(`${basename(kept)}.`));
  for (const path of partial.map((name) => join(folder, name))) {
    if (Date.now() - (await stat(path)).mtimeMs > ABANDONED_MS) await rm(path, { recursive: true, force: true });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
