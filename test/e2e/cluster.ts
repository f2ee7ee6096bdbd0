import { spawn } from 'node:child_process';
import { findNode } from '../../tools/cluster/node.ts';
import { kubectl } from '../support/kubectl.ts';
import { embeddedHost, kindHost } from './host.ts';

/** The cluster that `npm run up` uses: the one of KUBECONFIG, else the embedded node. */
export async function theCluster() {
  const node = findNode();
  const kubeconfig = process.env.KUBECONFIG ?? node?.kubeconfig;
  if (kubeconfig === undefined) throw new Error('no cluster: npm run up');
  const k = kubectl(kubeconfig, node?.binaries);
  const embedded = kubeconfig === node?.kubeconfig ? node : undefined;
  const [, kind] = /^kind-(.+)$/.exec((await k.ok(['config', 'current-context'])).trim()) ?? [];
  const env = { ...process.env, KUBECONFIG: kubeconfig, PATH: `${node?.binaries ?? ''}:${process.env.PATH ?? ''}` };
  return {
    k,
    env,
    /** The embedded node, if that is the cluster. */
    embedded,
    /** The machine below the cluster, where that is this one. */
    host: embedded ? embeddedHost(embedded) : kind === undefined ? undefined : kindHost(kind),
    /** Runs a line as a person would type it. */
    shell(line: string, cwd?: string): Promise<{ code: number; stdout: string; stderr: string }> {
      return new Promise((resolve) => {
        const child = spawn('bash', ['-c', line], { env, ...(cwd === undefined ? {} : { cwd }) });
        let [stdout, stderr] = ['', ''];
        child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
        child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
        child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
      });
    },
    /** Keeps a line going in the background, such as a port-forward, which ends with the pod that it leads to. */
    background(line: string) {
      let stopped = false;
      let child: ReturnType<typeof spawn>;
      const start = (): void => {
        child = spawn('bash', ['-c', `exec ${line}`], { env, stdio: 'ignore' });
        child.on('exit', () => !stopped && setTimeout(start, 300));
      };
      start();
      return {
        stop(): void {
          stopped = true;
          child.kill();
        },
      };
    },
  };
}

export type E2eCluster = Awaited<ReturnType<typeof theCluster>>;
