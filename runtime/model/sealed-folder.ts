import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from './file-digest.ts';

/** Holds the size and sha256 of every other file of its folder. */
const SEAL = 'seal.json';
const MAX_SEAL_BYTES = 65_536;
type Seal = Record<string, { size: number; sha256: string }>;

/** Writes the files of a folder through to the disk, and their sizes and sha256 beside them. */
export async function sealFolder(folder: string): Promise<void> {
  await writeFile(join(folder, SEAL), JSON.stringify(await digests(folder)));
  await syncAll(folder);
}

/** What is wrong with a sealed folder, in words; undefined when every file is what it was when it was sealed. */
export async function brokenSeal(folder: string): Promise<string | undefined> {
  try {
    const expected = parseSeal((await readPlain(join(folder, SEAL), MAX_SEAL_BYTES)).toString());
    const actual = await digests(folder);
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    const changed = [...names].filter((name) => expected[name]?.sha256 !== actual[name]?.sha256);
    return changed.length === 0 ? undefined : `${changed.join(', ')} changed`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The sha256 that a file of a sealed folder had when it was sealed; undefined where nothing tells. */
export async function sealedDigest(folder: string, name: string): Promise<string | undefined> {
  try {
    return parseSeal(await readFile(join(folder, SEAL), 'utf8'))[name]?.sha256;
  } catch {
    return undefined;
  }
}

/** The sha256 of a folder's seal, which stands for all its files; throws where there is none. */
export async function sealOf(folder: string): Promise<string> {
  return createHash('sha256')
    .update(await readPlain(join(folder, SEAL), MAX_SEAL_BYTES))
    .digest('hex');
}

/**
 * Copies a sealed folder into one that exists, if its seal has this sha256. What is compared with the seal are the very bytes
 * that were written, so that others may write to `from` meanwhile. Throws, with something in `to`, when anything differs.
 */
export async function copySealed(from: string, to: string, seal: string): Promise<void> {
  const bytes = await readPlain(join(from, SEAL), MAX_SEAL_BYTES);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== seal) throw new Error(`${SEAL} has sha256 ${actual} instead of ${seal}`);
  for (const [name, expected] of Object.entries(parseSeal(bytes.toString())))
    await copyFile(join(from, name), join(to, name), expected);
  await writeFile(join(to, SEAL), bytes);
}

/** Throws when a text is not that of a seal. By hand: every start waits for this module, and zod would double its time. */
function parseSeal(text: string): Seal {
  const seal = JSON.parse(text) as Partial<Seal>;
  for (const [name, entry] of Object.entries(seal)) {
    const { size, sha256 } = entry ?? {};
    if (!/^\w[\w.-]*$/.test(name) || !Number.isSafeInteger(size) || !/^[0-9a-f]{64}$/.test(String(sha256)))
      throw new Error(`${SEAL} is not a seal`);
  }
  return seal as Seal;
}

async function copyFile(from: string, to: string, { size, sha256 }: Seal[string]): Promise<void> {
  await using source = await openPlain(from);
  const { size: actual } = await source.stat();
  if (actual !== size) throw new Error(`${from} has ${actual} bytes instead of ${size}`);
  await using target = await open(to, 'wx', 0o600);
  const hash = createHash('sha256');
  const buffer = new Uint8Array(1 << 20);
  for (let at = 0; at < size;) {
    const { bytesRead } = await source.read(buffer, 0, Math.min(buffer.length, size - at));
    if (bytesRead === 0) throw new Error(`${from} ends after ${at} bytes`);
    const piece = buffer.subarray(0, bytesRead);
    hash.update(piece);
    await target.writeFile(piece);
    at += bytesRead;
  }
  const found = hash.digest('hex');
  if (found !== sha256) throw new Error(`${from} has sha256 ${found} instead of ${sha256}`);
}

/** A file itself: no link, which could lead anywhere, and nothing that blocks. */
async function openPlain(path: string) {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Error(`${path} is not a regular file`);
}

async function readPlain(path: string, most: number): Promise<Buffer> {
  await using file = await openPlain(path);
  const { size } = await file.stat();
  if (size > most) throw new Error(`${path} has ${size} bytes, at most ${most} are expected`);
  return file.readFile();
}

async function digests(folder: string): Promise<Seal> {
  const found: Seal = {};
  for (const name of (await readdir(folder)).sort()) {
    if (name === SEAL) continue;
    const path = join(folder, name);
    await using file = await openPlain(path);
    found[name] = { size: (await file.stat()).size, sha256: await sha256Of(file) };
  }
  return found;
}

/** Writes a folder and its files through to the disk. */
export async function syncAll(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await sync(join(folder, name));
  await sync(folder);
}

/** fsync(2), of a folder too: a name is as durable as its folder. */
export async function sync(path: string): Promise<void> {
  await using file = await open(path);
  await file.sync();
}
