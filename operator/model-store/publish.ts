import { link, readdir, readFile, rename } from 'node:fs/promises';
import { copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { manifestText, parseManifest, sha256Hex } from './manifest.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import { problemOf } from './verify.ts';
import { isCode, makeFolder, remove, sync, syncTree, writeSynced } from './volume.ts';
import type { Places } from './volume.ts';

/** Makes the staged files the published model: everything is synced first, then one rename makes it appear. */
export async function publish(
  manifest: Manifest,
  digest: string,
  missing: string[],
  at: Places,
  now: Date,
): Promise<void> {
  await writeSynced(join(at.files, 'manifest.json'), manifestText(manifest));
  await writeMarker(at.files, digest, missing, now);
  await syncTree(at.files);
  await rename(at.files, at.published);
  await sync(at.root);
  await remove(at.staging);
}

/** Takes a published model back into staging, so that it is whole or absent while it is repaired. */
export async function unpublish(at: Places): Promise<void> {
  await remove(at.files);
  await makeFolder(at.staging);
  await rename(at.published, at.files);
  await sync(at.root);
}

/** Adds optional files that came later to a published model; the marker is replaced in one step. */
export async function addOptional(files: ManifestFile[], digest: string, missing: string[], at: Places, now: Date) {
  for (const { path } of files) {
    const to = join(at.published, path);
    await makeFolder(dirname(to));
    await sync(join(at.files, path));
    await rename(join(at.files, path), to);
    await sync(dirname(to));
  }
  await writeMarker(at.files, digest, missing, now);
  await rename(join(at.files, 'published.json'), join(at.published, 'published.json'));
  await sync(at.published);
  await remove(at.staging);
}

async function writeMarker(folder: string, digest: string, missing: string[], now: Date): Promise<void> {
  const marker = { digest, publishedAt: now.toISOString(), missing: [...missing].sort() };
  await writeSynced(join(folder, 'published.json'), `${JSON.stringify(marker)}\n`);
}

/**
 * Makes the partial files of an earlier holder this one's. A silent one may only be frozen and still write to files that it has open, or
 * under the names that it knows: then they are copied, and its own are removed.
 */
export async function inherit(at: Places, former: 'ended' | 'silent'): Promise<void> {
  const names = await readdir(at.staging).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  });
  for (const [kind, to] of [
    ['partial', at.partial],
    ['optional', at.optional],
  ] as const) {
    const [last, ...others] = names
      .filter((name) => new RegExp(`^${kind}(-|$)`).test(name))
      .map((name) => join(at.staging, name));
    for (const other of others) await remove(other);
    if (last === undefined) continue;
    if (former === 'ended') await rename(last, to);
    else await moveCopied(last, to);
  }
}

async function moveCopied(from: string, to: string): Promise<void> {
  const aside = `${from}.former`;
  await remove(aside);
  await rename(from, aside);
  await makeFolder(to);
  for (const name of await readdir(aside)) {
    const [old, own] = [join(aside, name), join(to, name)];
    if (name.endsWith('.part')) await copyFile(old, own).catch(async () => remove(own));
    else if (!name.endsWith('.new')) await rename(old, own);
  }
  await remove(aside);
}

/** Sorts out the staging folder: keeps the files that are verified, deletes all others, and returns those to fetch. */
export async function inventory(files: ManifestFile[], at: Places): Promise<ManifestFile[]> {
  const wanted: ManifestFile[] = [];
  for (const file of files) {
    const path = join(at.files, file.path);
    if (!(await problemOf(path, file, 'full'))) continue;
    await remove(path);
    wanted.push(file);
  }
  return wanted;
}

/** Takes files from other models on the same volume (another precision shares its voices), and returns the rest. */
export async function reuse(files: ManifestFile[], at: Places): Promise<ManifestFile[]> {
  if (files.length === 0) return files;
  const here = await publishedFiles(at);
  const rest: ManifestFile[] = [];
  for (const file of files) {
    const from = here.get(file.sha256);
    const to = join(at.files, file.path);
    if (!from || (await problemOf(from, file, 'full'))) {
      rest.push(file);
      continue;
    }
    await makeFolder(dirname(to));
    await link(from, to).catch(() => copyFile(from, to));
    if (await problemOf(to, file, 'full')) {
      await remove(to);
      rest.push(file);
    }
  }
  return rest;
}

async function publishedFiles(at: Places): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  for (const name of await readdir(at.root)) {
    const folder = join(at.root, name);
    if (!sha256Hex.safeParse(name).success || folder === at.published) continue;
    try {
      const manifest = parseManifest(await readFile(join(folder, 'manifest.json'), 'utf8'));
      for (const file of manifest.files) paths.set(file.sha256, join(folder, file.path));
    } catch (error) {
      if (isCode(error, 'EIO')) throw error;
    }
  }
  return paths;
}
