import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** A file of a published model. */
export interface StoredFile {
  path: string;
  /** As 64 hex characters. */
  sha256: string;
}

/** Read into one buffer: a stream's many would stay in memory for as long as the server runs. */
export async function sha256Of(file: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(1 << 20);
  for (;;) {
    const { bytesRead } = await file.read(buffer);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
  }
}

/** The bytes that a session gets, after checking the sha256 of these very bytes. */
export async function readVerified({ path, sha256 }: StoredFile): Promise<Uint8Array> {
  const bytes = await readFile(path);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== sha256) throw new Error(`${path} has sha256 ${actual}, but the manifest says ${sha256}`);
  return bytes;
}
