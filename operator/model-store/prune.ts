import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from './manifest.ts';
import { downloads, makeFolder, remove, sync } from './volume.ts';

const isDigest = (name: string) => sha256Hex.safeParse(name).success;

/**
 * Removes the published models and unfinished downloads of a volume but for those to keep, and returns the digests of
 * the models removed. A model leaves by one rename, so that no reader ever sees half of it.
 */
export async function prune(modelPath: string, keep: string[]): Promise<string[]> {
  const kept = new Set(keep);
  const aside = join(modelPath, downloads);
  const removed: string[] = [];
  for (const name of await readdir(modelPath)) {
    if (!isDigest(name) || kept.has(name)) continue;
    await makeFolder(aside);
    await remove(join(aside, `removed-${name}`));
    await rename(join(modelPath, name), join(aside, `removed-${name}`));
    removed.push(name);
  }
  if (removed.length > 0) await sync(modelPath);
  for (const name of await readdir(aside).catch(() => [])) {
    const digest = name.replace(/\.lock.*$/, '');
    if (name.startsWith('removed-') || (isDigest(digest) && !kept.has(digest))) await remove(join(aside, name));
  }
  return removed.sort();
}
