import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { BadManifest, manifestDigest, parseManifest, sha256Hex } from './manifest.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import { isCode } from './volume.ts';

/** The marker in a published folder. */
export const marker = z.object({ digest: sha256Hex, publishedAt: z.string(), missing: z.array(z.string()) });
export type Marker = z.infer<typeof marker>;

/** What a published folder is worth. `damaged` names each file that differs, and how. */
export type Check =
  | { state: 'absent' }
  | { state: 'whole'; manifest: Manifest; missing: string[] }
  | { state: 'damaged'; damaged: { path: string; problem: string }[] };

/**
 * Checks a published folder. Fast: its name is the digest of its manifest, the marker fits, every file is there in
 * full size. Full: the digest of every file too. Throws only when the volume itself fails.
 */
export async function check(folder: string, how: 'fast' | 'full', signal?: AbortSignal): Promise<Check> {
  const text = await read(join(folder, 'manifest.json'));
  if (text === undefined) {
    const exists = await lstat(folder).catch(() => undefined);
    return exists ? bad('manifest.json', 'is missing') : { state: 'absent' };
  }
  const manifest = parsed(text);
  if (typeof manifest === 'string') return bad('manifest.json', manifest);
  if (
    createHash('sha256').update(text).digest('hex') !== basename(folder) ||
    manifestDigest(manifest) !== basename(folder)
  ) {
    return bad('manifest.json', 'does not have the digest that its folder is named after');
  }
  const published = readMarker(await read(join(folder, 'published.json')));
  if (!published) return bad('published.json', 'is missing or cannot be read');
  if (published.digest !== basename(folder)) return bad('published.json', 'belongs to another model');
  const optional = new Set(manifest.files.filter((file) => file.optional).map((file) => file.path));
  const missing = published.missing.filter((path) => optional.has(path));
  const damaged: { path: string; problem: string }[] = [];
  for (const file of manifest.files) {
    if (missing.includes(file.path)) continue;
    const problem = await problemOf(join(folder, file.path), file, how, signal);
    if (problem) damaged.push({ path: file.path, problem: problem.words });
  }
  return damaged.length > 0 ? { state: 'damaged', damaged } : { state: 'whole', manifest, missing };
}

/** What a file has instead of what its manifest says; `words` have the file as their subject. */
export interface FileProblem {
  reason: 'NotFound' | 'SizeMismatch' | 'DigestMismatch';
  words: string;
}

/** How a file differs from its manifest entry, or undefined when it does not. */
export async function problemOf(
  path: string,
  file: ManifestFile,
  how: 'fast' | 'full',
  signal?: AbortSignal,
): Promise<FileProblem | undefined> {
  const stat = await lstat(path).catch((error: unknown) => {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return undefined;
    throw error;
  });
  if (!stat) return { reason: 'NotFound', words: 'is missing' };
  if (!stat.isFile()) return { reason: 'SizeMismatch', words: 'is not a regular file' };
  if (stat.size !== file.size)
    return { reason: 'SizeMismatch', words: `has ${stat.size} bytes instead of ${file.size}` };
  if (how === 'fast') return undefined;
  const sha256 = await sha256Of(path, signal);
  if (sha256 === file.sha256) return undefined;
  return { reason: 'DigestMismatch', words: `has sha256 ${sha256} instead of ${file.sha256}` };
}

/** The sha256 of a file, as hex. */
async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const options = { highWaterMark: 1 << 20, ...(signal ? { signal } : {}) };
  for await (const chunk of createReadStream(path, options)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}

function readMarker(text: string | undefined): Marker | undefined {
  try {
    return marker.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

function parsed(text: string): Manifest | string {
  try {
    return parseManifest(text);
  } catch (error) {
    if (error instanceof BadManifest) return 'is not a valid manifest';
    throw error;
  }
}

const bad = (path: string, problem: string): Check => ({ state: 'damaged', damaged: [{ path, problem }] });
