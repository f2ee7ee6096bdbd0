import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { ApiClient } from '../../operator/cluster/api-client.ts';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** kubectl against one cluster: `run` never throws, `json` and `ok` do. `api` asks without a process for each question. */
export function kubectl(kubeconfig: string, binaries?: string) {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const api = new ApiClient(config, { timeoutMs: 120_000 });
  const program = binaries === undefined ? 'kubectl' : join(binaries, 'kubectl');
  const run = (args: string[], input?: string): Promise<Ran> =>
    new Promise((resolve) => {
      const child = execFile(
        program,
        args,
        { env: { ...process.env, KUBECONFIG: kubeconfig }, maxBuffer: 64 << 20 },
        (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
      );
      // A kubectl that ends before it has read its input says why by its exit code.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input ?? '');
    });
  const ok = async (args: string[], input?: string): Promise<string> => {
    const { code, stdout, stderr } = await run(args, input);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  return {
    api,
    run,
    ok,
    apply: (manifest: string) => ok(['apply', '-f', '-'], manifest),
    json: async <T>(args: string[]): Promise<T> => JSON.parse(await ok([...args, '-o', 'json'])) as T,
    /** The object, or undefined when there is none. */
    async get<T>(kind: string, name: string, namespace = 'default'): Promise<T | undefined> {
      const out = await ok(['get', kind, name, '-n', namespace, '--ignore-not-found', '-o', 'json']);
      return out.trim() === '' ? undefined : (JSON.parse(out) as T);
    },
  };
}

export type Kubectl = ReturnType<typeof kubectl>;

/** Asks again until the answer is not undefined, false or a failure; the last failure is told when the time is over. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  timeoutMs = 60_000,
  everyMs = 150,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms: ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
