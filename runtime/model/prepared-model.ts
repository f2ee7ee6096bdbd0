import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { env } from 'onnxruntime-node';
import type { StoredFile } from './store.ts';

// The literal file names let bundlers trace the program, from source (.ts) and from a build (.js).
const program = fileURLToPath(
  import.meta.url.endsWith('.js')
    ? new URL('./prepare-main.js', import.meta.url)
    : new URL('./prepare-main.ts', import.meta.url),
);

/** The version of what prepare-main.ts makes: another one for every change of its result. */
const PREPARATION = 4;

/**
 * The folder of the prepared form of a model below `tempDir`, made on first use; undefined where none can be kept, or the
 * model is not what its sha256 says. A process of its own makes it, since preparing takes several times the memory of the
 * session that comes of it, which a server would hold for ever. The folder's name tells all that its content depends on.
 */
export async function preparedModel(model: StoredFile, tempDir: string): Promise<string | undefined> {
  const folder = join(tempDir, 'prepared');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = await stat(folder);
    if (uid !== process.getuid?.() || (mode & 0o022) !== 0) return undefined;
  } catch {
    return undefined;
  }
  const versions = [model.sha256, PREPARATION, env.versions.node ?? env.versions.common, process.arch];
  const kept = join(folder, versions.join('-'));
  if (await isFolder(kept)) return kept;
  const partial = `${kept}.${process.pid}`;
  try {
    await rm(partial, { recursive: true, force: true }); // of a server that was killed meanwhile
    await mkdir(partial);
    const child = spawn(process.execPath, [program, model.path, model.sha256, partial], { stdio: 'ignore' });
    const [status] = (await once(child, 'exit')) as [number | null];
    if (status !== 0) return undefined;
    await rename(partial, kept);
    return kept;
  } catch {
    return undefined;
  } finally {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
