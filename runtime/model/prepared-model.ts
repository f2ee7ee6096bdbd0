import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { cpuFeatures } from './cpu-features.ts';
import { env } from './onnxruntime.ts';
import { preparedFolder, preparedFor } from './prepared-folder.ts';
import type { Device } from './prepared-folder.ts';
import { brokenSeal, sync } from './sealed-folder.ts';
import { makeFolder } from './make-folder.ts';
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

/** The name of a model's prepared form: all that its content depends on. */
export function preparedName(model: StoredFile, device: Device = 'cpu'): string {
  const features = createHash('sha256').update(cpuFeatures()).digest('hex').slice(0, 12);
  const version = env.versions.node ?? env.versions.common;
  return [preparedFor(model.sha256, device), PREPARATION, version, process.arch, features].join('-');
}

/**
 * The folder of the prepared form of a model below `tempDir`, made on first use and whole to the byte; undefined, with a
 * warning, where none can be had. A process of its own makes it, since preparing takes several times the memory of the
 * session that comes of it, which a server would hold for ever.
 */
export async function preparedModel(
  model: StoredFile,
  tempDir: string,
  warn: Warn,
  device: Device = 'cpu',
): Promise<string | undefined> {
  const folder = preparedFolder(tempDir);
  try {
    const kept = join(await privateFolder(folder), preparedName(model, device));
    if (await isFolder(kept)) {
      const problem = await brokenSeal(kept);
      if (problem === undefined) return kept;
      warn(`preparing the model again: ${problem}`);
      await rm(kept, { recursive: true, force: true });
    }
    await fill(kept, (partial) => prepare(model, device, partial));
    return kept;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    warn(
      `cannot keep the prepared model in ${folder}, so every start prepares it again: ${message}. Check TTS_TEMP_DIR`,
    );
    return undefined;
  }
}

/** Makes a folder that nobody else can write to; throws where there is another one. */
export async function privateFolder(folder: string): Promise<string> {
  makeFolder(folder, 0o700);
  const { uid, gid, mode } = await stat(folder);
  // The kubelet lets the group of a volume write to all of it (fsGroup), which is this process' own group.
  const others = gid === process.getgid?.() ? 0o002 : 0o022;
  if (uid !== process.getuid?.() || (mode & others) !== 0)
    throw new Error(`${folder} belongs to another user or is writable by others`);
  if ((mode & 0o020) !== 0) await chmod(folder, 0o700);
  return folder;
}

/** Makes a folder appear by one rename once it is filled. */
export async function fill(folder: string, make: (partial: string) => Promise<void>): Promise<void> {
  await removeAbandoned(folder);
  const partial = await mkdtemp(`${folder}.`);
  try {
    await make(partial);
    // Another process may have been first.
    await rename(partial, folder).catch(async (error: unknown) => {
      if (!(await isFolder(folder))) throw error;
    });
    await sync(join(folder, '..'));
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function prepare(model: StoredFile, device: Device, partial: string): Promise<void> {
  const child = spawn(process.execPath, [program, model.path, model.sha256, partial, device], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const [errors, [status]] = await Promise.all([text(child.stderr), exit]);
  if (status !== 0) throw new Error(`preparing it ended with ${status}: ${errors.trim().slice(-500)}`);
}

async function removeAbandoned(kept: string): Promise<void> {
  const folder = join(kept, '..');
  const partial = (await readdir(folder)).filter((name) => name.startsWith(`${basename(kept)}.`));
  for (const path of partial.map((name) => join(folder, name))) {
    if (Date.now() - (await stat(path)).mtimeMs > ABANDONED_MS) await rm(path, { recursive: true, force: true });
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
