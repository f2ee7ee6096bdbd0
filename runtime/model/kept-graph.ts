import { readFile, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredFile } from './file-digest.ts';
import { makeFolder } from './make-folder.ts';
import { preparedFolder } from './prepared-folder.ts';
import { fill, isFolder, preparedModel, preparedName, privateFolder } from './prepared-model.ts';
import type { Warn } from './prepared-model.ts';
import { brokenSeal, copySealed, sealOf, syncAll } from './sealed-folder.ts';

/** Prepared forms that a volume keeps: of two versions for each of three kinds of CPU. */
const MOST_KEPT = 6;

/** Room that a volume must have, in sizes of the model: one for what is kept, the others for the download of a repair. */
const FREE_MODELS = 3;

export interface KeptOptions {
  model: StoredFile;
  /** Folder of the volume that keeps prepared forms, one folder each. */
  volume: string;
  /** The private folder from which the server loads. */
  tempDir: string;
  /** sha256 of the seals of what is kept, by name, from somebody who cannot be deceived by whoever writes to the volume. */
  record: Readonly<Record<string, string>>;
}

/** What the volume keeps. */
export interface Prepared {
  name: string;
  /** sha256 of its seal. */
  seal: string;
}

/** Reads what is on record; nothing where there is no record yet. By hand: every start waits for this module. */
export async function readRecord(file: string): Promise<Record<string, string>> {
  try {
    const entries = Object.entries(JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>);
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {};
  }
}

/**
 * Puts a copy of what the volume keeps into `tempDir`, where a server finds it, if it is to the byte what is on record. Returns its folder
 * when it was copied; undefined when there is nothing on record, or `tempDir` has it already.
 */
export async function takeKept({ model, volume, tempDir, record }: KeptOptions): Promise<string | undefined> {
  const name = preparedName(model);
  const seal = Object.hasOwn(record, name) ? record[name] : undefined;
  if (seal === undefined) return undefined;
  const own = join(await privateFolder(preparedFolder(tempDir)), name);
  if (await isFolder(own)) return undefined;
  await fill(own, (partial) => copySealed(join(volume, name), partial, seal));
  return own;
}

/**
 * Puts the prepared form of a model into `tempDir`: a copy of what the volume keeps, or else it is prepared anew, and kept. Nothing that
 * fails here keeps a server from starting.
 */
export async function prepareFromVolume(options: KeptOptions, warn: Warn): Promise<Prepared | undefined> {
  const { model, volume, tempDir, record } = options;
  const name = preparedName(model);
  const kept = join(volume, name);
  const expected = Object.hasOwn(record, name) ? record[name] : undefined;
  if (expected !== undefined) {
    try {
      await takeKept(options);
      return { name, seal: expected };
    } catch (error) {
      warn(`the prepared model on the volume is not used: ${messageOf(error)}`);
    }
  }
  const made = await preparedModel(model, tempDir, warn);
  if (made === undefined) return undefined;
  const seal = await sealOf(made);
  if (expected !== undefined && expected !== seal) {
    warn(`the prepared model is not kept: its seal is ${seal}, on record is ${expected}`);
    return undefined;
  }
  try {
    await keep(made, kept, seal, model);
    return { name, seal };
  } catch (error) {
    warn(`the prepared model cannot be kept on the volume: ${messageOf(error)}`);
    return undefined;
  }
}

async function keep(made: string, kept: string, seal: string, model: StoredFile): Promise<void> {
  const folder = join(kept, '..');
  makeFolder(folder);
  if (await isKept(kept, seal)) return;
  const [{ size }, { bavail, bsize }] = await Promise.all([stat(model.path), statfs(folder)]);
  if (bavail * bsize < FREE_MODELS * size) throw new Error(`only ${bavail * bsize} bytes are free`);
  await makeRoom(kept);
  await fill(kept, async (partial) => {
    await copySealed(made, partial, seal);
    await syncAll(partial);
    // Whatever bears the name by now is not what it should be.
    const aside = `${partial}.former`;
    await rename(kept, aside).catch(() => undefined);
    await rm(aside, { recursive: true, force: true });
  });
}

async function isKept(kept: string, seal: string): Promise<boolean> {
  const found = await sealOf(kept).catch(() => undefined);
  return found === seal && (await brokenSeal(kept)) === undefined;
}

/** Removes the forms that were kept first. Nobody has them open for longer than it takes to copy them. */
async function makeRoom(kept: string): Promise<void> {
  const folder = join(kept, '..');
  const others = (await readdir(folder)).filter((name) => join(folder, name) !== kept);
  const ages = await Promise.all(others.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  const spare = ages.sort((a, b) => b.at - a.at).slice(MOST_KEPT - 1);
  for (const { name } of spare) await rm(join(folder, name), { recursive: true, force: true });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
