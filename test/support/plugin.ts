import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundlePlugin } from '../../tools/plugin.ts';
import type { Ran } from './kubectl.ts';

/** Bundles kubectl-tts into a temporary folder; runs it with the arguments and environment of a user. */
export async function thePlugin() {
  const { file, bytes } = await bundlePlugin(mkdtempSync(join(tmpdir(), 'kubectl-tts-')));
  return {
    file,
    bytes,
    folder: dirname(file),
    run: (kubeconfig: string, args: string[], env: Record<string, string> = {}): Promise<Ran> =>
      new Promise((resolve) => {
        execFile(
          process.execPath,
          [file, ...args],
          { env: { ...process.env, KUBECONFIG: kubeconfig, ...env }, maxBuffer: 16 << 20 },
          (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
        );
      }),
  };
}

export type Plugin = Awaited<ReturnType<typeof thePlugin>>;
