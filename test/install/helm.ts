import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureHelm } from '../../tools/helm/build.ts';
import type { Ran } from '../support/kubectl.ts';

/** Helm against one cluster, or none, with a home of its own: `run` never throws, `ok` does. */
export async function helmFor(kubeconfig?: string) {
  const program = await ensureHelm((line) => process.stderr.write(`${line}\n`));
  const home = mkdtempSync(join(tmpdir(), 'tts-helm-'));
  const env = {
    ...process.env,
    KUBECONFIG: kubeconfig ?? '/dev/null',
    XDG_CACHE_HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_DATA_HOME: home,
  };
  const run = (args: string[]): Promise<Ran> =>
    new Promise((resolve) => {
      execFile(program, args, { env, maxBuffer: 64 << 20 }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
      );
    });
  return {
    program,
    run,
    async ok(args: string[]): Promise<string> {
      const { code, stdout, stderr } = await run(args);
      if (code !== 0) throw new Error(`helm ${args.join(' ')}: ${stderr}${stdout}`);
      return stdout;
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

export type Helm = Awaited<ReturnType<typeof helmFor>>;
