import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sh } from '../cluster/shell.ts';

const run = promisify(execFile);

/** Reads and writes a registry. Credentials are those of `docker login`. */
export interface Registry {
  /** Pushes the layout's one manifest or index; gives its digest. */
  push(folder: string, reference: string): Promise<string>;
  digest(reference: string): Promise<string>;
  manifest(reference: string): Promise<string>;
  /** The bytes of a blob, at most 64 MiB. */
  blob(reference: string): Promise<Buffer>;
  /** Reads all of an image or index and compares every digest. */
  validate(reference: string): Promise<void>;
}

/** A registry by way of crane; `plain` speaks HTTP. */
export function craneRegistry(crane: string, plain: boolean): Registry {
  const insecure = plain ? ['--insecure'] : [];
  const text = async (...args: string[]) => (await sh(crane, [...args, ...insecure])).trim();
  return {
    push: async (folder, reference) => {
      const pushed = await text('push', folder, reference);
      return pushed.split('@').at(-1) ?? '';
    },
    digest: (reference) => text('digest', reference),
    manifest: (reference) => text('manifest', reference),
    blob: async (reference) =>
      (await run(crane, ['blob', reference, ...insecure], { encoding: 'buffer', maxBuffer: 64 << 20 })).stdout,
    validate: async (reference) => {
      await text('validate', '--remote', reference);
    },
  };
}
