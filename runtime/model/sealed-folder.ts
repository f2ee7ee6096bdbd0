import { open, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256Of } from './file-digest.ts';

/** Holds the sha256 of every other file of its folder. */
const SEAL = 'sha256.json';
const Seal = z.record(z.string(), z.string());

/** Writes the files of a folder through to the disk, and their sha256 beside them. */
export async function sealFolder(folder: string): Promise<void> {
  await writeFile(join(folder, SEAL), JSON.stringify(await digests(folder)));
  for (const name of await readdir(folder)) await sync(join(folder, name));
  await sync(folder);
}

/** What is wrong with a sealed folder, in words; undefined when every file is what it was when it was sealed. */
export async function brokenSeal(folder: string): Promise<string | undefined> {
  try {
    const expected = Seal.parse(JSON.parse(await readFile(join(folder, SEAL), 'utf8')));
    const actual = await digests(folder);
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    const changed = [...names].filter((name) => expected[name] !== actual[name]);
    return changed.length === 0 ? undefined : `${changed.join(', ')} changed`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The sha256 that a file of a sealed folder had when it was sealed; undefined where nothing tells. */
export async function sealedDigest(folder: string, name: string): Promise<string | undefined> {
  try {
    return Seal.parse(JSON.parse(await readFile(join(folder, SEAL), 'utf8')))[name];
  } catch {
    return undefined;
  }
}

async function digests(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of (await readdir(folder)).sort())
    if (name !== SEAL) found[name] = await sha256Of(join(folder, name));
  return found;
}

/** fsync(2), of a folder too: a name is as durable as its folder. */
export async function sync(path: string): Promise<void> {
  await using file = await open(path);
  await file.sync();
}
