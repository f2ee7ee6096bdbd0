import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where prepared models are kept below the folder for temporary files. */
export function preparedFolder(tempDir: string): string {
  return join(tempDir, 'prepared');
}

/** Throws away what was prepared. */
export async function discardPrepared(tempDir: string): Promise<void> {
  await rm(preparedFolder(tempDir), { recursive: true, force: true });
}
