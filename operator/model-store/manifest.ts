import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What a file of a model is for. */
export const roles = ['model', 'vocabulary', 'voice', 'lexicon', 'other'] as const;
export type Role = (typeof roles)[number];

/** Names the store itself writes into a published folder. */
const reserved = new Set(['manifest.json', 'published.json']);

/** A file's place in a model: relative, forward slashes, no segment that starts with a dot. */
export const filePath = z
  .string()
  .max(200)
  .regex(
    /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/,
    'a relative path such as voices/af_heart.bin',
  )
  .refine((path) => !reserved.has(path), 'manifest.json and published.json are reserved names');

/** 64 lower-case hex characters. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 as 64 lower-case hex characters');

/** The name of a model or precision. */
export const fileName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'letters, digits, dot, dash and underscore');

const manifestFile = z.strictObject({
  path: filePath,
  size: z.int().nonnegative(),
  sha256: sha256Hex,
  role: z.enum(roles),
  optional: z.literal(true).optional(),
});

const manifestShape = z.strictObject({
  schemaVersion: z.literal(1),
  name: fileName,
  precision: fileName,
  files: z.array(manifestFile).min(1).max(2000),
});

/** Every file of one model in one precision, with its size and sha256; where it comes from is told elsewhere. */
export interface Manifest {
  schemaVersion: 1;
  name: string;
  precision: string;
  files: ManifestFile[];
}

/** One file of a model. An `optional` file may be missing from a published folder. */
export interface ManifestFile {
  path: string;
  size: number;
  sha256: string;
  role: Role;
  optional?: true;
}

/** Manifest text that cannot be used; the message names the field. */
export class BadManifest extends Error {
  override name = 'BadManifest';
}

const byPath = (a: ManifestFile, b: ManifestFile) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/** The one way to write a manifest: keys in a fixed order, files by path, no white space, newline at the end. */
export function manifestText(manifest: Manifest): string {
  const { schemaVersion, name, precision } = manifest;
  const files = manifest.files
    .map(({ path, size, sha256, role, optional }) => ({ path, size, sha256, role, ...(optional ? { optional } : {}) }))
    .sort(byPath);
  return `${JSON.stringify({ schemaVersion, name, precision, files })}\n`;
}

/** The sha256 of the manifest's canonical bytes, as hex: the model's identity and its folder's name. */
export function manifestDigest(manifest: Manifest): string {
  return createHash('sha256').update(manifestText(manifest)).digest('hex');
}

/** Reads a manifest; throws BadManifest when it is not one, repeats a path, or nests a file below another file. */
export function parseManifest(text: string): Manifest {
  const parsed = manifestShape.safeParse(json(text));
  if (!parsed.success) throw new BadManifest(`the manifest is invalid: ${z.prettifyError(parsed.error)}`);
  const paths = new Set<string>();
  for (const { path } of parsed.data.files) {
    if (paths.has(path)) throw new BadManifest(`the manifest names ${path} twice`);
    paths.add(path);
  }
  for (const path of paths) {
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      if (paths.has(path.slice(0, at)))
        throw new BadManifest(`${path.slice(0, at)} is both a file and a folder (of ${path})`);
    }
  }
  return { ...parsed.data, files: parsed.data.files.map(plainFile) };
}

/** Bytes of all files, optional ones included. */
export function manifestBytes(manifest: Manifest): number {
  return manifest.files.reduce((sum, file) => sum + file.size, 0);
}

function plainFile({ optional, ...file }: z.infer<typeof manifestFile>): ManifestFile {
  return optional ? { ...file, optional } : file;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadManifest('the manifest is not JSON');
  }
}
