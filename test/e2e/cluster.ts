import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findNode } from '../../tools/cluster/node.ts';
import { kubectl } from '../support/kubectl.ts';

/** The cluster that `npm run up` uses: the one of KUBECONFIG, else the embedded node. */
export async function theCluster() {
  const node = findNode();
  const kubeconfig = process.env.KUBECONFIG ?? node?.kubeconfig;
  if (kubeconfig === undefined) throw new Error('no cluster: npm run up');
  const env = { ...process.env, KUBECONFIG: kubeconfig, PATH: `${node?.binaries ?? ''}:${process.env.PATH ?? ''}` };
  return {
    k: kubectl(kubeconfig, node?.binaries),
    env,
    /** Folder of the claims' volumes on the embedded node. */
    volumes: node && join(node.state, 'volumes'),
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
