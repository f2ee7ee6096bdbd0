import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The paths of one model on a volume (docs/architecture.md). */
export interface Places {
  root: string;
  published: string;
  staging: string;
  files: string;
  /** Files that are being received: each holder of the lock has a folder of its own. */
  partial: string;
  /** The same for optional files: the same archive may be wanted by both kinds. */
  optional: string;
}

export const downloads = '.downloads';

/** `holder` names who fills the staging folder. */
export function places(modelPath: string, digest: string, holder = 'none'): Places {
  const staging = join(modelPath, downloads, digest);
  return {
    root: modelPath,
    published: join(modelPath, digest),
    staging,
    files: join(staging, 'files'),
    partial: join(staging, `partial-${holder}`),
    optional: join(staging, `optional-${holder}`),
  };
}

/** Size of a regular file, or undefined when there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const it = await stat(path);
    return it.isFile() ? it.size : undefined;
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** Bytes that an unprivileged process may still write to the volume of a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * Makes a folder and those above it. Node's own recursive way tells ENOENT where a read-only volume says EROFS, and never ends
 * where a folder that is there says ENOENT, as /proc does.
 */
export async function makeFolder(path: string): Promise<void> {
  const isFolder = async (one: string) =>
    stat(one).then(
      (found) => found.isDirectory(),
      () => false,
    );
  try {
    await mkdir(path);
  } catch (error) {
    if (await isFolder(path)) return;
    const above = dirname(path);
    if (!isCode(error, 'ENOENT') || above === path || (await isFolder(above))) throw error;
    await makeFolder(above);
    // Another process may have been first.
    await mkdir(path).catch(async (late: unknown) => {
      if (!(await isFolder(path))) throw late;
    });
  }
}

/** Makes sure that a file or folder survives a lost machine, where the file system can do that for folders. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems know no fsync of a folder.
    if (!isCode(error, 'EINVAL') && !isCode(error, 'ENOTSUP')) throw error;
  } finally {
    await handle.close();
  }
}

/** Writes a small file so that it is on disk when this returns. */
export async function writeSynced(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  const handle = await open(path, 'w', 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Syncs a folder with everything below it, deepest first. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? syncTree(path) : sync(path));
  }
  await sync(folder);
}

export const remove = (path: string) => rm(path, { recursive: true, force: true });

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
