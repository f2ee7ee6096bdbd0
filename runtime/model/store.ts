import { createHash } from 'node:crypto';
import { open, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from './file-digest.ts';
import type { StoredFile } from './file-digest.ts';
import { SHA256, parseManifest } from './manifest.ts';
import type { Manifest, ManifestFile } from './manifest.ts';

/** A published model on disk whose manifest is genuine and whose files have the right sizes. */
export interface ModelStore {
  readonly digest: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Paths of optional files that were not published. */
  readonly missing: ReadonlySet<string>;
  /** Bytes of one file of the manifest, after checking their sha256. */
  read(path: string): Promise<Uint8Array>;
  /** Absolute path of one file of the manifest, whose bytes have not been looked at, and the sha256 they must have. */
  file(path: string): StoredFile;
  /** Checks the sha256 of one file of the manifest without loading it into memory; throws ModelStoreError. */
  verify(path: string): Promise<void>;
}

export type StoreProblem =
  'ModelPathMissing' | 'ModelNotPublished' | 'ManifestMismatch' | 'FileMissing' | 'FileMismatch';

/** Why a model folder cannot be served; `reason` is what /readyz reports. */
export class ModelStoreError extends Error {
  readonly reason: StoreProblem;
  constructor(reason: StoreProblem, message: string) {
    super(message);
    this.name = 'ModelStoreError';
    this.reason = reason;
  }
}

/** Opens `<modelPath>/<digest>`, or the only published model when no digest is given; throws ModelStoreError. */
export async function openModelStore(modelPath: string, digest?: string): Promise<ModelStore> {
  const name = digest ?? (await onlyPublished(modelPath));
  const folder = join(modelPath, name);
  const manifestBytes = await readFile(join(folder, 'manifest.json')).catch(() => {
    throw new ModelStoreError('ModelNotPublished', `no model is published at ${folder}`);
  });
  if (createHash('sha256').update(manifestBytes).digest('hex') !== name) {
    throw new ModelStoreError(
      'ManifestMismatch',
      `${folder}/manifest.json does not match the name of its folder, which is its sha256`,
    );
  }
  const manifest = parseManifest(manifestBytes);
  const missing = new Set<string>();
  for (const file of manifest.files) {
    if (!(await hasRightSize(folder, file))) missing.add(file.path);
  }
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  const entry = (path: string): ManifestFile => {
    const file = files.get(path);
    if (!file || missing.has(path))
      throw new ModelStoreError('FileMissing', `${path} is not a file of the model at ${folder}`);
    return file;
  };
  return {
    digest: name,
    folder,
    manifest,
    missing,
    async read(path) {
      const file = entry(path);
      const bytes = await readFile(join(folder, path)).catch((error: unknown) => {
        throw new ModelStoreError('FileMissing', `${join(folder, path)} cannot be read: ${String(error)}`);
      });
      requireDigest(folder, file, createHash('sha256').update(bytes).digest('hex'));
      return bytes;
    },
    file: (path) => ({ path: join(folder, path), sha256: entry(path).sha256 }),
    async verify(path) {
      await using file = await open(join(folder, path));
      requireDigest(folder, entry(path), await sha256Of(file));
    },
  };
}

function requireDigest(folder: string, file: ManifestFile, actual: string): void {
  if (actual === file.sha256) return;
  throw new ModelStoreError(
    'FileMismatch',
    `${join(folder, file.path)} has sha256 ${actual}, but the manifest says ${file.sha256}`,
  );
}

async function onlyPublished(modelPath: string): Promise<string> {
  const names = await readdir(modelPath).catch(() => {
    throw new ModelStoreError(
      'ModelPathMissing',
      `${modelPath} does not exist; set TTS_MODEL_PATH to the folder of published models`,
    );
  });
  const published = names.filter((name) => SHA256.test(name));
  if (published.length === 1 && published[0]) return published[0];
  throw new ModelStoreError(
    'ModelNotPublished',
    published.length === 0
      ? `no model is published in ${modelPath} yet`
      : `${modelPath} holds ${published.length} models; set TTS_MODEL_DIGEST to one of ${published.join(', ')}`,
  );
}

/** True when the file is there with its size; false when it is optional and absent; anything else throws. */
async function hasRightSize(folder: string, file: ManifestFile): Promise<boolean> {
  const path = join(folder, file.path);
  const size = await stat(path).then(
    (info) => info.size,
    () => undefined,
  );
  if (size === file.size) return true;
  if (size === undefined && file.optional) return false;
  if (size === undefined) throw new ModelStoreError('FileMissing', `${path} is missing`);
  throw new ModelStoreError('FileMismatch', `${path} has ${size} bytes, but the manifest says ${file.size}`);
}
