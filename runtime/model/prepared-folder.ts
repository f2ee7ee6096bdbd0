import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sealedDigest } from './sealed-folder.ts';

/** What a model is prepared for. */
export type Device = 'cpu' | 'gpu';

/** The folder of a model path in which pods keep prepared models for one another. */
export const KEPT_PREPARED = '.prepared';

/** Where prepared models are kept below the folder for temporary files. */
export function preparedFolder(tempDir: string): string {
  return join(tempDir, 'prepared');
}

/** How the name of a prepared model's folder begins. */
export function preparedFor(sha256: string, device: Device): string {
  return device === 'gpu' ? `gpu-${sha256}` : sha256;
}

/** The sha256 of the graph that was made of a model (by its sha256) for a device; undefined where none is kept. */
export async function preparedDigest(tempDir: string, sha256: string, device: Device): Promise<string | undefined> {
  const folder = preparedFolder(tempDir);
  const names = await readdir(folder).catch(() => []);
  const name = names.find((one) => one.startsWith(`${preparedFor(sha256, device)}-`));
  return name === undefined ? undefined : sealedDigest(join(folder, name), 'model.onnx');
}

/** Throws away what was prepared, where that can be done. */
export async function discardPrepared(tempDir: string): Promise<void> {
  await rm(preparedFolder(tempDir), { recursive: true, force: true }).catch(() => undefined);
}
